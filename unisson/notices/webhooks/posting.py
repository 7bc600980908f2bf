"""Posts what is due, one endpoint at a time: the endpoint is leased, so no second worker posts to it meanwhile.

Killed between the post and the row, a worker leaves the row as it was: the message leaves again under the same
« webhook-id » once the lease is over. Each is posted at least once.
"""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from unisson.kernel.clock import Clock, machine_time
from unisson.kernel.ports import Answered, Unreached, UnreachedError, ports
from unisson.kernel.texts import shown

from ..models import Delivery, Endpoint
from . import keyring, signing
from .events import TEST

RETRIES = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
"""After each failed attempt (Standard Webhooks, « Deliverability and reliability »): 75 hours in all."""
JITTER = 0.1
LEASE = timedelta(minutes=2)
SLICE = 20.0
"""Seconds after which an endpoint lets the others go first."""
KEPT_ANSWER = 1024
SLOW = 3000
"""Milliseconds from which an answer is not quick."""
GIVEN_UP_AFTER = timedelta(days=5)
_TRIED_ENOUGH = 5
"""Attempts of one delivery, over hours: one failure after a silence of days disables nothing."""
_RESTS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 300))
"""How long an endpoint that failed once, twice… in a row is left alone: what else waits for it does not pay for it."""
_GONE = 410
_ASK_FOR_TIME = frozenset({429, 503})
LONGEST_REST = timedelta(hours=1)
"""However long a machine asks to be left alone by « Retry-After »: what it says is a stranger's word."""


def due(*, at: datetime, steady: bool | None = None) -> QuerySet[Endpoint]:
    """The endpoints to post to now, who waited longest for a turn first. `steady`: those that answered well and quickly
    the last time, or the others."""
    waiting = Delivery.objects.filter(endpoint=OuterRef("pk"), state=Delivery.State.PENDING, next_try_at__lte=at)
    free = (Q(busy_until=None) | Q(busy_until__lte=at)) & (Q(rest_until=None) | Q(rest_until__lte=at))
    asked = Q() if steady is None else Q(steady=steady)
    found = Endpoint.objects.filter(free, asked, Exists(waiting), state=Endpoint.State.ACTIVE)
    return found.order_by(F("served_at").asc(nulls_first=True), "pk")


def serve_next(*, clock: Clock, steady: bool | None = None, go_on: Callable[[], bool] = lambda: True) -> int:
    """Post to one endpoint (of those of `due`) what is due, for a slice of time, until it fails or takes its time;
    returns how many were posted, 0 when nobody waits."""
    at = clock()
    leased = _claim(at=at, steady=steady)
    if leased is None:
        return 0
    posted, until = 0, time.monotonic() + SLICE
    try:
        while go_on() and time.monotonic() < until and (delivery := _next(leased, at=clock())):
            posted += 1
            if not _post(delivery, clock=clock):
                break
    finally:
        keyring.seal_anew(leased)
        Endpoint.objects.filter(pk=leased.pk, busy_until=leased.busy_until).update(busy_until=None, served_at=clock())
    return posted


def _claim(*, at: datetime, steady: bool | None) -> Endpoint | None:
    with transaction.atomic():
        endpoint = due(at=at, steady=steady).select_for_update(skip_locked=True, of=("self",)).first()
        if endpoint is not None:
            endpoint.busy_until = at + LEASE
            endpoint.save(update_fields=["busy_until"])
    return endpoint


def _next(leased: Endpoint, *, at: datetime) -> Delivery | None:
    """The oldest that is due, with its endpoint as it is now: it may have been paused meanwhile."""
    found = Delivery.objects.filter(
        endpoint=leased, endpoint__state=Endpoint.State.ACTIVE, state=Delivery.State.PENDING, next_try_at__lte=at
    )
    return found.select_related("endpoint").order_by("next_try_at", "pk").first()


def _post(delivery: Delivery, *, clock: Clock) -> bool:
    """One attempt; whether it arrived quickly."""
    answer: Answered | None = None
    fault, milliseconds = "", 0
    try:
        answer = _handed_over(delivery, at=clock())
    except UnreachedError as error:
        fault, milliseconds = error.why.value, error.milliseconds
    at = clock()
    delivery.attempts += 1
    delivery.tried_at, delivery.fault = at, fault
    delivery.http_status = answer.status if answer else None
    delivery.milliseconds = answer.milliseconds if answer else milliseconds
    delivery.answer = shown(answer.text)[:KEPT_ANSWER] if answer else ""
    arrived = answer is not None and 200 <= answer.status < 300
    wait = _asked_to_wait(answer, at=at)
    with transaction.atomic():
        if arrived:
            delivery.state = Delivery.State.SENT
        else:
            _put_off(delivery, wait, at=at)
        # Whoever replayed or erased it meanwhile goes before.
        _only_once(delivery)
        _judge(delivery.endpoint, delivery, arrived=arrived, wait=wait, at=at)
    return arrived and _quick(delivery)


def _quick(delivery: Delivery) -> bool:
    return (delivery.milliseconds or 0) < SLOW


def _handed_over(delivery: Delivery, *, at: datetime) -> Answered:
    body, endpoint = delivery.body.encode(), delivery.endpoint
    # Receivers refuse a message whose moment is far from theirs, whatever a sandbox plays.
    moment = int(machine_time(at).timestamp())
    keys = keyring.of(endpoint, at=at)
    if not keys:
        raise UnreachedError(Unreached.UNSIGNED)
    signed = signing.headers(keys, message=delivery.message, timestamp=moment, body=body)
    return ports.poster.post(endpoint.url, headers={"Content-Type": "application/json", **signed}, body=body)


def _asked_to_wait(answer: Answered | None, *, at: datetime) -> timedelta:
    """How long a machine that is busy asks for, in seconds or until a moment of the true time; zero for nonsense."""
    if answer is None or answer.status not in _ASK_FOR_TIME or not answer.retry_after.isascii():
        return timedelta(0)
    text = answer.retry_after.strip()
    try:
        seconds = float(text) if text.isdigit() else (parsedate_to_datetime(text) - machine_time(at)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return timedelta(0)
    return timedelta(seconds=min(max(seconds, 0.0), LONGEST_REST.total_seconds()))


def _put_off(delivery: Delivery, wait: timedelta, *, at: datetime) -> None:
    """A test is tried once: who pressed the button is there to see."""
    last = delivery.kind == TEST or delivery.http_status == _GONE or delivery.attempts > len(RETRIES)
    if last:
        delivery.state = Delivery.State.FAILED
        return
    pause = RETRIES[delivery.attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - spreads them out
    delivery.next_try_at = at + max(pause, wait)


def _only_once(delivery: Delivery) -> None:
    told = ("state", "attempts", "next_try_at", "tried_at", "http_status", "fault", "milliseconds", "answer")
    values = {name: getattr(delivery, name) for name in told}
    Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts - 1).update(**values)


def _judge(endpoint: Endpoint, delivery: Delivery, *, arrived: bool, wait: timedelta, at: datetime) -> None:
    """What the attempt says of the endpoint. `wait`: how long it asked to be left alone."""
    row = Endpoint.objects.filter(pk=endpoint.pk)
    if arrived:
        row.update(failing_since=None, failures=0, rest_until=None, steady=_quick(delivery))
        return
    gone = delivery.http_status == _GONE
    if delivery.kind == TEST and not gone:
        row.update(steady=False)
        return
    since, failures = endpoint.failing_since or at, endpoint.failures + 1
    rest = max(_RESTS[min(failures, len(_RESTS)) - 1], wait)
    row.update(failing_since=since, failures=failures, rest_until=at + rest, steady=False)
    if gone or (at - since >= GIVEN_UP_AFTER and delivery.attempts >= _TRIED_ENOUGH):
        why = Endpoint.Why.GONE if gone else Endpoint.Why.FAILING
        active = row.filter(state=Endpoint.State.ACTIVE)
        active.update(state=Endpoint.State.DISABLED, disabled_at=at, disabled_why=why, to_tell=True)
