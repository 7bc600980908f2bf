"""What waits in the apps below the core: people's links and sessions, structures' papers, demands and checks."""

from django.db.models import F, Min

from unisson.accounts import forgetting, locks, reset, sessions, signin
from unisson.accounts.models import Leftover, LinkAsked
from unisson.directory import agreements, calls, catalogue, examined, inviting, reminders, signup, technical
from unisson.directory.companies import checking
from unisson.directory.models import Agreement, Demand
from unisson.kernel.clock import Clock

from .steps import Step, of


def _send_links(*, clock: Clock) -> int:
    """Of a forgotten password, and of an account that was asked."""
    return reset.send_asked(clock=clock) + signup.send_asked(clock=clock)


UPKEEP: dict[str, Step] = {
    "agreements": of(agreements.print_pending, lambda at: Agreement.objects.filter(pdf=None), "at"),
    "reminders": of(reminders.remind_due, lambda at: Demand.objects.filter(remind_at__lte=at), "remind_at"),
    "companies": Step(
        do=checking.check_due,
        left=lambda at: checking.left(at=at),
        oldest=lambda at: checking.due(at=at).aggregate(at=Min("next_at"))["at"],
    ),
    "sign-ups": of(
        reminders.forget_sign_ups, lambda at: reminders.over(at=at), lambda: F("expires_at") + reminders.kept()
    ),
    "invitations": of(inviting.forget_due, lambda at: inviting.over(at=at), lambda: F("expires_at") + inviting.kept()),
    "sessions": of(sessions.forget_over, lambda at: sessions.over(), "expire_date"),
    "links": of(_send_links, lambda at: LinkAsked.objects.all(), "asked_at"),
    "locks": of(locks.tell, lambda at: locks.to_tell(at=at), lambda: F("locked_until") - signin.REST),
    "technical": of(technical.warn_due, lambda at: technical.to_warn(at=at), "warn_at"),
    "directory": Step(
        do=catalogue.publish_due,
        left=lambda at: int(catalogue.due(at=at)),
        oldest=lambda at: catalogue.waits_since(at=at),
    ),
    "imports": of(examined.forget_old, lambda at: examined.over(at=at), lambda: F("at") + examined.KEPT),
    "calls": of(calls.forget_over, lambda at: calls.over(at=at), "at"),
    "leftovers": of(forgetting.forget_due, lambda at: Leftover.objects.all(), "due_at"),
}
"""Steps of a pass (`sweep`), which come before the letters that they write are sent."""
