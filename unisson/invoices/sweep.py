"""One pass over every row that says "not yet done". The worker calls it when woken, and on its own now and then."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db.models import F, Min, QuerySet

from unisson.kernel.clock import Clock, now
from unisson.kernel.correlation import correlated
from unisson.notices import outbox
from unisson.notices.models import Email, Subscription
from unisson.notices.webhooks import endpoints, lanes, queueing

from . import archives, certificate, delivery, pulse, takeup
from .board import tallying
from .drafting import scans
from .drops import forgetting as old_drops
from .drops import work as drops
from .exports import asking
from .exports import work as exports
from .flows import working
from .letters import recap
from .models import DepositCertificate, Entry, Flow, Invoice, ScanReading
from .register import ledger
from .sandbox import paying
from .status import TO_DELIVER
from .steps import Step, of
from .upkeep import UPKEEP
from .webhooks import announcing, warning


def _received(*, machine: bool) -> QuerySet[Flow]:
    """What a machine states is done batch by batch, the rest one by one."""
    received = Flow.objects.filter(state=Flow.State.RECEIVED)
    return received.exclude(stated="") if machine else received.filter(stated="")


def _first_unnumbered(at: datetime) -> datetime | None:
    unnumbered = Entry.objects.filter(serial=None, of=Entry.Of.CERTIFICATE)
    first: datetime | None = unnumbered.aggregate(at=Min("invoice__deposited_at"))["at"]
    return first


STEPS: dict[str, Step] = {
    "flows": of(takeup.process_left_over, lambda at: _received(machine=False), "received_at"),
    "machines": of(working.process_pending, lambda at: _received(machine=True), "received_at"),
    "delivered": of(delivery.deliver_pending, lambda at: Invoice.objects.filter(status__in=TO_DELIVER), "status_since"),
    "payments": Step(do=paying.pay_due, left=paying.left, oldest=paying.oldest),
    "certificates": of(certificate.print_pending, lambda at: DepositCertificate.objects.filter(pdf=None), "issued_at"),
    "register": Step(
        do=ledger.number_pending,
        left=lambda at: Entry.objects.filter(serial=None).count(),
        oldest=_first_unnumbered,
    ),
    "tallies": Step(
        do=tallying.count_pending,
        left=lambda at: tallying.waiting(),
        oldest=lambda at: tallying.waits_since(),
    ),
    "events": Step(
        do=announcing.announce_pending,
        left=lambda at: announcing.unread().count() + announcing.unread_flows().count(),
        oldest=lambda at: announcing.waits_since(),
    ),
    "webhooks": of(lanes.send_pending, lambda at: queueing.pending(at=at), "next_try_at"),
    "webhooks-stopped": of(warning.tell_pending, lambda at: endpoints.stopped(), "disabled_at"),
    "webhooks-over": of(queueing.forget_over, lambda at: queueing.over(at=at), lambda: F("made_at") + queueing.KEPT),
    "recaps": of(recap.tell_due, lambda at: Subscription.objects.filter(due_at__lte=at), "due_at"),
    **UPKEEP,
    "emails": of(outbox.send_pending, lambda at: Email.objects.filter(state=Email.State.PENDING), "next_try_at"),
    "archived": of(archives.archive_due, lambda at: archives.due(at=at), lambda: F("status_since") + archives.after()),
    "checked": of(archives.check_due, lambda at: archives.to_check(at=at), "again_at"),
    "old-drops": of(old_drops.forget_over, lambda at: old_drops.over(at=at), lambda: F("touched_at") + old_drops.KEPT),
    "drops": Step(do=drops.advance, left=drops.left, oldest=lambda at: drops.waits_since()),
    "exports": of(exports.make_pending, lambda at: exports.pending(), "asked_at"),
    "exports-over": of(exports.forget_over, lambda at: exports.over(at=at), lambda: F("ended_at") + asking.KEPT),
    "scans": of(scans.read_pending, lambda at: ScanReading.objects.filter(ended_at=None), "asked_at"),
}
"""In the order in which one makes work for the next; dropped files and a scan, which take seconds, come last."""

_log = logging.getLogger(__name__)


def sweep(*, clock: Clock = now) -> dict[str, int]:
    """What was done, by kind of work. Each step commits by itself and fails alone."""
    done = {kind: _alone(kind, step.do, clock=clock) for kind, step in STEPS.items()}
    pulse.beat(at=clock())
    return done


def left() -> dict[str, int]:
    """What is still to do, by kind of work: for the operator."""
    at = now()
    return {kind: step.left(at) for kind, step in STEPS.items()}


def failed() -> dict[str, int]:
    """What was given up, by kind of work, until the operator gives it another turn."""
    return {
        "flows": Flow.objects.filter(state=Flow.State.FAILED).count(),
        "emails": Email.objects.filter(state=Email.State.FAILED).count(),
        "archives": archives.unsound().count(),
        "drops": drops.failed().count(),
    }


def oldest() -> dict[str, datetime]:
    """Since when the oldest of each kind of work waits, where any does: old ones tell that no worker runs."""
    at = now()
    waiting = {kind: step.oldest(at) for kind, step in STEPS.items()}
    return {kind: since for kind, since in waiting.items() if since}


def _alone(kind: str, step: Callable[..., int], *, clock: Clock) -> int:
    with correlated():
        try:
            return step(clock=clock)
        except Exception:
            _log.exception("Of a sweep, %s failed: the next sweep tries again", kind)
            return 0
