"""« Factures à traiter » of the recipient: the fewest days left first, or as asked, page after page.

A page is found by its place in an index, status by status (`order`): it reads the rows that it shows, no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.kernel.clock import today

from .access import Right, visible
from .counting import counted
from .criteria import Asked, narrowed
from .lifecycle import FORWARD
from .models import Invoice
from .order import USUAL, Order, Place, in_order, numbered, place_of
from .search import TO_DO_RECEIVED
from .status import Status

PAGE = 25
MOST = 1000
"""Rows of a list that is acted on, or written to a file, as a whole."""
OPEN = (*TO_DO_RECEIVED, *FORWARD[:-1])
"""What the recipient has in hand: to treat, or under way."""


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
    """How many wait, and how many of them are late or to be paid tomorrow at the latest; each as `counted`."""

    waiting: int
    late: int
    tomorrow: int


def inbox(
    actor: User,
    asked: Asked,
    *,
    order: Order = USUAL,
    structure: Structure | None = None,
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE,
) -> Inbox:
    """The page of what `actor` receives that answers `asked`, after or before a place. Five queries at most."""
    statuses, back = asked.statuses or TO_DO_RECEIVED, before is not None
    found = _found(actor, asked, structure)
    keys = in_order(found, order, statuses, place=before or after, back=back, size=size + 1)
    if not keys and (after or before):  # the lines of this page were treated meanwhile
        return inbox(actor, asked, order=order, structure=structure, size=size)
    more, keys = len(keys) > size, keys[:size]
    if before is not None:
        keys.reverse()
        rank = max(before.before - len(keys), 0)
        has_previous, has_next = more and rank > 0, True
    else:
        rank = after.before + 1 if after else 0
        has_previous, has_next = after is not None, more
    resting = [] if asked.statuses else _stopped(found)
    stopped = [] if has_next else resting
    rows = _rows([*keys, *stopped])
    places = numbered([place_of(rows[pk], order, statuses) for pk in keys], rank)
    return Inbox(
        rows=[rows[pk] for pk in keys],
        stopped=[rows[pk] for pk in stopped],
        previous=places[0] if places and has_previous else None,
        next=places[-1] if places and has_next else None,
        first=rank + 1,
    )


def following(
    actor: User, asked: Asked, pk: int, *, order: Order = USUAL, structure: Structure | None = None
) -> int | None:
    """The key of the line after `pk` in the list, of the first line after the last one; None when no other is left."""
    statuses = asked.statuses or TO_DO_RECEIVED
    line = _seen(actor, structure).filter(pk=pk).first()
    found = _found(actor, asked, structure).exclude(pk=pk)
    place = place_of(line, order, statuses) if line else None
    keys = in_order(found, order, statuses, place=place, size=1) or in_order(found, order, statuses, size=1)
    return keys[0] if keys else None


def whole(
    actor: User, asked: Asked, *, order: Order = USUAL, structure: Structure | None = None, most: int = MOST
) -> list[Invoice]:
    """The first `most` of the list, without those whose clock rests."""
    keys = in_order(_found(actor, asked, structure), order, asked.statuses or TO_DO_RECEIVED, size=most)
    rows = _rows(keys)
    return [rows[pk] for pk in keys]


def headline(actor: User, *, structure: Structure | None = None) -> Headline:
    """The figures over the list, from the index: one query."""
    waiting, day = _seen(actor, structure).filter(status__in=TO_DO_RECEIVED), today()
    tomorrow = day + timedelta(days=1)
    numbers = counted(waiting, waiting.filter(pay_by__lt=day), waiting.filter(pay_by=tomorrow))
    return Headline(waiting=numbers[0], late=numbers[1], tomorrow=numbers[2])


def _found(actor: User, asked: Asked, structure: Structure | None) -> QuerySet[Invoice]:
    statuses = asked.statuses or (*TO_DO_RECEIVED, Status.SUSPENDUE)
    return narrowed(_seen(actor, structure), asked, actor=actor, statuses=statuses)


def _seen(actor: User, structure: Structure | None) -> QuerySet[Invoice]:
    seen = visible(actor, Right.READ_RECEIVED)
    return seen if structure is None else seen.filter(recipient=structure)


def _stopped(found: QuerySet[Invoice]) -> list[int]:
    stopped = found.filter(status=Status.SUSPENDUE).order_by("status_since", "pk")
    return list(stopped.values_list("pk", flat=True)[:PAGE])


def _rows(pks: Sequence[int]) -> dict[int, Invoice]:
    return Invoice.objects.select_related("supplier", "recipient", "recipient_service", "assignee").in_bulk(pks)
