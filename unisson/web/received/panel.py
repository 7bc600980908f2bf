"""The invoice in the panel beside the list, as data: what can be done with it, and what is said of what was tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise

from unisson.accounts.models import User
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.colleagues import in_hand
from unisson.invoices.lists import search
from unisson.invoices.models import Invoice
from unisson.invoices.motives import Motive, cure_for
from unisson.invoices.payment import course_of
from unisson.invoices.status import Status
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.again import Again
from unisson.web.follow.acts import Act, Return, Ways, may_treat, return_for, ways_for
from unisson.web.follow.blocks import amount_in
from unisson.web.follow.forms import NOTHING_TYPED

from .asked import Listed
from .page import Row, short_label


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the panel says beside the invoice: what was `typed`, why it was refused, which motif asks for less."""

    typed: Mapping[str, str]
    refusal: Refusal | None = None
    cured: Motive | None = None


CURED = "cured"
"""Among what was typed: the code of a motif that asks for less than what was pressed."""


def said_of(kept: Again | None, *, on: date) -> Said:
    """What the panel says of a form that was refused or that asks for more; nothing when none was."""
    if kept is None:
        return Said(typed=NOTHING_TYPED)
    cured = cure_for(kept.typed.get(CURED, ""), on=on)
    return Said(typed={**NOTHING_TYPED, **kept.typed}, refusal=kept.refusal, cured=cured)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The invoice beside the list. `ways`: to treat it, for who may; `back`: the way back that is being prepared;
    `mandate`: the step that asks for a number, likewise; `asked`: what its supplier waits for an answer to, as
    its line says."""

    invoice: Invoice
    holder: User | None
    ways: Ways | None
    back: Return | None
    mandate: Act | None
    said: Said
    asked: str | Promise

    @property
    def prepared(self) -> str | Promise:
        """The step that asks for more, in words; "" where none does."""
        return self.back.label if self.back else self.mandate.label if self.mandate else ""

    @property
    def amount(self) -> str:
        return amount_in(self.invoice.shown_gross, self.invoice.currency)

    @property
    def state(self) -> str | Promise:
        return short_label(self.invoice)


def panel_of(person: User, listed: Listed, *, rows: Sequence[Row], said: Said, on: date) -> Panel | None:
    """None where nothing is opened, or what is not there or not theirs, which nobody tells apart: an invoice that was
    recycled away while its list stood open is neither any more."""
    if listed.open is None:
        return None
    try:
        invoice = get_invoice(person, listed.open, Right.READ_RECEIVED)
    except NotFound:
        return None
    asked = next((row.asked for row in rows if row.open), "")
    bare = Panel(invoice=invoice, holder=in_hand(invoice), ways=None, back=None, mandate=None, said=said, asked=asked)
    if not may_treat(person, invoice):
        return bare
    ways, target = ways_for(invoice, course_of(invoice, search.history(invoice)), on=on), listed.returning
    back = return_for(invoice, target, ways=ways, on=on) if target else None
    return replace(bare, ways=ways, back=back, mandate=ways.step(target) if target is Status.MANDATEE else None)
