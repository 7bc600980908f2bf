"""Flows kept and never ended: a fault of ours stopped them. Their lease run out, the sweep takes them up again."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F

from unisson.files import store
from unisson.kernel.clock import Clock
from unisson.kernel.refusal import Unavailable

from . import signing
from .access import lock_flow
from .attachments import Joined
from .deposit import process
from .drafting import landmarks
from .drafting.awaiting import sender_of
from .drafting.reading import kind_of_file, read_file
from .lease import LEASE, MOST_ATTEMPTS
from .models import Flow

_log = logging.getLogger(__name__)


def process_left_over(*, clock: Clock, batch: int = 20) -> int:
    """Take up the oldest `batch` of them; returns how many came to their end. Safe to run twice and at once.

    One that fails keeps no other waiting: its fault stands on its row, and after `MOST_ATTEMPTS` it is FAILED.
    """
    left = Flow.objects.filter(state=Flow.State.RECEIVED, stated="", lease_until__lt=clock()).order_by("received_at")
    return sum(_attempt(pk, at=clock()) for pk in left.values_list("pk", flat=True)[:batch])


def retry_failed(*, at: datetime) -> int:
    """Let the sweep take up again what it had given up, once the fault is mended; returns how many."""
    failed = Flow.objects.filter(state=Flow.State.FAILED)
    return failed.update(state=Flow.State.RECEIVED, attempts=0, lease_until=at, state_since=at)


def _attempt(pk: int, *, at: datetime) -> bool:
    try:
        return _take_up(pk, at=at)
    except Unavailable as away:
        # Its lease runs out and it is tried again, however long the storage is away: that is no fault of this file.
        Flow.objects.filter(pk=pk).update(attempts=F("attempts") - 1, last_error=away.code)
        return False
    except Exception as error:
        _log.exception("Flow %s failed; it is tried again", pk)
        Flow.objects.filter(pk=pk).update(last_error=f"{type(error).__name__}: {error}"[:300])
        return False


def _take_up(pk: int, *, at: datetime) -> bool:
    flow = _claim(pk, at=at)
    if flow is None:
        return False
    content = store.content_of(flow.file_id)
    read = read_file(
        content,
        kind_of_file(content, name=flow.file_name),
        own_sirets=(sender_of(flow).identifier,),
        learned=landmarks.known(flow.supplier_id),
        at=at,
    )
    read, joined = signing.beside(_signature(flow), content, read, at=at)
    process(flow, read, at=at, joined=joined)
    return True


def _signature(flow: Flow) -> Joined | None:
    """What came with it in a file of its own."""
    return Joined(name=flow.beside_name, content=store.content_of(flow.beside_id)) if flow.beside_id else None


def _claim(pk: int, *, at: datetime) -> Flow | None:
    """The flow with a new lease; None when another worker has it, or when it failed too often."""
    with transaction.atomic():
        flow = lock_flow(pk)
        if flow.lease_until is None or flow.lease_until >= at:
            return None
        flow.lease_until, flow.attempts = at + LEASE, flow.attempts + 1
        if flow.attempts > MOST_ATTEMPTS:
            flow.state, flow.lease_until = Flow.State.FAILED, None
        flow.save(update_fields=["lease_until", "attempts", "state"])
    return None if flow.state == Flow.State.FAILED else flow
