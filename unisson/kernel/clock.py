"""Legal time: instants are stored in UTC, every legal day, year and deadline is Europe/Paris (design §2).

In a sandbox the clock may be put forward (`ports.ahead`), so that one sees what reminders, interest and recaps do.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from .ports import ports

PARIS = ZoneInfo("Europe/Paris")

Clock = Callable[[], datetime]
"""What long work asks for the present instant, each time it needs one: `now`, or `stopped` for a story of the past."""


def now() -> datetime:
    """The present instant, aware, in UTC. Doors and workers call it; pure code takes the time as an argument."""
    true = datetime.now(UTC)
    return true + ports.ahead() if ports.ahead else true


def machine_time(instant: datetime) -> datetime:
    """`instant` of `now` as other machines know it, whatever a sandbox plays: telephones show codes by it."""
    return instant - ports.ahead() if ports.ahead else instant


def stopped(instant: datetime) -> Clock:
    """A clock that always says `instant`."""
    return lambda: instant


def legal_day(instant: datetime) -> date:
    """The calendar day in France at `instant`."""
    return instant.astimezone(PARIS).date()


def today() -> date:
    """The calendar day in France now."""
    return legal_day(now())
