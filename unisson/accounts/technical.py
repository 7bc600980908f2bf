"""Technical accounts: the identity of a machine that calls the API for a structure (chorus-pro-api.md §1.2).

A password is made here, told once, and kept as a digest. Renewed, the one before is good for seven days more; closed,
neither is good at the next call.
"""

import secrets
import string
from dataclasses import dataclass
from datetime import datetime, timedelta

from unisson.kernel.tokens import digest

from .models import TechnicalKey, User

LASTS = timedelta(days=424)
"""Of a password (chorus-pro-api.md §1.2)."""
OVERLAP = timedelta(days=7)
WARNED = (timedelta(days=30), timedelta(days=7))
"""How long before its end the managers are told."""
DOMAIN = "cpro.fr"
_LETTERS = string.ascii_letters + string.digits
_LENGTH = 28
"""Letters and digits: 166 bits. Neither needs to be encoded in a form or a header (chorus-pro-api.md §1.1)."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """An account with its password, in clear for the only time."""

    user: User
    login: str
    password: str


def login_of(user: User) -> str:
    """The login as Chorus Pro writes it: addresses are kept in small letters."""
    number = user.email.partition("@")[0].rpartition("_")[2]
    return f"TECH_1_{number}@{DOMAIN}"


def create(number: str, *, name: str, at: datetime, password: str = "") -> Told:
    """The account « TECH_1_<number>@cpro.fr », good from now on. IntegrityError for a number that is taken."""
    user = User(
        email=f"tech_1_{number}@{DOMAIN}", first_name="Compte technique", last_name=name[:100], is_technical=True
    )
    user.set_unusable_password()
    user.save(force_insert=True)
    password = password or new_password()
    TechnicalKey.objects.create(
        user=user, digest=digest(password), made_at=at, expires_at=at + LASTS, warn_at=_first_warning(at + LASTS)
    )
    return Told(user=user, login=login_of(user), password=password)


def renew(user: User, *, at: datetime) -> Told:
    """Another password: the one before is good for seven days more, unless it had ended."""
    key = TechnicalKey.objects.select_for_update(of=("self",)).get(user=user)
    password = new_password()
    key.former, key.former_until = key.digest, min(at + OVERLAP, key.expires_at)
    key.digest, key.made_at, key.expires_at = digest(password), at, at + LASTS
    key.warn_at = _first_warning(key.expires_at)
    key.save()
    return Told(user=user, login=login_of(user), password=password)


def close(user: User, *, at: datetime) -> None:
    """Neither password is good from now on."""
    TechnicalKey.objects.filter(user=user, closed_at=None).update(closed_at=at, warn_at=None)
    user.is_active = False
    user.save(update_fields=["is_active"])


def new_password() -> str:
    """A password that nobody guesses."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def next_warning(expires_at: datetime, *, at: datetime) -> datetime | None:
    """When the managers are told again after `at`; None when all was said."""
    return next((expires_at - span for span in WARNED if expires_at - span > at), None)


def _first_warning(expires_at: datetime) -> datetime:
    return expires_at - WARNED[0]
