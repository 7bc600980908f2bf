"""The page of one invoice as data, for the side it is seen from. Views and templates decide nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from unisson.directory.spaces import Space
from unisson.invoices import archives, former, motives
from unisson.invoices.archives import Kept
from unisson.invoices.chronicle import ACTIONS, author
from unisson.invoices.lists import search
from unisson.invoices.models import Invoice, StatusChange, UserAction
from unisson.invoices.payment import course_of
from unisson.invoices.status import NEVER_SENT, Channel
from unisson.kernel.clock import legal_day
from unisson.web.statuses import look

from . import blocks
from .acts import Ways, ways_for
from .expected import Expected, expected
from .standing import Standing, standing

LINES = 200
"""Lines shown: a page stays light (design §8), the file and its readable version hold them all."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One line of « Historique des statuts »."""

    at: datetime
    status: str | Promise
    author: str
    channel: str | Promise
    reason: str
    comment: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """One line of « Historique des actions utilisateurs »."""

    at: datetime
    what: str | Promise
    author: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that the page shows. `ways`: to treat it, for who may.

    `other`: the name of the other party; `more_lines`: the invoice has lines beyond those shown.
    """

    invoice: Invoice
    other: str
    due: str
    standing: Standing
    changes: Sequence[Change]
    done: Sequence[Done]
    documents: Sequence[blocks.Document]
    parts: Sequence[blocks.Block]
    references: blocks.Block
    totals: blocks.Block
    lines: Sequence[blocks.LineRow]
    more_lines: bool
    vat_rows: Sequence[blocks.RateRow]
    remarks: Sequence[blocks.Remark]
    judged_by: str
    ways: Ways | None
    archive: Kept | None
    expected: Expected | None


def build(invoice: Invoice, side: Space, *, at: datetime, may_treat: bool = False) -> Page:
    """The page of `invoice`, its parties loaded, as the people of `side` see it at `at`: six queries."""
    whole = search.history(invoice)
    theirs = former.theirs_of(invoice, whole) if side is Space.RECEIVED else frozenset()
    history, since = _told(whole, side, theirs), None if side is Space.ISSUED else former.came(whole)
    lines = list(invoice.lines.all()[: LINES + 1])
    return Page(
        invoice=invoice,
        other=_other_side(invoice, side),
        due=blocks.amount_in(invoice.signed(invoice.net_to_pay), invoice.currency),
        standing=standing(invoice, history, side=side, at=at),
        changes=[_change(row, theirs) for row in reversed(history)],
        done=[_done(row) for row in invoice.actions.select_related("actor") if since is None or row.at >= since],
        documents=blocks.documents(
            invoice,
            invoice.attachments.select_related("file"),
            getattr(invoice, "certificate", None),
        ),
        parts=blocks.parts(invoice),
        references=blocks.references(invoice),
        totals=blocks.totals(invoice),
        lines=[blocks.line_row(line) for line in lines[:LINES]],
        more_lines=len(lines) > LINES,
        vat_rows=[blocks.rate_row(row) for row in invoice.vat_rows.all()],
        remarks=blocks.remarks(invoice.findings),
        judged_by=blocks.rule_versions(invoice.rule_versions),
        ways=ways_for(invoice, course_of(invoice, history), on=legal_day(at)) if may_treat else None,
        archive=archives.kept(invoice),
        expected=expected(invoice, on=legal_day(at)) if side is Space.ISSUED else None,
    )


def _told(history: Sequence[StatusChange], side: Space, theirs: Collection[int]) -> list[StatusChange]:
    """What `side` may know of `history`: the recipient nothing from before the deposit, nor what a former one wrote."""
    if side is Space.ISSUED:
        return list(history)
    return [row for row in former.quiet(history, theirs) if row.target not in NEVER_SENT]


def _other_side(invoice: Invoice, side: Space) -> str:
    other = invoice.recipient if side is Space.ISSUED else invoice.supplier
    return other.name if other else ""


def _change(row: StatusChange, theirs: Collection[int]) -> Change:
    return Change(
        at=row.at,
        status=look(row.target).label,
        author=author(row, theirs),
        channel=Channel(row.channel).label,
        reason=motives.label(row.reason),
        comment=row.comment,
    )


def _done(row: UserAction) -> Done:
    return Done(at=row.at, what=ACTIONS[row.what], author=row.actor.full_name)
