"""The second factor, asked after the password. Its failures count apart, and a new password forgets none of them:
whoever reads the mailbox chooses one as often as he likes, and would have five more codes each time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from . import passkeys, recovery, signin, totp
from .models import User
from .passkeys import Site

WITHIN = timedelta(minutes=10)
"""Between the password and the second factor."""


def by_code(user: User, typed: str, *, at: datetime) -> None:
    """A code of an application, or a recovery code. Refusal CPP-COMPTE-12, or CPP-COMPTE-26 when locked."""
    _attempt(user, lambda: totp.accepts(user, typed, at=at) or recovery.spend(user, typed, at=at), at=at)


def by_key(user: User, answer: str, *, challenge: str, site: Site, at: datetime) -> None:
    """A passkey of `user`. Refusals as `by_code`."""
    _attempt(user, lambda: passkeys.owner(answer, challenge=challenge, site=site, at=at, alone=False) == user, at=at)


def _attempt(user: User, passes: Callable[[], bool], *, at: datetime) -> None:
    signin.attempt(signin.second_key_of(user), passes, code="CPP-COMPTE-12", locked="CPP-COMPTE-26", at=at)
