"""« Factures à traiter » of the recipient: the fewest days left first, or as asked, page after page.

A page is found by its place in an index, status by status (`order`): it reads the rows that it shows, no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.spaces import Space
from unisson.kernel.clock import today

from ..access import Right, visible
from ..colleagues import with_hands
from ..exchange import unanswered, with_asked
from ..lifecycle import FORWARD
from ..models import Invoice
from ..planning import each_time
from ..status import Status
from .counting import counted
from .criteria import Asked, narrowed, overdue
from .order import USUAL, Order, Place, in_order, numbered, place_of
from .search import TO_DO_RECEIVED

PAGE = 25
MOST = 1000
"""Rows of a list that is acted on, or written to a file, as a whole."""
UNDER_WAY = FORWARD[:-1]
"""What the recipient took in charge and has not paid."""
OPEN = (*TO_DO_RECEIVED, *UNDER_WAY, Status.SUSPENDUE)
"""All that is not at its end: to treat, under way, or waiting for the supplier."""


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """One page. `previous` and `next`: the places to go on from, or None; `first`: the number of its first line;
    `headline`: the figures over it.

    `stopped`: those that are suspended until the supplier answers, on the last page only.
    """

    rows: Sequence[Invoice]
    headline: "Headline"
    stopped: Sequence[Invoice] = ()
    previous: Place | None = None
    next: Place | None = None
    first: int = 1


@dataclass(frozen=True)
class Headline:
    """How many are in the list, and how many of them are late or to be paid tomorrow at the latest; each as `counted`.

    Over the usual list only, what it does not show: `late_elsewhere`, under way and late; `unanswered`: whatever its
    status, its supplier waits for an answer.
    """

    waiting: int
    late: int
    tomorrow: int
    late_elsewhere: int = 0
    unanswered: int = 0


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
        headline=_headline(actor, asked, structure, found=found.filter(status__in=statuses)),
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


def _headline(actor: User, asked: Asked, structure: Structure | None, *, found: QuerySet[Invoice]) -> Headline:
    """The figures over the list, from the index: one query."""
    day = today()
    late, tomorrow = overdue(day), Q(pay_by=day + timedelta(days=1))
    lists = [found, found.filter(late), found.filter(tomorrow)]
    if not (asked.statuses or asked.narrows):
        seen = _seen(actor, structure)
        lists += [seen.filter(late, status__in=UNDER_WAY), seen.filter(unanswered())]
    return Headline(*counted(*lists))


def _found(actor: User, asked: Asked, structure: Structure | None) -> QuerySet[Invoice]:
    statuses = asked.statuses or (*TO_DO_RECEIVED, Status.SUSPENDUE)
    return narrowed(_seen(actor, structure), asked, actor=actor, space=Space.RECEIVED, statuses=statuses).rows


def _seen(actor: User, structure: Structure | None) -> QuerySet[Invoice]:
    seen = visible(actor, Right.READ_RECEIVED)
    return seen if structure is None else seen.filter(recipient=structure)


@each_time()
def _stopped(found: QuerySet[Invoice]) -> list[int]:
    stopped = found.filter(status=Status.SUSPENDUE).order_by("status_since", "pk")
    return list(stopped.values_list("pk", flat=True)[:PAGE])


def _rows(pks: Sequence[int]) -> dict[int, Invoice]:
    shown = Invoice.objects.select_related("supplier", "recipient", "recipient_service", "assignee")
    return with_hands(with_asked(shown)).in_bulk(pks)
