"""Signing in: five tries, then an hour's rest (domain-rules §2.2). An unknown address answers as a known one."""

from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction

from unisson.kernel.clock import PARIS
from unisson.kernel.refusal import Refusal

from .models import SignInTries, User

TRIES = 5
REST = timedelta(hours=1)


def check(*, address: str, password: str, at: datetime) -> User:
    """The person behind address and password. Refusal CPP-COMPTE-01 (unknown) or CPP-COMPTE-02 (locked)."""
    key = address.strip().lower()[:254]
    tries = SignInTries.objects.filter(address=key).first()
    if tries and tries.locked_until and tries.locked_until > at:
        raise _locked(tries.locked_until)
    user = authenticate(username=key, password=password)
    if not isinstance(user, User):
        raise _failed(key, at=at)
    if tries:
        tries.delete()
    return user


def unlock(user: User) -> None:
    """A new password unlocks: whoever reads the mailbox is the person."""
    SignInTries.objects.filter(address=user.email).delete()


def remember(user: User, *, at: datetime) -> None:
    """Keep the date of the former connection: the header shows it, and `login` overwrites `last_login`."""
    user.previous_login = user.last_login or at
    user.save(update_fields=["previous_login"])


def speak(user: User, *, language: str) -> None:
    """Remember the language the person chose: e-mails are written in it."""
    user.language = language
    user.save(update_fields=["language"])


def _failed(key: str, *, at: datetime) -> Refusal:
    with transaction.atomic():
        tries, _ = SignInTries.objects.select_for_update(of=("self",)).get_or_create(address=key)
        if tries.locked_until and tries.locked_until <= at:
            tries.failures, tries.locked_until = 0, None
        tries.failures += 1
        if tries.failures >= TRIES:
            tries.locked_until = at + REST
        tries.save()
    if tries.locked_until:
        return _locked(tries.locked_until)
    return Refusal("CPP-COMPTE-01", field="username", left=TRIES - tries.failures)


def _locked(until: datetime) -> Refusal:
    return Refusal("CPP-COMPTE-02", field="username", until=until.astimezone(PARIS).time())
