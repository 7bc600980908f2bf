"""The payment clock of an invoice, worked out from its history alone: both sides read the same (domain-rules §5.6).

The period starts on the legal day on which the invoice was made available to its recipient. A recycled invoice starts
anew: only now can the right recipient treat it (Code de la commande publique, R. 2192-12: receipt by the buyer). The
first suspension, before the last day and the payment order, stops it (R. 2192-27, R. 2192-28: once only); when the
documents arrive, or when the buyer lifts the suspension, a new period opens: thirty days, or what was left if that is
longer (R. 2192-29). A rejection ends it. A credit note has none. Where the services are performed after the invoice
arrived the law counts from their performance: no data of an invoice tells that day, so it is not applied here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Protocol

from unisson.kernel.clock import legal_day

from .holders import Holder, holder_of
from .models import Invoice
from .periods import CODE, payment_days
from .status import NEVER_SENT, Kind, Status

RENEWED = 30
"""Days of the period that opens after a suspension, at least (R. 2192-29)."""
RENEWAL_REFERENCE = f"{CODE}, art. R. 2192-27 à R. 2192-29"
ORDERED = frozenset({Status.MANDATEE, Status.MISE_A_DISPOSITION_COMPTABLE, Status.COMPTABILISEE})
"""From the payment order on, a suspension stops nothing any more (R. 2192-27)."""
CHANGES_IT = frozenset(
    {Status.MISE_A_DISPOSITION, Status.A_RECYCLER, Status.SUSPENDUE, Status.COMPLETEE, Status.REJETEE}
)
"""The statuses at which a period starts, stops or ends."""


class Change(Protocol):
    """What the clock reads of a row of the history."""

    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def at(self) -> datetime: ...


class Numbered(Change, Protocol):
    """A row with its place in the history."""

    @property
    def sequence(self) -> int: ...


class Unstopped(Enum):
    """Why a suspension stops no period (R. 2192-27, L. 2192-14)."""

    SUSPENDED_ONCE = "suspended-once"
    ORDERED = "ordered"
    LATE = "late"
    NO_PERIOD = "no-period"


@dataclass(frozen=True, kw_only=True)
class Course:
    """Where the payment period stands.

    `start`, `last`: first and last legal day of the period that runs, or ran until the payment; None where none does.
    `legal`: its days. `stopped`: the day on which the suspension stopped it, while it lasts; `left` are the days that
    were left then. `renewed`: it is the one that a suspension opened; `resumed`: it goes on after one that was lifted.
    `spent`: days that passed in all while a suspension had stopped it. `paid`: the legal day of « Mise en paiement ».
    """

    start: date | None = None
    last: date | None = None
    legal: int = 0
    stopped: date | None = None
    left: int = 0
    renewed: bool = False
    resumed: bool = False
    spent: int = 0
    paid: date | None = None
    _suspended_once: bool = False
    _ordered: bool = False

    def unstopped(self, *, on: date) -> "Unstopped | None":
        """Why a suspension on the day `on` would not stop the period; None where it would."""
        if self._suspended_once:
            return Unstopped.SUSPENDED_ONCE
        if self._ordered:
            return Unstopped.ORDERED
        if self.last is None:
            return Unstopped.NO_PERIOD
        return Unstopped.LATE if on > self.last else None

    def late(self, *, on: date) -> int:
        """Days after the last one: to the payment, or to the day `on` where it is not paid."""
        return max(0, ((self.paid or on) - self.last).days) if self.last else 0

    def stopped_days(self, *, on: date) -> int:
        """Days of suspension so far."""
        return self.spent + ((on - self.stopped).days if self.stopped else 0)


def course(changes: Iterable[Change], *, buyer: str, kind: str) -> Course:
    """The clock after `changes`, the history in its order; `buyer` is the kind of buyer of the recipient."""
    now = Course()
    if kind == Kind.CREDIT_NOTE:
        return now
    for change in changes:
        now = _after(now, change, buyer=buyer)
    return now


def course_of(invoice: Invoice, history: Iterable[Change]) -> Course:
    """`course` of `invoice`, its recipient loaded, after its `history`."""
    return course(history, buyer=buyer_of(invoice), kind=invoice.kind)


def buyer_of(invoice: Invoice) -> str:
    """The kind of buyer that sets its payment period: of the day it was sent to its recipient, loaded."""
    return invoice.buyer or (invoice.recipient.buyer if invoice.recipient else "")


def _after(now: Course, change: Change, *, buyer: str) -> Course:
    day, target = legal_day(change.at), change.target
    if target == Status.MISE_A_DISPOSITION and change.source != Status.SUSPENDUE:
        days = payment_days(buyer, on=day)
        return Course(start=day, last=day + timedelta(days=days), legal=days)
    if target == Status.SUSPENDUE:
        return _suspended(now, day)
    if target in (Status.COMPLETEE, Status.MISE_A_DISPOSITION):
        return _renewed(now, day, received=target == Status.COMPLETEE)
    if target in (Status.A_RECYCLER, Status.REJETEE):
        return Course(spent=now.stopped_days(on=day))
    if target == Status.MISE_EN_PAIEMENT:
        return replace(now, paid=day)
    return replace(now, _ordered=now._ordered or target in ORDERED)


def _suspended(now: Course, day: date) -> Course:
    """The first suspension before the payment order stops the period, while it runs: interest that runs already cannot
    be waived (L. 2192-14)."""
    if now.last is None or now.unstopped(on=day):
        return now
    return replace(now, start=None, last=None, stopped=day, left=(now.last - day).days, _suspended_once=True)


def _renewed(now: Course, day: date, *, received: bool) -> Course:
    """A new period on receipt of what was missing (R. 2192-29); a suspension lifted without it goes on where it was."""
    if now.stopped is None:
        return now
    days = max(RENEWED, now.left) if received else now.left
    return replace(
        now,
        start=day,
        last=day + timedelta(days=days),
        legal=days,
        stopped=None,
        left=0,
        renewed=received,
        resumed=not received,
        spent=now.stopped_days(on=day),
    )


def held(changes: Iterable[Numbered], *, until: datetime, theirs: Collection[int] = ()) -> dict[Holder, int]:
    """Days that each had it in hand from its deposit to `until`: whole legal days, the longest first.

    `theirs`: the rows of another recipient (`former.theirs`).
    """
    days = dict.fromkeys(Holder, 0)
    holder, since = Holder.NOBODY, until
    for change in (*(one for one in changes if one.target not in NEVER_SENT), None):
        at = change.at if change else until
        days[holder] += (legal_day(at) - legal_day(since)).days if holder is not Holder.NOBODY else 0
        holder, since = (_at_the_time(change, theirs), at) if change else (Holder.NOBODY, at)
    counted = {one: number for one, number in days.items() if number and one is not Holder.NOBODY}
    return dict(sorted(counted.items(), key=lambda pair: -pair[1]))


def _at_the_time(change: Numbered, theirs: Collection[int]) -> Holder:
    holder = holder_of(change.target)
    return Holder.FORMER if holder is Holder.RECIPIENT and change.sequence in theirs else holder
