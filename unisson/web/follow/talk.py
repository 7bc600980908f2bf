"""« Échanges »: the thread of an invoice as the people of one side see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from unisson.invoices.chronicle import MESSAGES
from unisson.invoices.exchange import possible, thread
from unisson.invoices.models import Invoice, Message

_BUTTONS: dict[str, str | Promise] = {
    Message.What.QUESTION: gettext_lazy("Envoyer le message"),
    Message.What.CONTEST: gettext_lazy("Contester ce rejet"),
    Message.What.REJECTION_ASKED: gettext_lazy("Demander le rejet"),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One message. `what`: empty for a plain question or answer; `new`: of the other side, not answered yet."""

    at: datetime
    author: str
    theirs: bool
    what: str | Promise
    text: str
    new: bool


@dataclass(frozen=True, kw_only=True)
class Talk:
    """The thread, oldest first, and the buttons of who may write: (value, label), the first the usual one."""

    told: Sequence[Told]
    buttons: Sequence[tuple[str, str | Promise]]

    @property
    def new(self) -> int:
        """Messages that wait for an answer."""
        return sum(one.new for one in self.told)


def talk(invoice: Invoice, side: Message.Side, *, may_write: bool) -> Talk:
    """One query."""
    return Talk(
        told=[_told(one, side) for one in thread(invoice, side)],
        buttons=[(what.value, _BUTTONS[what]) for what in possible(invoice, side)] if may_write else [],
    )


def _told(one: Message, side: Message.Side) -> Told:
    theirs = one.side != side
    return Told(
        at=one.at,
        author=one.author.full_name,
        theirs=theirs,
        what="" if one.what == Message.What.QUESTION else MESSAGES[one.what],
        text=one.text,
        new=theirs and one.read_at is None,
    )
