"""The lists of received invoices as data."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from unisson.accounts.models import User
from unisson.invoices.colleagues import hand_of
from unisson.invoices.exchange import asked_of
from unisson.invoices.models import Invoice, Message
from unisson.invoices.status import FINAL, Kind, Status
from unisson.web.statuses import look


@dataclass(frozen=True, kw_only=True)
class Row:
    """One received invoice.

    `left`: days to the legal deadline, None where no clock runs. `stopped`: its clock rests until the supplier answers,
    as a first suspension makes it; a credit note has none. `fresh`: it arrived since the person was last here. `open`:
    it is in the panel. `asked`: what its supplier waits for an answer to, in a word.
    """

    invoice: Invoice
    left: int | None
    legal: int
    stopped: bool
    fresh: bool = False
    open: bool = False
    asked: str | Promise = ""

    @property
    def state(self) -> str | Promise:
        """The words of its badge."""
        return short_label(self.invoice)

    @property
    def holder(self) -> User | None:
        """The colleague who has it in hand."""
        return hand_of(self.invoice)

    @property
    def seen(self) -> str:
        """Its key and since when it stands where it is shown: what tells afterwards whether somebody was faster."""
        return seen(self.invoice)


def short_label(invoice: Invoice) -> str | Promise:
    """The label of its status; in a column of those that were made available to the reader, « du destinataire » is
    said by the page."""
    made_available = invoice.status == Status.MISE_A_DISPOSITION
    return gettext("Mise à disposition") if made_available else look(invoice.status).label


def row(invoice: Invoice, *, on: date) -> Row:
    """`invoice`, its parties loaded, as a line of a list on the day `on`. No query."""
    due = invoice.pay_by if invoice.status not in FINAL else None
    return Row(
        invoice=invoice,
        left=(due - on).days if due else None,
        legal=(due - invoice.pay_from).days if due and invoice.pay_from else 0,
        stopped=invoice.status == Status.SUSPENDUE and due is None and invoice.kind != Kind.CREDIT_NOTE,
        asked=asked_label(asked_of(invoice)),
    )


_ASKED: dict[Message.What, str | Promise] = {
    Message.What.QUESTION: gettext_lazy("message"),
    Message.What.CONTEST: gettext_lazy("rejet contesté"),
    Message.What.REJECTION_ASKED: gettext_lazy("rejet demandé"),
}


def asked_label(what: Message.What | None) -> str | Promise:
    """A word for what the supplier waits for an answer to; "" for nothing."""
    return _ASKED[what] if what else ""


def rows(
    invoices: Iterable[Invoice], *, on: date, last_here: datetime | None = None, opened: int | None = None
) -> list[Row]:
    """The lines of a list; `last_here`: when the person signed in the time before; `opened`: what is in the panel."""
    return [
        replace(row(invoice, on=on), fresh=_fresh(invoice, last_here), open=invoice.pk == opened)
        for invoice in invoices
    ]


def seen(invoice: Invoice) -> str:
    """As the field `vu` of a selection has it."""
    return f"{invoice.pk}@{invoice.status_since.isoformat()}"


def _fresh(invoice: Invoice, last_here: datetime | None) -> bool:
    arrived = invoice.status == Status.MISE_A_DISPOSITION and not invoice.downloaded
    return bool(arrived and last_here and invoice.available_at and invoice.available_at > last_here)
