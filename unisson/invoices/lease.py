"""What a worker works on is its own for a while, and another's once that is over (design §6)."""

from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Q, QuerySet

from .models import DropFile, Flow

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3
"""What killed its worker, or failed, as often is set aside for the operator."""
_RowT = TypeVar("_RowT", DropFile, Flow)


def free(at: datetime) -> Q:
    """Nobody works on it, or whoever did was killed."""
    return Q(lease_until=None) | Q(lease_until__lt=at)


def claim(rows: "QuerySet[_RowT]", *, most: int, at: datetime) -> list[_RowT]:
    """Up to `most` of those `free` rows, which nobody else gets until their lease runs out."""
    # To look takes no lock: of SQLite's there is one, and others write.
    if not rows.exists():
        return []
    with transaction.atomic():
        claimed = list(rows.select_for_update(skip_locked=True, of=("self",))[:most])
        for row in claimed:
            row.lease_until, row.attempts = at + LEASE, row.attempts + 1
        keys = [row.pk for row in claimed]
        rows.model._default_manager.filter(pk__in=keys).update(lease_until=at + LEASE, attempts=F("attempts") + 1)
    return claimed
