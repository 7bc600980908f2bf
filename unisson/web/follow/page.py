"""The page of one invoice as data, for the side it is seen from. Views and templates decide nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.directory.spaces import Space
from unisson.invoices import search
from unisson.invoices.actions import steps_for
from unisson.invoices.lifecycle import Edge
from unisson.invoices.models import DepositCertificate, Invoice, StatusChange, UserAction
from unisson.invoices.status import Channel, Status
from unisson.kernel.clock import legal_day
from unisson.web.statuses import look

from .blocks import (
    Block,
    Document,
    LineRow,
    RateRow,
    Remark,
    amount_in,
    blocks,
    documents,
    line_row,
    rate_row,
    references,
    remarks,
    totals,
)
from .standing import Standing, standing

PORTAL = "Unisson"
"""The author of what the portal did by itself."""

ACTIONS: dict[str, str | Promise] = {
    UserAction.What.DOWNLOAD: _("Facture téléchargée"),
    UserAction.What.REJECTION_READ: _("Rejet lu"),
    UserAction.What.SUSPENSION_READ: _("Suspension lue"),
    UserAction.What.REJECTION_TREATED: _("Rejet traité"),
}
KEYS = {
    Status.PRISE_EN_COMPTE_DESTINATAIRE: "p",
    Status.SERVICE_FAIT: "f",
    Status.MANDATEE: "m",
    Status.MISE_A_DISPOSITION_COMPTABLE: "c",
}
"""Letters of the cockpit (ui README §6)."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One line of « Historique des statuts »."""

    at: datetime
    status: str | Promise
    author: str
    channel: str | Promise
    comment: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """One line of « Historique des actions utilisateurs »."""

    at: datetime
    what: str | Promise
    author: str


@dataclass(frozen=True, kw_only=True)
class Act:
    """One way to treat the invoice."""

    target: str
    label: str | Promise
    icon: str
    key: str
    mandate: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that the page shows. `first` is the primary way to treat, `acts` the others; none on the supplier's side."""

    invoice: Invoice
    issued: bool
    other: str
    due: str
    standing: Standing
    changes: Sequence[Change]
    done: Sequence[Done]
    documents: Sequence[Document]
    blocks: Sequence[Block]
    references: Block
    totals: Block
    lines: Sequence[LineRow]
    vat_rows: Sequence[RateRow]
    remarks: Sequence[Remark]
    first: Act | None
    acts: Sequence[Act]

    @property
    def asks_mandate(self) -> bool:
        """Whether a mandate number may come with one of the steps."""
        return any(act.mandate for act in (self.first, *self.acts) if act)


def build(invoice: Invoice, side: Space, *, at: datetime, may_treat: bool = False) -> Page:
    """The page of `invoice`, its parties loaded, as the people of `side` see it at `at`: seven queries."""
    history = search.history(invoice)
    issued = side is Space.ISSUED
    acts = [_act(edge) for edge in steps_for(invoice)] if may_treat else []
    return Page(
        invoice=invoice,
        issued=issued,
        other=(invoice.recipient.name if invoice.recipient else "") if issued else invoice.supplier.name,
        due=amount_in(invoice.net_to_pay, invoice.currency),
        standing=standing(invoice, history, side=side, on=legal_day(at)),
        changes=[_change(row) for row in reversed(history)],
        done=[_done(row) for row in invoice.actions.select_related("actor")],
        documents=documents(
            invoice,
            invoice.attachments.select_related("file"),
            DepositCertificate.objects.filter(invoice=invoice).first(),
        ),
        blocks=blocks(invoice),
        references=references(invoice),
        totals=totals(invoice),
        lines=[line_row(line) for line in invoice.lines.all()],
        vat_rows=[rate_row(row) for row in invoice.vat_rows.all()],
        remarks=remarks(invoice.findings),
        first=acts[0] if acts else None,
        acts=acts[1:],
    )


def _change(row: StatusChange) -> Change:
    return Change(
        at=row.at,
        status=look(row.target).label,
        author=row.actor.full_name if row.actor else PORTAL,
        channel=Channel(row.channel).label,
        comment=row.comment,
    )


def _done(row: UserAction) -> Done:
    return Done(at=row.at, what=ACTIONS[row.what], author=row.actor.full_name)


def _act(edge: Edge) -> Act:
    status = look(edge.target)
    return Act(
        target=edge.target,
        label=status.label,
        icon=status.icon,
        key=KEYS.get(edge.target, ""),
        mandate=edge.mandate,
    )
