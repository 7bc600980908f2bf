"""« Factures à traiter » of the recipient: the fewest days left first, page after page, however many there are.

A page is found by its place in the index of deadlines, status by status: it reads the rows that it shows, no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils.dateparse import parse_date

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.kernel.clock import today

from .access import Right, visible
from .criteria import Asked, narrowed
from .lifecycle import FORWARD
from .models import Invoice
from .search import TO_DO_RECEIVED
from .status import Status

PAGE = 25
MOST = 1000
"""Rows of a list that is acted on, or written to a file, as a whole."""
OPEN = (*TO_DO_RECEIVED, *FORWARD[:-1])
"""What the recipient has in hand: to treat, or under way."""
_APART = 2
"""Statuses up to which each is read by its own place in the index; more are read together."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A line of the list: its last day to pay (None: no clock runs), its key, and how many lines come before it."""

    day: date | None
    pk: int
    rank: int = 0

    def __str__(self) -> str:
        return f"{self.day or ''}_{self.pk}_{self.rank}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place that `str` wrote; None for anything else."""
        day, *numbers = text.split("_")
        if len(numbers) != 2 or not all(one.isdecimal() and len(one) < 19 for one in numbers):
            return None
        try:
            return cls(day=parse_date(day) if day else None, pk=int(numbers[0]), rank=int(numbers[1]))
        except ValueError:
            return None


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """One page. `previous` and `next`: the places to go on from, or None; `first`: the number of its first line.

    `stopped`: those that are suspended until the supplier answers, on the last page only.
    """

    rows: Sequence[Invoice]
    stopped: Sequence[Invoice] = ()
    previous: Place | None = None
    next: Place | None = None
    first: int = 1


@dataclass(frozen=True, kw_only=True)
class Headline:
    """How many wait, how many of them are late or to be paid tomorrow at the latest, and how many have no clock."""

    waiting: int
    late: int
    tomorrow: int
    stopped: int


def inbox(
    actor: User,
    asked: Asked,
    *,
    structure: Structure | None = None,
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE,
) -> Inbox:
    """The page of what `actor` receives that answers `asked`, after or before a place. Five queries at most."""
    seen = _seen(actor, structure)
    found = narrowed(seen, asked, actor=actor)
    keys = _keys(found, asked.statuses or TO_DO_RECEIVED, place=before or after, back=before is not None, size=size)
    if not keys and (after or before):  # the lines of this page were treated meanwhile
        return inbox(actor, asked, structure=structure, size=size)
    more, keys = len(keys) > size, keys[:size]
    if before is not None:
        keys.reverse()
        rank = max(before.rank - len(keys), 0)
        has_previous, has_next = more and rank > 0, True
    else:
        rank = after.rank + 1 if after else 0
        has_previous, has_next = after is not None, more
    places = [Place(day=day, pk=pk, rank=rank + offset) for offset, (day, pk) in enumerate(keys)]
    resting = [] if asked.statuses else _stopped(found)
    stopped = [] if has_next else resting
    rows = _rows([*(place.pk for place in places), *stopped])
    return Inbox(
        rows=[rows[place.pk] for place in places],
        stopped=[rows[pk] for pk in stopped],
        previous=places[0] if places and has_previous else None,
        next=places[-1] if places and has_next else None,
        first=rank + 1,
    )


def following(actor: User, asked: Asked, pk: int, *, structure: Structure | None = None) -> int | None:
    """The key of the line after `pk` in the list, of the first line after the last one; None when no other is left."""
    day = _seen(actor, structure).filter(pk=pk).values_list("pay_by", flat=True).first()
    found = narrowed(_seen(actor, structure).exclude(pk=pk), asked, actor=actor)
    statuses = asked.statuses or TO_DO_RECEIVED
    keys = _keys(found, statuses, place=Place(day=day, pk=pk), size=1) or _keys(found, statuses, place=None, size=1)
    return keys[0][1] if keys else None


def whole(actor: User, asked: Asked, *, structure: Structure | None = None, most: int = MOST) -> list[Invoice]:
    """The first `most` of the list, without those whose clock rests."""
    found = narrowed(_seen(actor, structure), asked, actor=actor)
    keys = _keys(found, asked.statuses or TO_DO_RECEIVED, place=None, size=most)[:most]
    rows = _rows([pk for _day, pk in keys])
    return [rows[pk] for _day, pk in keys]


def headline(actor: User, *, structure: Structure | None = None) -> Headline:
    """The figures over the list, from the index: two queries."""
    seen, day = _seen(actor, structure), today()
    statuses = (*TO_DO_RECEIVED, Status.SUSPENDUE)
    counts = dict(seen.filter(status__in=statuses).values_list("status").annotate(n=Count("pk")).order_by())
    pressing = seen.filter(status__in=TO_DO_RECEIVED).filter(pay_by__lte=day + timedelta(days=1))
    urgent = pressing.aggregate(
        late=Count("pk", filter=Q(pay_by__lt=day)), tomorrow=Count("pk", filter=Q(pay_by=day + timedelta(days=1)))
    )
    return Headline(
        waiting=sum(counts.get(status, 0) for status in TO_DO_RECEIVED),
        stopped=counts.get(Status.SUSPENDUE, 0),
        **urgent,
    )


def _seen(actor: User, structure: Structure | None) -> QuerySet[Invoice]:
    seen = visible(actor, Right.READ_RECEIVED)
    return seen if structure is None else seen.filter(recipient=structure)


_Key = tuple[date | None, int]


def _keys(
    found: QuerySet[Invoice], statuses: Sequence[Status], *, place: Place | None, size: int, back: bool = False
) -> list[_Key]:
    """Day and key of the `size` + 1 lines that follow (or, `back`, precede) a place, the nearest first."""
    if place is not None:
        found = found.filter(_preceding(place) if back else _coming(place))
    order = (F("pay_by").desc(nulls_first=True), "-pk") if back else (F("pay_by").asc(nulls_last=True), "pk")
    groups = [[status] for status in statuses] if len(statuses) <= _APART else [list(statuses)]
    keys: list[_Key] = []
    for group in groups:
        narrow = Q(status=group[0]) if len(group) == 1 else Q(status__in=group)
        keys += found.filter(narrow).order_by(*order).values_list("pay_by", "pk")[: size + 1]
    keys.sort(key=lambda key: (key[0] is None, key[0] or date.min, key[1]), reverse=back)
    return keys[: size + 1]


def _coming(place: Place) -> Q:
    if place.day is None:
        return Q(pay_by=None, pk__gt=place.pk)
    return Q(pay_by__gt=place.day) | Q(pay_by=place.day, pk__gt=place.pk) | Q(pay_by=None)


def _preceding(place: Place) -> Q:
    if place.day is None:
        return Q(pay_by__isnull=False) | Q(pk__lt=place.pk)
    return Q(pay_by__lt=place.day) | Q(pay_by=place.day, pk__lt=place.pk)


def _stopped(found: QuerySet[Invoice]) -> list[int]:
    stopped = found.filter(status=Status.SUSPENDUE).order_by("status_since", "pk")
    return list(stopped.values_list("pk", flat=True)[:PAGE])


def _rows(pks: Sequence[int]) -> dict[int, Invoice]:
    return Invoice.objects.select_related("supplier", "recipient", "recipient_service", "assignee").in_bulk(pks)
