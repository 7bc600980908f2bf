"""What people ask of the lists of invoices: text, service, status, hands, dates, amounts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.search import fold
from unisson.directory.spaces import Space
from unisson.kernel import money
from unisson.kernel.clock import PARIS, today
from unisson.kernel.keys import key

from .. import exchange
from ..access import NOT_YET_THERE
from ..colleagues import may_still
from ..models import Invoice
from ..payment import ORDERED
from ..planning import each_time
from ..status import Kind, Status
from . import exact, further, wording
from .exact import Exact
from .further import OWN_SERVICE, Between, Further, amounts

MINE, NOBODY = "moi", "personne"
"""In whose hands: mine, nobody's in particular; else the key of a colleague."""
_FEW = 2000
"""Lines up to which the invoices that answer are told by their keys: one may answer in several ways."""
_STRUCTURES = 5000
"""Structures up to which those of a name are told by their keys."""
_Way = Callable[[str, Space], Q]
_ANY_KIND = Q(kind__in=Kind)
"""Narrows nothing: kinds said by name let the index of amounts be entered at the amount."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The criteria of a list; empty ones ask nothing. `new`: « non téléchargée »; `late`: to be paid before today;
    `unanswered`: its supplier waits for an answer; `archived`: of the archive, else of the
    lists of every day. Days are legal days."""

    text: str = ""
    service: int | None = None
    statuses: tuple[Status, ...] = ()
    hands: str = ""
    new: bool = False
    late: bool = False
    unanswered: bool = False
    archived: bool = False
    deposited: Between = field(default_factory=Between)
    since: Between = field(default_factory=Between)
    gross: Between = field(default_factory=Between)
    further: Further = field(default_factory=Further)
    exact: Exact = field(default_factory=Exact)

    @property
    def narrows(self) -> bool:
        """Whether anything but statuses is asked."""
        ranges = (self.deposited, self.since, self.gross)
        ticked = self.new or self.late or self.unanswered
        more = self.further or self.exact
        return bool(self.text.strip() or self.service is not None or self.hands or ticked or any(ranges) or more)


@dataclass(frozen=True)
class Answer:
    """A list of invoices. `some`: those of it that were met first, where they were too many to tell all of them."""

    rows: QuerySet[Invoice]
    some: QuerySet[Invoice] | None = None


def narrowed(
    found: QuerySet[Invoice],
    asked: Asked,
    *,
    actor: User,
    statuses: Sequence[Status] = (),
    space: Space = Space.RECEIVED,
) -> Answer:
    """`found` as far as it answers all criteria but the statuses, which each list reads its own way: one query more.

    Few that answer are told by their keys, each criterion by its own index. Of many, a list finds the first by walking
    its own order. No planner knows beforehand which of both it is. `statuses`: those that the list will read, if any.
    """
    if not asked.narrows:
        return Answer(found)
    if asked.service is not None:
        found = found.filter(**{OWN_SERVICE[space]: asked.service})
    if asked.hands:
        found = found.filter(_in_hands(asked.hands, actor))
    found = found.filter(_ticked(asked))
    found = found.filter(_days("deposited_at", asked.deposited), _days("status_since", asked.since))
    found = found.filter(amounts("gross_total", asked.gross), further.condition(asked.further, space))
    if asked.exact:
        found = found.filter(exact.condition(asked.exact, space))
    text = asked.text.strip()
    same = _same_in_both(text, space)
    entered = [*same, *_ways(text, wording.numbered, wording.having, space)]
    first = _first(found, entered, statuses, space)
    some = Invoice.objects.filter(pk__in=set(first))
    if len(first) <= _FEW:
        return Answer(some)
    # The cheapest to look at first: the words of an invoice stand apart.
    shown = [*same, *_ways(text, wording.showing_number, wording.showing, space)]
    return Answer(found.filter(reduce(or_, shown)) if text else found, some)


@each_time()
def _first(found: QuerySet[Invoice], ways: Sequence[Q], statuses: Sequence[Status], space: Space) -> list[int]:
    """The keys of those that answer, one for each way in which they do: of all, or `_FEW` + 1."""
    if statuses or space is Space.RECEIVED:
        # Every status said by name: an index of received ones is then entered at what follows it.
        found = found.filter(status__in=statuses or [one for one in Status if one not in NOT_YET_THERE])
    keys = [found.filter(way).order_by().values_list("pk", flat=True) for way in ways or [Q()]]
    together = keys[0].union(*keys[1:], all=True) if len(keys) > 1 else keys[0]
    return list(together[: _FEW + 1])


def _ways(text: str, number: _Way, said: _Way, space: Space) -> list[Q]:
    """By a part of the number, by the words of the comment and of the name of the file."""
    if not text:
        return []
    return [number(text, space), said(text, space)] if fold(text).split() else [number(text, space)]


def _same_in_both(text: str, space: Space) -> list[Q]:
    """By an amount to the cent, by the words of the other side's name: said the same of few and of many."""
    words, amount = fold(text).split(), money.parse(text)
    ways = [_other_side(words, space)] if words else []
    if amount is not None:
        ways += [_ANY_KIND & Q(gross_total=abs(amount)), Q(net_to_pay=abs(amount))]
    return ways


def _other_side(words: Sequence[str], space: Space) -> Q:
    """An index of received ones knows their suppliers by statuses, whoever these are. That of sent ones is entered only
    at recipients told by their keys; too many of them are met soon in any order."""
    others = Structure.objects.all()
    for word in words:
        others = others.filter(searchable__contains=word)
    if space is Space.RECEIVED:
        return Q(supplier__in=others.values("pk"))
    first = list(others.values_list("pk", flat=True)[: _STRUCTURES + 1])
    return Q(recipient__in=first if len(first) <= _STRUCTURES else others.values("pk"))


def overdue(on: date) -> Q:
    """Not paid when the day `on` begins, though its last day is over. Who never reports a payment is done with the
    order to pay."""
    return Q(pay_by__lt=on) & ~Q(payment_unreported=True, status__in=ORDERED)


def _ticked(asked: Asked) -> Q:
    met = Q(downloaded=False) if asked.new else Q()
    if asked.late:
        met &= overdue(today())
    return met & exchange.unanswered() if asked.unanswered else met


def _in_hands(hands: str, actor: User) -> Q:
    """Who may not treat it any more has nothing in hand."""
    person = actor.pk if hands == MINE else key(hands)
    return Q(assignee=person) & may_still() if person else Q(assignee=None) | ~may_still()


def _days(column: str, between: Between) -> Q:
    met = Q()
    if isinstance(between.low, date):
        met &= Q(**{f"{column}__gte": _midnight(between.low)})
    if isinstance(between.high, date):
        met &= Q(**{f"{column}__lt": _midnight(between.high + timedelta(days=1))})
    return met


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=PARIS)
