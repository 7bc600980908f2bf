"""Which flows a worker may take, and what becomes of those that failed."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q, QuerySet

from ..lease import LEASE, MOST_ATTEMPTS, free
from ..models import Flow
from . import closing


def due(at: datetime) -> QuerySet[Flow]:
    """What machines sent and nobody works on, the oldest first. Of a refused archive, nothing."""
    ready = Q(whole=None) | ~Q(whole__state=Flow.State.INADMISSIBLE)
    flows = Flow.objects.filter(free(at), ready, ~Q(stated=""), state=Flow.State.RECEIVED)
    return flows.order_by("received_at", "pk")


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
