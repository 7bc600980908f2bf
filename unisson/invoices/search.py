"""Lists of invoices, each with its own number of queries: what waits, what was sent or received, and histories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from unisson.accounts.models import User
from unisson.directory.models import Structure

from .access import Right, visible
from .lifecycle import FORWARD
from .models import Invoice, StatusChange
from .periods import due_day
from .status import Status

TO_DO_ISSUED = (Status.BROUILLON, Status.A_RECYCLER, Status.SUSPENDUE, Status.REJETEE)
"""« Factures à traiter » of the supplier: the narrow list of the seed's screen (domain-rules §1.4)."""
TO_DO_RECEIVED = (Status.MISE_A_DISPOSITION, Status.COMPLETEE)
PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a list: a cursor, never page numbers (domain: lists move while one reads)."""

    rows: Sequence[Invoice]
    next: str
    total: int


def issued_to_do(actor: User, *, structure: Structure | None = None) -> list[Invoice]:
    """What waits for the supplier: drafts first, then what came back, newest change first."""
    found = _of(visible(actor, Right.READ_ISSUED), supplier=structure).filter(status__in=TO_DO_ISSUED)
    rows = _with_parties(found).order_by("-status_since", "-pk")[:200]
    return sorted(rows, key=lambda invoice: invoice.status != Status.BROUILLON)


def issued(actor: User, *, structure: Structure | None = None, after: str = "", only: Sequence[str] = ()) -> Page:
    """Sent invoices, newest deposit first."""
    found = _of(visible(actor, Right.READ_ISSUED), supplier=structure).filter(deposited_at__isnull=False)
    return _page(found.filter(status__in=only) if only else found, after=after)


def received(actor: User, *, structure: Structure | None = None, after: str = "", only: Sequence[str] = ()) -> Page:
    """Received invoices, newest first."""
    found = _of(visible(actor, Right.READ_RECEIVED), recipient=structure)
    return _page(found.filter(status__in=only) if only else found, after=after)


def received_to_do(actor: User, *, structure: Structure | None = None) -> list[Invoice]:
    """What waits for the recipient, the fewest days left first."""
    found = _of(visible(actor, Right.READ_RECEIVED), recipient=structure).filter(status__in=TO_DO_RECEIVED)
    rows = _with_parties(found).order_by("available_at", "pk")[:500]
    return sorted(rows, key=lambda invoice: deadline(invoice) or date.max)


def counts(actor: User, right: Right) -> dict[str, int]:
    """How many invoices stand in each status, for the person's home page and tabs."""
    rows = visible(actor, right).values_list("status").annotate(number=Count("pk")).order_by()
    return dict(rows)


def history(invoice: Invoice) -> list[StatusChange]:
    """« Historique des statuts », oldest first, with its authors."""
    return list(StatusChange.objects.filter(invoice=invoice).select_related("actor").order_by("sequence"))


def deadline(invoice: Invoice) -> date | None:
    """Paiement au plus tard le: the legal period counted from the day the invoice was made available."""
    if invoice.available_at is None or invoice.recipient is None:
        return None
    return due_day(invoice.recipient.buyer, available_at=invoice.available_at)


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
    return found.select_related("supplier", "recipient", "recipient_service")


def _page(found: QuerySet[Invoice], *, after: str) -> Page:
    total = found.count()
    if after.isdecimal():
        last = Invoice.objects.filter(pk=int(after)).values_list("deposited_at", "pk").first()
        if last and last[0]:
            found = found.filter(Q(deposited_at__lt=last[0]) | Q(deposited_at=last[0], pk__lt=last[1]))
    rows = list(_with_parties(found).order_by("-deposited_at", "-pk")[: PAGE + 1])
    more = len(rows) > PAGE
    return Page(rows=rows[:PAGE], next=str(rows[PAGE - 1].pk) if more else "", total=total)
