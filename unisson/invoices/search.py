"""Lists of invoices, each with its own number of queries: what waits, what was sent or received, and histories."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, When

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.spaces import Space
from unisson.kernel.keys import key

from .access import Right, visible
from .colleagues import with_hands
from .counting import counted
from .criteria import Asked, narrowed
from .exchange import with_asked
from .lifecycle import FORWARD
from .models import Invoice, StatusChange
from .status import Status

TO_DO_ISSUED = (Status.BROUILLON, Status.A_RECYCLER, Status.SUSPENDUE, Status.REJETEE)
"""« Factures à traiter » of the supplier: the narrow list of the seed's screen (domain-rules §1.4)."""
TO_DO_RECEIVED = (Status.MISE_A_DISPOSITION, Status.COMPLETEE)
TO_DO = {Right.READ_ISSUED: TO_DO_ISSUED, Right.READ_RECEIVED: TO_DO_RECEIVED}
PAGE = 25
AT_ONCE = 500
"""Rows held in memory at once while a file is made."""
_SIDE = {Space.ISSUED: "supplier", Space.RECEIVED: "recipient"}
_NEWEST = ("-deposited_at", "-pk")
_DRAFTS_FIRST = Case(When(status=Status.BROUILLON, then=0), default=1)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One page of a list: a cursor, never page numbers (domain: lists move while one reads)."""

    rows: Sequence[Invoice]
    next: str


@dataclass(frozen=True, kw_only=True)
class Page(Part):
    """One page of a list whose length was `counted`."""

    total: int


def issued_to_do(actor: User, *, structure: Structure | None = None, most: int = 200) -> list[Invoice]:
    """The first `most` that wait for the supplier: drafts, then what came back, newest change first.

    How many wait in all is told by `waiting`.
    """
    found = _of(visible(actor, Right.READ_ISSUED), supplier=structure)
    found = found.filter(status__in=TO_DO_ISSUED, rejection_treated=False)
    return list(_with_parties(found).order_by(_DRAFTS_FIRST, "-status_since", "-pk")[:most])


def issued(actor: User, asked: Asked, *, structure: Structure | None = None, after: str = "") -> Page:
    """Sent invoices that answer `asked`, newest deposit first."""
    seen = visible(actor, Right.READ_ISSUED)
    return _page(_sent(seen, actor, asked, structure), seen, after=after)


def issued_whole(actor: User, asked: Asked, *, structure: Structure | None = None) -> Iterator[Invoice]:
    """All of `issued`, for a file, however many."""
    return _all(_sent(visible(actor, Right.READ_ISSUED), actor, asked, structure))


def _sent(seen: QuerySet[Invoice], actor: User, asked: Asked, structure: Structure | None) -> QuerySet[Invoice]:
    seen = _of(seen, supplier=structure).filter(deposited_at__isnull=False)
    found = narrowed(seen, asked, actor=actor, space=Space.ISSUED, statuses=asked.statuses)
    if not asked.further.archives:
        found = found.filter(archived_at__isnull=not asked.archived)
    return found.filter(status__in=asked.statuses) if asked.statuses else found


def received(actor: User, asked: Asked, *, structure: Structure | None = None, after: str = "") -> Part:
    """Received invoices that answer `asked`, newest deposit first. They are not counted: that would read them all."""
    seen = visible(actor, Right.READ_RECEIVED)
    return _part(with_hands(with_asked(_asked(seen, actor, asked, structure))), seen, after=after)


def received_whole(actor: User, asked: Asked, *, structure: Structure | None = None) -> Iterator[Invoice]:
    """All of `received`, for a file, however many."""
    return _all(with_hands(_asked(visible(actor, Right.READ_RECEIVED), actor, asked, structure)))


def _all(found: QuerySet[Invoice]) -> Iterator[Invoice]:
    return _with_parties(found).order_by(*_NEWEST).iterator(chunk_size=AT_ONCE)


def _asked(seen: QuerySet[Invoice], actor: User, asked: Asked, structure: Structure | None) -> QuerySet[Invoice]:
    found = narrowed(_of(seen, recipient=structure), asked, actor=actor, space=Space.RECEIVED, statuses=asked.statuses)
    if not asked.further.archives:
        found = found.filter(archived_at__isnull=not asked.archived)
    return found.filter(status__in=asked.statuses) if asked.statuses else found


def received_to_do(actor: User, *, structure: Structure | None = None, most: int = 500) -> list[Invoice]:
    """The first `most` that wait for the recipient, the fewest days left first. `waiting` tells how many there are."""
    found = _of(visible(actor, Right.READ_RECEIVED), recipient=structure).filter(status__in=TO_DO_RECEIVED)
    return list(_with_parties(found).order_by(F("pay_by").asc(nulls_last=True), "pk")[:most])


def counts(actor: User, right: Right, *, structure: Structure | None = None) -> dict[str, int]:
    """How many invoices wait for the person in each status; a rejected one no longer does once its supplier treated
    the rejection. One query."""
    return dict(_waiting(actor, right, structure).values_list("status").annotate(number=Count("pk")).order_by())


def waiting(actor: User, right: Right, *, structure: Structure | None = None) -> int:
    """How many wait for the person: the true length of `issued_to_do` and `received_to_do`, which are cut."""
    return _waiting(actor, right, structure).count()


def waiting_about(actor: User, *rights: Right) -> list[int]:
    """`waiting` for each of `rights`, as far as lists are `counted`: for what stands on every page. One query."""
    return counted(*[_waiting(actor, right, None) for right in rights]) if rights else []


def _waiting(actor: User, right: Right, structure: Structure | None) -> QuerySet[Invoice]:
    seen = _of(visible(actor, right), **{_SIDE[right.space]: structure}).filter(status__in=TO_DO[right])
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


def _of(found: QuerySet[Invoice], **structure: Structure | None) -> QuerySet[Invoice]:
    chosen = {name: value for name, value in structure.items() if value is not None}
    return found.filter(**chosen)


def _with_parties(found: QuerySet[Invoice]) -> QuerySet[Invoice]:
    return found.select_related("supplier", "recipient", "recipient_service", "assignee")


def _page(found: QuerySet[Invoice], seen: QuerySet[Invoice], *, after: str) -> Page:
    part = _part(found, seen, after=after)
    return Page(rows=part.rows, next=part.next, total=counted(found)[0])


def _part(found: QuerySet[Invoice], seen: QuerySet[Invoice], *, after: str) -> Part:
    place = key(after)
    if place:
        # Among all that the person may see: the place of another's invoice would tell its date.
        last = seen.filter(pk=place).values_list("deposited_at", "pk").first()
        if last and last[0]:
            found = found.filter(Q(deposited_at__lt=last[0]) | Q(deposited_at=last[0], pk__lt=last[1]))
    rows = list(_with_parties(found).order_by(*_NEWEST)[: PAGE + 1])
    more = len(rows) > PAGE
    return Part(rows=rows[:PAGE], next=str(rows[PAGE - 1].pk) if more else "")
