"""The means of the second factor of an account: applications and passkeys, several with a name each."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from unisson.kernel.refusal import NotFound, Refusal

from . import acts, recovery, sessions
from .models import AccountAct, Factor, User

MOST = 20
"""Means of one account."""


def held(user: User) -> list[Factor]:
    """What `user` has, the oldest first."""
    return list(user.factors.order_by("added_at", "pk"))


def names(user: User) -> list[str]:
    """What its person calls each."""
    return [one.name for one in held(user)]


def has(user: User) -> bool:
    """Whether a second factor is asked of `user`."""
    return user.factors.exists()


def room(user: User) -> bool:
    """Whether the next means is the first. Call inside the transaction that adds it; Refusal CPP-COMPTE-09 at 20."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    count = user.factors.count()
    if count >= MOST:
        raise Refusal("CPP-COMPTE-09", most=MOST)
    return count == 0


def first_codes(user: User, *, first: bool, at: datetime) -> list[str]:
    """The recovery codes that come with the first means; none with the others."""
    return recovery.renew(user, at=at) if first else []


def get(user: User, pk: int) -> Factor:
    """One of the means of `user`."""
    found = user.factors.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def remove(user: User, pk: int, *, at: datetime) -> None:
    """Take one away; the last one takes the recovery codes with it. The password was asked before.

    Refusal CPP-COMPTE-10 for the last one where a second factor is mandatory.
    """
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        factor = get(user, pk)
        last = user.factors.count() == 1
        if last and settings.SECOND_FACTOR_REQUIRED:
            raise Refusal("CPP-COMPTE-10")
        factor.delete()
        if last:
            user.recovery_codes.all().delete()
        acts.note(user, AccountAct.What.FACTOR_REMOVED, at=at, detail=factor.name)


def clear(user: User, *, at: datetime) -> int:
    """The operator takes the second factor away from who lost all of it and ends their sessions; how many went."""
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        count, _ = user.factors.all().delete()
        user.recovery_codes.all().delete()
        sessions.end_quietly(user)
        if count:
            acts.note(user, AccountAct.What.FACTORS_CLEARED, at=at, by_operator=True)
    return count
