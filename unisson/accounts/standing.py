"""Whether a person may sign in: taken away and given back by an operator. In force at the next click: a session asks at
each request whether its person is still active."""

from datetime import datetime

from django.db.models import Max

from unisson.kernel.refusal import Refusal
from unisson.kernel.words import declare

from . import sessions, signin
from .models import SignInTries, User

declare(
    "CPP-EXPLOITANT-01",
    fr="Ce compte est le vôtre, ou n’existe plus : un autre exploitant s’en charge.",
    en="This account is your own, or is no longer there: another operator sees to it.",
)


def of(user: User) -> dict[str, str | bool]:
    """How it stands, for a history."""
    until = _latest(user)
    rest = until.isoformat() if until else ""
    return {"active": user.is_active, "locked_until": rest}


def resting(user: User, *, at: datetime) -> datetime | None:
    """Until when too many failed attempts keep this person out, if they do."""
    until = _latest(user)
    return until if until and until > at else None


def get(pk: int, *, by: User) -> User:
    """The person an operator acts on, locked in his transaction. Refusal CPP-EXPLOITANT-01 for himself."""
    user = User.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
    if user is None or user.pk == by.pk:
        raise Refusal("CPP-EXPLOITANT-01")
    return user


def suspend(user: User) -> None:
    """Nobody signs in as this person any more, and no session of his waits for the day he may again."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.end_quietly(user)


def restore(user: User) -> None:
    """The person may sign in again; failed attempts are forgotten."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    signin.unlock_all(user)


def _latest(user: User) -> datetime | None:
    """The end of the last lock that failed attempts set, at the password or at the second factor."""
    rows = SignInTries.objects.filter(address__in=signin.keys_of(user))
    until: datetime | None = rows.aggregate(until=Max("locked_until"))["until"]
    return until
