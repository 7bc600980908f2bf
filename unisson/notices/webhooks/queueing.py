"""Events as rows: written with the place up to which what happened was read, or with the press of a button."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from unisson.kernel.clock import Clock

from ..models import Delivery, Endpoint

KEPT = timedelta(days=30)
"""How long a delivery can be read again and replayed."""
_HEARS = (Endpoint.State.ACTIVE, Endpoint.State.PAUSED)
State = Delivery.State


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One event for one endpoint. Two drafts of one `source` for one endpoint are the same event: it is told once.

    `data`: what it says, thin; `at`: when it happened."""

    endpoint: int
    kind: str
    source: str
    data: Mapping[str, Any]
    at: datetime
    subject: str = ""


def listening() -> QuerySet[Endpoint]:
    """Who hears of what happens, with its structure."""
    return Endpoint.objects.filter(state__in=_HEARS).select_related("structure").order_by("pk")


def queue(drafts: Iterable[Draft], *, at: datetime) -> None:
    """Write the rows, inside the transaction of what they tell."""
    rows = [
        Delivery(
            endpoint_id=draft.endpoint,
            message=f"msg_{secrets.token_hex(16)}",
            kind=draft.kind,
            source=draft.source,
            subject=draft.subject,
            body=_body(draft),
            made_at=at,
            next_try_at=at,
        )
        for draft in drafts
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def replay(deliveries: QuerySet[Delivery], *, at: datetime) -> int:
    """Post these again, under the same « webhook-id », those that do not wait anyhow; returns how many."""
    return deliveries.exclude(state=State.PENDING).update(state=State.PENDING, attempts=0, next_try_at=at)


def pending(*, at: datetime) -> QuerySet[Delivery]:
    """What is due, for the operator: not what waits for a machine that fails, which is its people's business."""
    answering = {"endpoint__state": Endpoint.State.ACTIVE, "endpoint__failing_since": None}
    return Delivery.objects.filter(state=State.PENDING, next_try_at__lte=at, **answering)


def over(*, at: datetime) -> QuerySet[Delivery]:
    """What is to be erased: old, or of an endpoint that was removed."""
    return Delivery.objects.filter(Q(made_at__lte=at - KEPT) | Q(endpoint__state=Endpoint.State.REMOVED))


def forget_over(*, clock: Clock, batch: int = 1000) -> int:
    """Erase what is over, then the endpoints that have nothing left; returns how many deliveries went."""
    with transaction.atomic():
        pks = list(over(at=clock()).order_by("pk").values_list("pk", flat=True)[:batch])
        Delivery.objects.filter(pk__in=pks).delete()
        if len(pks) < batch:
            Endpoint.objects.filter(state=Endpoint.State.REMOVED).delete()
    return len(pks)


def set_back(*, at: datetime) -> None:
    """The clock went back to `at`: what waits for a later moment waits no longer."""
    Delivery.objects.filter(state=State.PENDING, next_try_at__gt=at).update(next_try_at=at)
    Endpoint.objects.filter(since__gt=at).update(since=at)
    Endpoint.objects.filter(Q(rest_until__gt=at) | Q(busy_until__gt=at)).update(rest_until=None, busy_until=None)
    Endpoint.objects.filter(failing_since__gt=at).update(failing_since=at)


def _body(draft: Draft) -> str:
    moment = draft.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    told = {"type": draft.kind, "timestamp": moment, "data": dict(draft.data)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
