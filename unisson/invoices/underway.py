"""What a structure has under way, counted: for whoever is about to close it or to change its identifier."""

from dataclasses import dataclass

from django.db.models import Count, Q

from unisson.directory.models import Structure

from .models import Invoice
from .status import FINAL, NEVER_SENT, Status


@dataclass(frozen=True, kw_only=True)
class Underway:
    """Drafts of the structure; invoices deposited by it and to it that did not come to their end."""

    drafts: int
    sent: int
    received: int


def of(structure: Structure) -> Underway:
    """Two queries."""
    open_ones = ~Q(status__in=(*FINAL, *NEVER_SENT))
    issued = Invoice.objects.filter(supplier=structure).aggregate(
        drafts=Count("pk", filter=Q(status=Status.BROUILLON)), sent=Count("pk", filter=open_ones)
    )
    received = Invoice.objects.filter(open_ones, recipient=structure).count()
    return Underway(drafts=issued["drafts"], sent=issued["sent"], received=received)
