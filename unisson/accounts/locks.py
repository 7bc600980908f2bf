"""Too many failed attempts locked an account: its person is told, once a day at most. The worker does it, so that the
answer to the attempt takes the same time for an address that nobody has."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from unisson.kernel.clock import PARIS, Clock
from unisson.notices import outbox

from . import signin
from .models import SignInTries


def to_tell(*, at: datetime) -> QuerySet[SignInTries]:
    """Locks in force that nobody was told of."""
    new = Q(told_until=None) | ~Q(told_until=F("locked_until"))
    return SignInTries.objects.filter(new, locked_until__gt=at)


def tell(*, clock: Clock, batch: int = 100) -> int:
    """Queue the letters; how many locks were seen to, known address or not. Safe to run twice and at once."""
    for done in range(batch):
        with transaction.atomic():
            row = to_tell(at=clock()).select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
            if row is None or row.locked_until is None:
                return done
            _write(row.address, until=row.locked_until, at=clock())
            SignInTries.objects.filter(pk=row.pk).update(told_until=row.locked_until)
    return batch


def _write(key: str, *, until: datetime, at: datetime) -> None:
    user, second = signin.whose(key)
    if user is not None:
        key = f"locked-{user.pk}-{at.astimezone(PARIS):%Y%m%d}{'-second' if second else ''}"
        values = {"until": until.isoformat(), "second": second}
        letter = outbox.Draft(to=user.email, kind="account-locked", values=values, language=user.language, key=key)
        outbox.queue([letter], at=at)
