"""What each person chose to receive: acts at once, on « Mon compte » or by the link at the foot of a letter.

What a person may not refuse (a rejection, an invoice put in his hands) asks nothing of this module.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet

from unisson.kernel.clock import PARIS
from unisson.kernel.refusal import Refusal

from .models import Subscription

What = Subscription.What
BY_DEFAULT = frozenset({What.DAILY, What.WEEKLY})
"""What a new account receives until its person chooses."""
HOUR = time(7)
"""When recaps leave, by the clocks of France."""
_MONDAY = 0
_SALT = "unisson.notices.leave"


def chosen(user_id: int) -> frozenset[What]:
    """What this person receives."""
    return frozenset(What(what) for what in Subscription.objects.filter(user=user_id).values_list("what", flat=True))


def choose(user_id: int, wanted: Iterable[What], *, at: datetime) -> None:
    """Receive exactly `wanted` from now on. A recap kept keeps its place; a new one begins at `at`."""
    wanted = frozenset(wanted)
    with transaction.atomic():
        Subscription.objects.filter(user=user_id).exclude(what__in=wanted).delete()
        rows = [
            Subscription(user_id=user_id, what=what, told_until=at, due_at=next_due(what, after=at))
            for what in sorted(wanted)
        ]
        Subscription.objects.bulk_create(rows, ignore_conflicts=True)


def subscribed(what: What) -> QuerySet[Subscription, int]:
    """The keys of those who receive `what`, to narrow another query."""
    return Subscription.objects.filter(what=what).values_list("user_id", flat=True)


def next_due(what: What, *, after: datetime) -> datetime | None:
    """The first 7 o'clock in France later than `after`, on a Monday for the weekly recap; None for what has no hour."""
    if what is What.AT_ONCE:
        return None
    day = after.astimezone(PARIS).date()
    while (due := datetime.combine(day, HOUR, tzinfo=PARIS)) <= after or (
        what is What.WEEKLY and day.weekday() != _MONDAY
    ):
        day += timedelta(days=1)
    return due


def is_due(*, at: datetime) -> bool:
    """Whether a recap waits: one read, without a lock."""
    return Subscription.objects.filter(due_at__lte=at).exists()


def claim(*, at: datetime) -> Subscription | None:
    """The recap that waits for the longest, locked until the end of the transaction: another worker passes over it."""
    due = Subscription.objects.select_for_update(skip_locked=True, of=("self",)).filter(due_at__lte=at)
    return due.order_by("due_at", "pk").first()


def settle(row: Subscription, *, until: datetime, at: datetime) -> None:
    """It was told up to `until`: the next one is due at its next hour, however many were missed."""
    Subscription.objects.filter(pk=row.pk).update(told_until=until, due_at=next_due(What(row.what), after=at))


def put_off(row: Subscription, *, to: datetime) -> None:
    """It could not be written: the others go first."""
    Subscription.objects.filter(pk=row.pk).update(due_at=to)


def set_back(*, at: datetime) -> None:
    """The clock went back to `at`: a recap told up to a later moment goes on from here, at its next hour."""
    Subscription.objects.filter(told_until__gt=at).update(told_until=at)
    for what in (What.DAILY, What.WEEKLY):
        due = next_due(what, after=at)
        Subscription.objects.filter(what=what, due_at__gt=due).update(due_at=due)


def leaving(user_id: int, what: What) -> str:
    """What goes with a letter so that its reader can end such letters without signing in. It never expires."""
    return signing.dumps([user_id, what.value], salt=_SALT)


def leaving_address(leave: str) -> str:
    """The page that ends what `leave` stands for, "" for nothing."""
    return f"{settings.BASE_URL}/courriels/{leave}/" if leave else ""


def meant(leave: str) -> tuple[int, What]:
    """Whose letters, and which. Refusal CPP-COURRIEL-01 for what the portal did not sign."""
    try:
        user_id, what = signing.loads(leave, salt=_SALT)
    except signing.BadSignature as error:
        raise Refusal("CPP-COURRIEL-01") from error
    return user_id, What(what)


def leave(token: str) -> What:
    """End the letters that `token` stands for; pressed twice, they are ended. Refusal CPP-COURRIEL-01."""
    user_id, what = meant(token)
    Subscription.objects.filter(user=user_id, what=what).delete()
    return what
