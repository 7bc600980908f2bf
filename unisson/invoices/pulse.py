"""When the rows that wait were last looked at, whichever worker did: readiness, metrics and `unisson doctor` ask."""

from datetime import datetime, timedelta

from .models import Pulse

EVERY = timedelta(seconds=30)
"""Between two writes: sweeps are more frequent."""
TOO_OLD = timedelta(minutes=2)
"""A worker that reads a long scan may be silent for a minute."""


def beat(*, at: datetime) -> None:
    """Write down that a sweep ended."""
    if not Pulse.objects.filter(at__gt=at - EVERY, at__lte=at).exists():
        Pulse.objects.update_or_create(pk=1, defaults={"at": at})


def age(*, at: datetime) -> timedelta | None:
    """How long ago the last sweep ended; None where there never was one."""
    last = Pulse.objects.filter(pk=1).first()
    return max(timedelta(), at - last.at) if last else None
