"""Who works on which flow: claimed for a while, taken up by another once that is over (design §6)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from ..models import Flow
from . import closing

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3


def due(at: datetime) -> QuerySet[Flow]:
    """What machines sent and nobody works on, the oldest first. Files of an archive: once it is opened whole."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    ready = Q(whole=None) | ~Q(whole__state__in=(Flow.State.RECEIVED, Flow.State.INADMISSIBLE))
    flows = Flow.objects.filter(free, ready, ~Q(stated=""), state=Flow.State.RECEIVED)
    return flows.order_by("received_at", "pk")


def claim(flows: QuerySet[Flow], *, most: int, at: datetime) -> list[Flow]:
    """Up to `most` of those `due`, which nobody else gets until their lease runs out."""
    with transaction.atomic():
        claimed = list(flows.select_for_update(skip_locked=True, of=("self",))[:most])
        for flow in claimed:
            flow.lease_until, flow.attempts = at + LEASE, flow.attempts + 1
        keys = [flow.pk for flow in claimed]
        Flow.objects.filter(pk__in=keys).update(lease_until=at + LEASE, attempts=F("attempts") + 1)
    return claimed


def renew(flow: Flow, *, at: datetime) -> None:
    """A long work goes on."""
    Flow.objects.filter(pk=flow.pk, state=Flow.State.RECEIVED).update(lease_until=at + LEASE)


def note(flow: Flow, error: Exception | None, *, at: datetime) -> int:
    """It failed, or whoever worked on it was killed each time (None): tried again later, in the end given up."""
    why = f"{type(error).__name__}: {error}"[:300] if error else "killed"
    if flow.attempts >= MOST_ATTEMPTS:
        closing.fail(flow, why, at=at)
        return 1
    Flow.objects.filter(pk=flow.pk).update(last_error=why)
    return 0


def give_back(flows: Sequence[Flow], *, why: str) -> None:
    """It was no fault of theirs (the storage is away): the attempt does not count."""
    Flow.objects.filter(pk__in=[flow.pk for flow in flows]).update(attempts=F("attempts") - 1, last_error=why)
