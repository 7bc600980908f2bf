"""What was posted to a webhook and what came back: read, tried once by a test, posted again."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from unisson.accounts.models import User
from unisson.directory.spaces import Level
from unisson.kernel.keys import key
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Delivery, Endpoint
from unisson.notices.webhooks import queueing
from unisson.notices.webhooks.events import TEST
from unisson.notices.webhooks.queueing import Draft

from ..wake import wake
from . import managing, saying

State = Delivery.State


@dataclass(frozen=True, kw_only=True)
class Page:
    """Deliveries, newest first; `after`: what to go on with, "" at the end."""

    rows: list[Delivery]
    after: str


def page(actor: User, pk: int, *, state: str = "", after: str = "", count: int = 25) -> Page:
    """The log of a webhook, of one state or of all. NotFound where `actor` has not the space."""
    found = Delivery.objects.filter(endpoint=managing.get(actor, pk)).order_by("-pk")
    if state:
        found = found.filter(state=state)
    if after:
        found = found.filter(pk__lt=key(after) or 0)
    rows = list(found[: count + 1])
    return Page(rows=rows[:count], after=str(rows[count - 1].pk) if len(rows) > count else "")


def delivery(actor: User, pk: int, delivery_pk: int) -> Delivery:
    """One delivery of a webhook, with what it says. NotFound as `page`."""
    found = Delivery.objects.filter(pk=delivery_pk, endpoint=managing.get(actor, pk)).first()
    if found is None:
        raise NotFound
    return found


def test(actor: User, pk: int, *, at: datetime) -> Delivery:
    """Post a « webhook.test », once. Refusal CPP-WEBHOOK-06 for a webhook that is stopped, -07 while a test waits."""
    with transaction.atomic():
        endpoint = _active(actor, pk)
        if Delivery.objects.filter(endpoint=endpoint, kind=TEST, state=State.PENDING).exists():
            raise Refusal("CPP-WEBHOOK-07")
        source = f"test-{secrets.token_hex(8)}"
        data = saying.of_test(endpoint.structure)
        queueing.queue([Draft(endpoint=endpoint.pk, kind=TEST, source=source, data=data, at=at)], at=at)
        wake()
        return Delivery.objects.get(endpoint=endpoint, source=source)


def replay(actor: User, pk: int, delivery_pk: int, *, at: datetime) -> Delivery:
    """Post one again, whatever became of it, under the same « webhook-id ». One that waits waits on."""
    with transaction.atomic():
        endpoint = _active(actor, pk)
        found = Delivery.objects.filter(pk=delivery_pk, endpoint=endpoint)
        if not found.exists():
            raise NotFound
        queueing.replay(found, at=at)
        wake()
        return found.get()


def replay_failed(actor: User, pk: int, *, since: datetime, at: datetime) -> int:
    """Post again all that was given up of what was queued from `since` on; returns how many."""
    with transaction.atomic():
        endpoint = _active(actor, pk)
        failed = Delivery.objects.filter(endpoint=endpoint, state=State.FAILED, made_at__gte=since)
        count = queueing.replay(failed.exclude(kind=TEST), at=at)
        wake()
    return count


def has_failed(endpoint: Endpoint) -> bool:
    """Whether something was given up that may be posted again."""
    return Delivery.objects.filter(endpoint=endpoint, state=State.FAILED).exclude(kind=TEST).exists()


def _active(actor: User, pk: int) -> Endpoint:
    endpoint = managing.get(actor, pk, level=Level.WRITE)
    if endpoint.state != Endpoint.State.ACTIVE:
        raise Refusal("CPP-WEBHOOK-06")
    return endpoint
