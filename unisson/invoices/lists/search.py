"""Lists of invoices, each with its own number of queries: what waits, what was sent or received, and histories."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils.dateparse import parse_datetime

from unisson.accounts.models import User
from unisson.directory.models import Service, Structure
from unisson.directory.rights import Scope, scope
from unisson.directory.spaces import Space

from ..access import Right, condition, visible
from ..colleagues import with_hands
from ..exchange import with_asked
from ..lifecycle import FORWARD
from ..models import Invoice, StatusChange
from ..planning import each_time
from ..status import Status
from . import sorting
from .counting import COUNTED, counted
from .criteria import Answer, Asked, narrowed
from .sorting import Sort

TO_DO_ISSUED = (Status.BROUILLON, Status.A_RECYCLER, Status.SUSPENDUE, Status.REJETEE)
"""« Factures à traiter » of the supplier: the narrow list of the seed's screen (domain-rules §1.4)."""
TO_DO_RECEIVED = (Status.MISE_A_DISPOSITION, Status.COMPLETEE)
TO_DO = {Right.READ_ISSUED: TO_DO_ISSUED, Right.READ_RECEIVED: TO_DO_RECEIVED}
PAGE = 25
AT_ONCE = 500
"""Rows held in memory at once while a file is made."""
_SIDE = {Space.ISSUED: "supplier", Space.RECEIVED: "recipient"}
_PLACE = re.compile(r"([01])_(\d{4}-[0-9T:.-]{21})_(\d{1,18})", re.ASCII)
_DRAFTS_FIRST = Case(When(status=Status.BROUILLON, then=0), default=1)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One page of a list: a cursor, never page numbers (domain: lists move while one reads)."""

    rows: Sequence[Invoice]
    next: str


@dataclass(frozen=True, kw_only=True)
class Page(Part):
    """One page of a list whose length was `counted`; `previous`: the cursor of the page before, or ""."""

    previous: str
    total: int


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """Where a page begins: after a place of the list, or before it."""

    place: sorting.Place | None = None
    back: bool = False


_START = Cursor()


def issued_to_do(
    actor: User,
    *,
    structure: Structure | None = None,
    service: Service | None = None,
    after: str = "",
    most: int = 200,
) -> list[Invoice]:
    """The first `most` that wait for the supplier: drafts, then what came back, newest change first; `after` the line
    of that `place_to_do`.

    How many wait in all is told by `counts`.
    """
    found = _beyond(_waiting(actor, Right.READ_ISSUED, structure, service), after)
    return list(_with_parties(found).order_by(_DRAFTS_FIRST, "-status_since", "-pk")[:most])


def place_to_do(invoice: Invoice) -> str:
    """Where a line of `issued_to_do` stands: it stays a place when the line itself leaves the list."""
    rank = int(invoice.status != Status.BROUILLON)
    return f"{rank}_{invoice.status_since.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}_{invoice.pk}"


def _beyond(found: QuerySet[Invoice], place: str) -> QuerySet[Invoice]:
    """What comes after a place; all of it for what is none."""
    read = _PLACE.fullmatch(place)
    moment = parse_datetime(read[2]) if read else None
    if read is None or moment is None:
        return found
    moment, draft = moment.replace(tzinfo=UTC), Q(status=Status.BROUILLON)
    later = Q(status_since__lt=moment) | Q(status_since=moment, pk__lt=int(read[3]))
    return found.filter(~draft & later if read[1] == "1" else draft & later | ~draft)


def issued(
    actor: User,
    asked: Asked,
    *,
    structure: Structure | None = None,
    sort: Sort = sorting.USUAL,
    cursor: Cursor = _START,
    size: int = PAGE,
) -> Page:
    """Sent invoices that answer `asked`, newest deposit first unless sorted otherwise."""
    return _page(Space.ISSUED, _answer(actor, asked, Space.ISSUED, structure), sort, cursor, size)


def received(
    actor: User,
    asked: Asked,
    *,
    structure: Structure | None = None,
    sort: Sort = sorting.USUAL,
    cursor: Cursor = _START,
    size: int = PAGE,
) -> Page:
    """Received invoices that answer `asked`, likewise."""
    return _page(Space.RECEIVED, _answer(actor, asked, Space.RECEIVED, structure), sort, cursor, size)


@each_time()
def how_many(actor: User, asked: Asked, space: Space, *, structure: Structure | None = None, upto: int = 0) -> int:
    """The true length of `issued` or `received`, which reads every line; no further than `upto`."""
    found = answering(actor, asked, space, structure=structure).order_by()
    return found[:upto].count() if upto else found.count()


def answering(actor: User, asked: Asked, space: Space, *, structure: Structure | None = None) -> QuerySet[Invoice]:
    """All of `issued` or `received`, in no order."""
    return _answer(actor, asked, space, structure).rows


def _answer(actor: User, asked: Asked, space: Space, structure: Structure | None) -> Answer:
    seen = _of(_there(scope(actor, space), space), **{_SIDE[space]: structure})
    found = narrowed(seen, asked, actor=actor, space=space, statuses=asked.statuses)
    return Answer(_filed(found.rows, asked), found.some if found.some is None else _filed(found.some, asked))


def plain(reach: Scope, asked: Asked, space: Space) -> QuerySet[Invoice]:
    """`answering` where `asked` narrows nothing: nobody's hands are asked for, and nothing is looked up first."""
    assert not asked.narrows  # noqa: S101 - the caller's choice
    return _filed(_there(reach, space), asked)


def _there(reach: Scope, space: Space) -> QuerySet[Invoice]:
    if space is Space.RECEIVED:
        return Invoice.objects.filter(condition(reach, Right.READ_RECEIVED))
    # Said this way round, SQLite takes it for no stretch of an index, and enters another at what is asked.
    return Invoice.objects.filter(condition(reach, Right.READ_ISSUED), ~Q(deposited_at=None))


def _filed(found: QuerySet[Invoice], asked: Asked) -> QuerySet[Invoice]:
    if not asked.further.archives:
        found = found.filter(archived_at__isnull=not asked.archived)
    return found.filter(status__in=asked.statuses) if asked.statuses else found


def lines(
    found: QuerySet[Invoice], sort: Sort, space: Space, *, cursor: Cursor = _START, size: int = PAGE
) -> list[Invoice]:
    """The first `size` lines of `answering` from a cursor on, with their parties: two queries."""
    keys = sorting.in_order(found, sort, space, place=cursor.place, back=cursor.back, size=size)
    shown = _with_parties(Invoice.objects.all()).select_related("supplier_service")
    rows = (with_hands(with_asked(shown)) if space is Space.RECEIVED else shown).in_bulk(keys)
    return [rows[pk] for pk in keys if pk in rows]


def _page(space: Space, answer: Answer, sort: Sort, cursor: Cursor, size: int) -> Page:
    found = answer.rows
    rows = lines(found, sort, space, cursor=cursor, size=size + 1)
    if cursor.back and len(rows) <= size:  # the first page: it is full, whatever came before its end meanwhile
        cursor, rows = _START, lines(found, sort, space, size=size + 1)
    more, rows = len(rows) > size, rows[:size]
    if cursor.back:
        rows.reverse()
    ends = [str(sorting.place_of(row, sort, space)) for row in (*rows[:1], *rows[-1:])]
    return Page(
        rows=rows,
        previous=ends[0] if ends and (more if cursor.back else cursor.place) else "",
        next=ends[-1] if ends and (more or cursor.back) else "",
        total=_length(answer),
    )


def _length(answer: Answer) -> int:
    """As far as lists are counted: by the keys that were met first, or by the whole list where too few of these stay
    in it."""
    some = counted(answer.some)[0] if answer.some is not None else 0
    return some if some > COUNTED else counted(answer.rows)[0]


def received_to_do(actor: User, *, structure: Structure | None = None, most: int = 500) -> list[Invoice]:
    """The first `most` that wait for the recipient, the fewest days left first. `waiting` tells how many there are."""
    found = _of(visible(actor, Right.READ_RECEIVED), recipient=structure).filter(status__in=TO_DO_RECEIVED)
    return list(_with_parties(found).order_by(F("pay_by").asc(nulls_last=True), "pk")[:most])


def counts(
    actor: User, right: Right, *, structure: Structure | None = None, service: Service | None = None
) -> dict[str, int]:
    """How many invoices wait for the person in each status; a rejected one no longer does once its supplier treated
    the rejection. One query."""
    return dict(
        _waiting(actor, right, structure, service).values_list("status").annotate(number=Count("pk")).order_by()
    )


def waiting(actor: User, right: Right, *, structure: Structure | None = None) -> int:
    """How many wait for the person: the true length of `issued_to_do` and `received_to_do`, which are cut."""
    return _waiting(actor, right, structure).count()


def waiting_about(actor: User, *rights: Right) -> list[int]:
    """`waiting` for each of `rights`, as far as lists are `counted`: for what stands on every page. One query."""
    return counted(*[_waiting(actor, right, None) for right in rights]) if rights else []


def _waiting(
    actor: User, right: Right, structure: Structure | None, service: Service | None = None
) -> QuerySet[Invoice]:
    side = _SIDE[right.space]
    seen = _of(visible(actor, right), **{side: structure, f"{side}_service": service}).filter(status__in=TO_DO[right])
    return seen.filter(rejection_treated=False) if right.space is Space.ISSUED else seen


def history(invoice: Invoice) -> list[StatusChange]:
    """« Historique des statuts », oldest first, with its authors."""
    return list(StatusChange.objects.filter(invoice=invoice).select_related("actor").order_by("sequence"))


def next_step(invoice: Invoice) -> Status | None:
    """The recipient's next usual step, for « Prochaine étape attendue »."""
    if invoice.status in FORWARD:
        position = FORWARD.index(Status(invoice.status)) + 1
        return FORWARD[position] if position < len(FORWARD) else None
    return _NEXT.get(Status(invoice.status))


_NEXT = {
    Status.DEPOSEE: Status.MISE_A_DISPOSITION,
    Status.EN_COURS_ACHEMINEMENT: Status.MISE_A_DISPOSITION,
    Status.MISE_A_DISPOSITION: Status.PRISE_EN_COMPTE_DESTINATAIRE,
    Status.COMPLETEE: Status.SERVICE_FAIT,
    Status.SUSPENDUE: Status.COMPLETEE,
    Status.A_RECYCLER: Status.MISE_A_DISPOSITION,
}


def _of(found: QuerySet[Invoice], **structure: Structure | Service | None) -> QuerySet[Invoice]:
    chosen = {name: value for name, value in structure.items() if value is not None}
    return found.filter(**chosen)


def _with_parties(found: QuerySet[Invoice]) -> QuerySet[Invoice]:
    return found.select_related("supplier", "recipient", "recipient_service", "assignee")
