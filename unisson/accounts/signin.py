"""Signing in: five tries, then an hour's rest (domain-rules §2.2). An unknown address answers as a known one.

The password and the password asked again before a change share these tries; the second factor has its own. A try is
taken before the password is hashed and given back if it was right: who tries many at once has five like everybody.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction

from unisson.kernel.clock import PARIS
from unisson.kernel.refusal import Refusal

from .models import SignInTries, User

TRIES = 5
REST = timedelta(hours=1)
_SECOND = "second factor "


def check(*, address: str, password: str, at: datetime) -> User:
    """The person behind address and password. Refusal CPP-COMPTE-01 (unknown) or CPP-COMPTE-02 (locked)."""
    key = key_of(address)
    user = _authenticated(key, password, at=at, code="CPP-COMPTE-01", field="username")
    SignInTries.objects.filter(address=key).delete()
    return user


def confirm(user: User, password: str, *, at: datetime) -> None:
    """The password again, before a change. Refusal CPP-COMPTE-06, or CPP-COMPTE-02 (locked)."""
    _authenticated(key_of(user.email), password, at=at, code="CPP-COMPTE-06", field="password")


def attempt(
    key: str, passes: Callable[[], bool], *, code: str, at: datetime, locked: str = "CPP-COMPTE-02", field: str = "code"
) -> None:
    """Something else than a password, under the same lock: `passes` says whether it was right. Refusal `code`, or
    `locked`. One after the other for one key: who tries many at once has five tries like everybody."""
    with transaction.atomic():
        tries = _tries(key)
        if tries.locked_until and tries.locked_until > at:
            raise _locked(tries.locked_until, code=locked)
        passed = passes()
        if passed:
            tries.delete()
        else:
            _count(tries, at=at)
    if not passed:
        raise _refusal(tries, code=code, field=field, locked=locked)


def unlock(user: User) -> None:
    """A new password unlocks: whoever reads the mailbox is the person. Not the second factor, which asks for more than
    the mailbox."""
    SignInTries.objects.filter(address=user.email).delete()


def unlock_all(user: User) -> None:
    """Every failed attempt is forgotten: an operator says so, or the account ends."""
    SignInTries.objects.filter(address__in=keys_of(user)).delete()


def remember(user: User, *, at: datetime) -> None:
    """Keep the date of the former connection: the header shows it, and `login` overwrites `last_login`."""
    user.previous_login = user.last_login or at
    user.save(update_fields=["previous_login"])


def speak(user: User, *, language: str) -> None:
    """Remember the language the person chose: e-mails are written in it."""
    user.language = language
    user.save(update_fields=["language"])


def _authenticated(key: str, password: str, *, at: datetime, code: str, field: str) -> User:
    _take(key, at=at)
    user = authenticate(username=key, password=password)  # outside any transaction: it takes its time
    if not isinstance(user, User):
        raise _refusal(_spend(key, at=at), code=code, field=field)
    _give_back(key, at=at)
    return user


def _take(key: str, *, at: datetime) -> None:
    """One of the tries, before it is known what it is worth. CPP-COMPTE-02 when there is none: with five under way, or
    cut off before their end, the next one locks."""
    with transaction.atomic(durable=True):
        tries = _tries(key)
        _rested(tries, at=at)
        if not tries.locked_until and tries.failures < TRIES:
            tries.failures += 1
            tries.save()
            return
        if not tries.locked_until:
            tries.locked_until = at + REST
            tries.save()
    raise _locked(tries.locked_until)


def _spend(key: str, *, at: datetime) -> SignInTries:
    """The try was wrong: it stays taken, even if a right one forgot them all meanwhile. The last one locks."""
    with transaction.atomic():
        tries = _tries(key)
        tries.failures = max(tries.failures, 1)
        if tries.failures >= TRIES and not tries.locked_until:
            tries.locked_until = at + REST
        tries.save()
    return tries


def _give_back(key: str, *, at: datetime) -> None:
    """The try was right. CPP-COMPTE-02 if the lock fell meanwhile."""
    with transaction.atomic():
        tries = _tries(key)
        if tries.locked_until and tries.locked_until > at:
            raise _locked(tries.locked_until)
        tries.failures = max(tries.failures - 1, 0)
        if tries.failures:
            tries.save()
        else:
            tries.delete()


def key_of(address: str) -> str:
    """What the tries at an address are counted by."""
    return address.strip().lower()[:254]


def second_key_of(user: User) -> str:
    """What the tries at the second factor of somebody are counted by: no address is written so."""
    return f"{_SECOND}{user.pk}"


def keys_of(user: User) -> tuple[str, str]:
    """What all the tries that keep somebody out are counted by."""
    return key_of(user.email), second_key_of(user)


def whose(key: str) -> tuple[User | None, bool]:
    """The account whose tries are counted by `key`, if there is one, and whether they were at its second factor."""
    active, second = User.objects.filter(is_active=True), key.startswith(_SECOND)
    found = active.filter(pk=int(key.removeprefix(_SECOND))) if second else active.filter(email=key)
    return found.first(), second


def _tries(key: str) -> SignInTries:
    tries, _ = SignInTries.objects.select_for_update(of=("self",)).get_or_create(address=key)
    return tries


def _rested(tries: SignInTries, *, at: datetime) -> None:
    if tries.locked_until and tries.locked_until <= at:
        tries.failures, tries.locked_until = 0, None


def _count(tries: SignInTries, *, at: datetime) -> None:
    _rested(tries, at=at)
    tries.failures += 1
    if tries.failures >= TRIES:
        tries.locked_until = at + REST
    tries.save()


def _refusal(tries: SignInTries, *, code: str, field: str, locked: str = "CPP-COMPTE-02") -> Refusal:
    if tries.locked_until:
        return _locked(tries.locked_until, code=locked)
    return Refusal(code, field=field, left=TRIES - tries.failures)


def _locked(until: datetime, *, code: str = "CPP-COMPTE-02") -> Refusal:
    return Refusal(code, field="username", until=until.astimezone(PARIS).time())
