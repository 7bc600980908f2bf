"""The second factor, asked after the password. Its failures count with those of the password."""

from datetime import datetime, timedelta

from . import passkeys, recovery, signin, totp
from .models import User
from .passkeys import Site

WITHIN = timedelta(minutes=10)
"""Between the password and the second factor."""


def by_code(user: User, typed: str, *, at: datetime) -> None:
    """A code of an application, or a recovery code. Refusal CPP-COMPTE-12, or CPP-COMPTE-02 when locked."""
    signin.attempt(
        signin.key_of(user.email),
        lambda: totp.accepts(user, typed, at=at) or recovery.spend(user, typed, at=at),
        code="CPP-COMPTE-12",
        at=at,
    )


def by_key(user: User, answer: str, *, challenge: str, site: Site, at: datetime) -> None:
    """A passkey of `user`. Refusals as `by_code`."""
    signin.attempt(
        signin.key_of(user.email),
        lambda: passkeys.owner(answer, challenge=challenge, site=site, at=at, alone=False) == user,
        code="CPP-COMPTE-12",
        at=at,
    )
