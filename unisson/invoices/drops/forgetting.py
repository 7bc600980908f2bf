"""Drops that nobody touched for long are forgotten: their drafts and their invoices stay where they are listed."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from unisson.kernel.clock import Clock

from ..models import Drop, DropFile

KEPT = timedelta(days=30)
"""After the last gesture; said on the page."""
_BUSY = (DropFile.State.WAITING, DropFile.State.TO_SEND)


def forget_over(*, clock: Clock, batch: int = 20) -> int:
    """Erase the oldest; returns how many drops. Safe to run twice and at once."""
    keys = list(over(at=clock()).order_by("touched_at").values_list("pk", flat=True)[:batch])
    # Somebody may have come back meanwhile: the moment is asked again.
    Drop.objects.filter(pk__in=keys, touched_at__lte=clock() - KEPT).delete()
    return len(keys)


def over(*, at: datetime) -> QuerySet[Drop]:
    """Those to forget. What is still to be read or sent is not forgotten."""
    busy = DropFile.objects.filter(drop=OuterRef("pk"), state__in=_BUSY)
    return Drop.objects.filter(~Exists(busy), touched_at__lte=at - KEPT)
