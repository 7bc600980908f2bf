"""Pages by their number, for software: what it asks of the lists of invoices, and how many answer.

The first pages cost no more than those of a screen. Counting stops a page after what was asked where there are more
than `COUNTED`, so that who reads page after page comes to the end, and nobody counts all for the first ten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import EmptyResultSet
from django.db.models import F, QuerySet, Sum

from unisson.accounts.models import User
from unisson.directory.composed import Statement, marked_keys
from unisson.directory.rights import Scope, scope
from unisson.directory.spaces import Space

from ..access import Right, visible
from ..models import Attachment, Invoice
from ..planning import each_time
from ..status import Status
from . import search, sorting
from .counting import COUNTED
from .criteria import Asked
from .sorting import Sort
from .told import loaded

FURTHEST = 200_000
"""The rank of the last line that can be asked for: who has more narrows his search."""
WAIT_FOR_SUPPLIER = (
    Status.BROUILLON,
    Status.DEPOSEE,
    Status.EN_COURS_ACHEMINEMENT,
    Status.MISE_A_DISPOSITION,
    Status.A_RECYCLER,
    Status.SUSPENDUE,
    Status.REJETEE,
)
"""« À traiter » of a supplier's software: wider than the screen's (chorus-pro-api.md §4.1)."""


@dataclass(frozen=True, kw_only=True)
class Extent:
    """The part of a list that is asked for. `most`: lines of the whole search, where the caller sets an end."""

    start: int
    size: int
    most: int = FURTHEST

    @property
    def end(self) -> int:
        return min(self.most, FURTHEST)

    @property
    def rows(self) -> int:
        """How many lines of this part may be shown."""
        return max(0, min(self.size, self.end - self.start))


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A part of a list. `total`: its length, as far as it was counted; `comments`: what was said with the present
    status, by invoice."""

    rows: Sequence[Invoice]
    total: int
    comments: dict[int, str]


def found(actor: User, asked: Asked, space: Space, *, sort: Sort, extent: Extent) -> Numbered:
    """Sent or received invoices that answer `asked`, as `search.issued` and `search.received` find them."""
    if asked.narrows:
        answer = search.answering(actor, asked, space)
        keys = sorting.in_order(answer, sort, space, skip=extent.start, size=extent.rows) if extent.rows else []
        return _numbered(keys, extent, _counting(answer, extent))
    reach = scope(actor, space)
    kinds = len(reach.structures), len(reach.services)
    every, counting = _plain(kinds, asked, space, sort, extent)
    reached = [*reach.structures, *reach.services]
    keys = sorting.keys_of(every.rows(reached), sort, skip=extent.start) if every and extent.rows else []
    return _numbered(keys, extent, counting, reached)


@lru_cache(maxsize=500)
def _plain(
    kinds: tuple[int, int], asked: Asked, space: Space, sort: Sort, extent: Extent
) -> tuple[Statement | None, Statement | None]:
    """What lists and what counts all that one reaches: software asks the same again and again, of its own structures.
    `kinds`: how many structures and single services these are."""
    structures, services = kinds
    reach = Scope(
        structures=frozenset(marked_keys(structures)), services=frozenset(marked_keys(services, after=structures))
    )
    answer = search.plain(reach, asked, space)
    every = sorting.ordering(answer, sort, space, skip=extent.start, size=extent.rows or 1)
    return every, _counting(answer, extent)


def to_do(
    actor: User,
    right: Right,
    *,
    structure: int | None,
    statuses: Sequence[Status],
    by: str,
    descending: bool,
    extent: Extent,
) -> Numbered:
    """What waits for a side, whatever came of it since: a rejection that its supplier treated waits no longer."""
    side = "supplier" if right.space is Space.ISSUED else "recipient"
    answer = visible(actor, right).filter(status__in=statuses)
    if right.space is Space.ISSUED:
        answer = answer.filter(rejection_treated=False)
    if structure:
        answer = answer.filter(**{side: structure})
    value = F(by).desc(nulls_first=True) if descending else F(by).asc(nulls_last=True)
    return _in_order(answer, (value, "-pk" if descending else "pk"), extent)


def sizes(invoices: Sequence[Invoice]) -> dict[int, int]:
    """Octets of each with its attachments. One query."""
    joined = Attachment.objects.filter(invoice__in=[one.pk for one in invoices])
    attached = dict(joined.values_list("invoice").annotate(size=Sum("file__size")).order_by())
    return {one.pk: one.file.size + attached.get(one.pk, 0) for one in invoices}


def _in_order(answer: QuerySet[Invoice], order: Sequence[object], extent: Extent) -> Numbered:
    part = answer.order_by(*order)[extent.start : extent.start + extent.rows]  # type: ignore[arg-type]
    keys = list(part.values_list("pk", flat=True)) if extent.rows else []
    return _numbered(keys, extent, _counting(answer, extent))


def _numbered(keys: list[int], extent: Extent, counting: Statement | None, reached: Sequence[int] = ()) -> Numbered:
    rows, comments = loaded(keys)
    return Numbered(rows=rows, total=_total(len(keys), extent, counting, reached), comments=comments)


@each_time()
def _total(shown: int, extent: Extent, counting: Statement | None, reached: Sequence[int]) -> int:
    if 0 < shown < extent.rows:
        return extent.start + shown
    if counting is None or (extent.start == 0 and not shown and extent.rows):
        return 0
    return int(counting.rows(reached)[0][0])


def _counting(answer: QuerySet[Invoice], extent: Extent) -> Statement | None:
    """How many answer, a page after what was asked at most; None where nothing can."""
    bound = min(extent.end, max(COUNTED, extent.start + extent.size) + 1)
    try:
        rows, values = answer.order_by().values("pk")[:bound].query.sql_with_params()
    except EmptyResultSet:
        return None
    return Statement(f"SELECT COUNT(*) FROM ({rows}) AS part", values)  # noqa: S608 - made by Django
