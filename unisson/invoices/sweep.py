"""One pass over every row that says "not yet done". The worker calls it when woken, and on its own now and then."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db.models import F, Min, Q, QuerySet

from unisson.accounts import forgetting, locks, reset, sessions, signin
from unisson.accounts.models import Leftover, LinkAsked
from unisson.directory import agreements, catalogue, examined, inviting, reminders, signup, technical
from unisson.directory.companies import checking
from unisson.directory.models import Agreement, Demand
from unisson.kernel.clock import Clock, now
from unisson.kernel.correlation import correlated
from unisson.notices import outbox
from unisson.notices.models import Email, Subscription

from . import archives, certificate, delivery, ledger, pulse, recap, scans, takeup, tallying
from .drops import forgetting as old_drops
from .drops import work as drops
from .exports import asking
from .exports import work as exports
from .flows import working
from .models import DepositCertificate, Entry, Flow, Invoice, ScanReading
from .status import TO_DELIVER


def _send_links(*, clock: Clock) -> int:
    """Of a forgotten password, and of an account that was asked."""
    return reset.send_asked(clock=clock) + signup.send_asked(clock=clock)


STEPS: dict[str, Callable[..., int]] = {
    "flows": takeup.process_left_over,
    "machines": working.process_pending,
    "delivered": delivery.deliver_pending,
    "certificates": certificate.print_pending,
    "register": ledger.number_pending,
    "tallies": tallying.count_pending,
    "agreements": agreements.print_pending,
    "recaps": recap.tell_due,
    "reminders": reminders.remind_due,
    "companies": checking.check_due,
    "sign-ups": reminders.forget_sign_ups,
    "invitations": inviting.forget_due,
    "sessions": sessions.forget_over,
    "links": _send_links,
    "locks": locks.tell,
    "technical": technical.warn_due,
    "directory": catalogue.publish_due,
    "imports": examined.forget_old,
    "emails": outbox.send_pending,
    "leftovers": forgetting.forget_due,
    "archived": archives.archive_due,
    "checked": archives.check_due,
    "old-drops": old_drops.forget_over,
    "drops": drops.advance,
    "exports": exports.make_pending,
    "exports-over": exports.forget_over,
    "scans": scans.read_pending,
}
"""In the order in which one makes work for the next; dropped files and a scan, which take seconds, come last."""

_log = logging.getLogger(__name__)


def sweep(*, clock: Clock = now) -> dict[str, int]:
    """What was done, by kind of work. Each step commits by itself, is safe to repeat, and fails alone."""
    done = {kind: _alone(kind, step, clock=clock) for kind, step in STEPS.items()}
    pulse.beat(at=clock())
    return done


def left() -> dict[str, int]:
    """What is still to do, by kind of work: for the operator."""
    return {
        "flows": Flow.objects.filter(state=Flow.State.RECEIVED, stated="").count(),
        "machines": Flow.objects.filter(~Q(stated=""), state=Flow.State.RECEIVED).count(),
        "delivered": Invoice.objects.filter(status__in=TO_DELIVER).count(),
        "register": Entry.objects.filter(serial=None).count(),
        "tallies": tallying.waiting(),
        "certificates": DepositCertificate.objects.filter(pdf=None).count(),
        "agreements": Agreement.objects.filter(pdf=None).count(),
        "recaps": Subscription.objects.filter(due_at__lte=now()).count(),
        "reminders": Demand.objects.filter(remind_at__lte=now()).count(),
        "companies": checking.left(at=now()),
        "sign-ups": reminders.over(at=now()).count(),
        "invitations": inviting.over(at=now()).count(),
        "sessions": sessions.over().count(),
        "links": LinkAsked.objects.count(),
        "locks": locks.to_tell(at=now()).count(),
        "technical": technical.to_warn(at=now()).count(),
        "directory": int(catalogue.due(at=now())),
        "imports": examined.over(at=now()).count(),
        "emails": Email.objects.filter(state=Email.State.PENDING).count(),
        "leftovers": Leftover.objects.count(),
        "archived": archives.due(at=now()).count(),
        "checked": archives.to_check(at=now()).count(),
        "old-drops": old_drops.over(at=now()).count(),
        "drops": drops.left(now()),
        "exports": exports.pending().count(),
        "exports-over": exports.over(at=now()).count(),
        "scans": ScanReading.objects.filter(ended_at=None).count(),
    }


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
    waiting = {
        "flows": Flow.objects.filter(state=Flow.State.RECEIVED, stated="").aggregate(at=Min("received_at")),
        "machines": Flow.objects.filter(~Q(stated=""), state=Flow.State.RECEIVED).aggregate(at=Min("received_at")),
        "delivered": Invoice.objects.filter(status__in=TO_DELIVER).aggregate(at=Min("status_since")),
        "register": _unnumbered().aggregate(at=Min("invoice__deposited_at")),
        "tallies": {"at": tallying.waits_since()},
        "certificates": DepositCertificate.objects.filter(pdf=None).aggregate(at=Min("issued_at")),
        "agreements": Agreement.objects.filter(pdf=None).aggregate(at=Min("at")),
        "recaps": Subscription.objects.filter(due_at__lte=now()).aggregate(at=Min("due_at")),
        "reminders": Demand.objects.filter(remind_at__lte=now()).aggregate(at=Min("remind_at")),
        "companies": checking.due(at=now()).aggregate(at=Min("next_at")),
        "sign-ups": reminders.over(at=now()).aggregate(at=Min(F("expires_at") + reminders.kept())),
        "invitations": inviting.over(at=now()).aggregate(at=Min(F("expires_at") + inviting.kept())),
        "sessions": sessions.over().aggregate(at=Min("expire_date")),
        "links": LinkAsked.objects.aggregate(at=Min("asked_at")),
        "locks": locks.to_tell(at=now()).aggregate(at=Min(F("locked_until") - signin.REST)),
        "technical": technical.to_warn(at=now()).aggregate(at=Min("warn_at")),
        "directory": {"at": catalogue.waits_since(at=now())},
        "imports": examined.over(at=now()).aggregate(at=Min(F("at") + examined.KEPT)),
        "emails": Email.objects.filter(state=Email.State.PENDING).aggregate(at=Min("next_try_at")),
        "leftovers": Leftover.objects.aggregate(at=Min("due_at")),
        "archived": archives.due(at=now()).aggregate(at=Min(F("status_since") + archives.after())),
        "checked": archives.to_check(at=now()).aggregate(at=Min("again_at")),
        "old-drops": old_drops.over(at=now()).aggregate(at=Min(F("touched_at") + old_drops.KEPT)),
        "drops": {"at": drops.waits_since()},
        "exports": exports.pending().aggregate(at=Min("asked_at")),
        "exports-over": exports.over(at=now()).aggregate(at=Min(F("ended_at") + asking.KEPT)),
        "scans": ScanReading.objects.filter(ended_at=None).aggregate(at=Min("asked_at")),
    }
    return {kind: row["at"] for kind, row in waiting.items() if row["at"]}


def _unnumbered() -> QuerySet[Entry]:
    return Entry.objects.filter(serial=None, of=Entry.Of.CERTIFICATE)


def _alone(kind: str, step: Callable[..., int], *, clock: Clock) -> int:
    with correlated():
        try:
            return step(clock=clock)
        except Exception:
            _log.exception("Of a sweep, %s failed: the next sweep tries again", kind)
            return 0
