"""Somebody lost every means of the second factor, recovery codes too: one operator asks that they go, once he knows who
it is, and another one does it. The person is told at each step, at the address of the connection; signing in with a
second factor ends it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from unisson.accounts import factors, standing
from unisson.accounts.models import User
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices import outbox

from . import acts, locking
from .colleagues import operators, tell_all
from .models import FactorsRemoval, OperatorAct

What = OperatorAct.What
LASTS = timedelta(days=7)
"""How long it waits for a second operator: who the person is was verified then, not for ever."""


def ask(operator: User, pk: int, *, reason: str, at: datetime) -> User:
    """Write down that the means of this person should go; the person and the other operators get a letter.

    Refusal CPP-EXPLOITANT-01 for oneself, -02 without a reason, -06 for who has none, -07 when it was asked already.
    """
    reason = acts.reason_of(reason)
    with transaction.atomic():
        user = standing.get(pk, by=operator)
        if not user.is_active or not factors.has(user):
            raise Refusal("CPP-EXPLOITANT-06", name=user.full_name)
        FactorsRemoval.objects.filter(user=user, asked_at__lte=at - LASTS).delete()
        row, new = FactorsRemoval.objects.get_or_create(
            user=user, defaults={"asked_by": operator, "reason": reason, "asked_at": at}
        )
        if not new:
            raise Refusal("CPP-EXPLOITANT-07")
        acts.note(What.MEANS_ASKED, actor=operator, about=user, comment=reason, at=at)
        _tell(row, at=at)
    return user


def waiting(*, at: datetime) -> QuerySet[FactorsRemoval]:
    """What waits for a second operator, the oldest first."""
    asked = FactorsRemoval.objects.filter(asked_at__gt=at - LASTS)
    return asked.select_related("asked_by", "user").order_by("asked_at", "pk")


def waits(user: User, *, at: datetime) -> FactorsRemoval | None:
    """What waits of this person, if anything does."""
    return waiting(at=at).filter(user=user).first()


def found(user: User, *, at: datetime) -> None:
    """The person has just signed in with a second factor: it is not lost, and what was asked ends."""
    if waits(user, at=at) is None:
        return
    with transaction.atomic():
        held = locking.hold_person(user)
        if (row := waits(held, at=at)) is not None:
            row.delete()
            acts.note(What.MEANS_KEPT, actor=held, about=held, at=at)


def confirm(operator: User, pk: int, *, at: datetime) -> User:
    """The second operator: the means and the recovery codes go, sessions end, and the person is told.

    NotFound when nothing waits; Refusal CPP-EXPLOITANT-01 for oneself, -08 for who asked.
    """
    with transaction.atomic():
        user, row = _open(operator, pk, at=at)
        if row.asked_by_id == operator.pk:
            raise Refusal("CPP-EXPLOITANT-08")
        row.delete()
        names = factors.names(user)
        factors.clear(user, at=at)
        acts.note(What.MEANS_REMOVED, actor=operator, about=user, before={"means": names}, comment=row.reason, at=at)
    return user


def dismiss(operator: User, pk: int, *, reason: str, at: datetime) -> User:
    """Put it aside; whoever asked may too. Refusals as `ask`, NotFound when nothing waits."""
    reason = acts.reason_of(reason)
    with transaction.atomic():
        user, row = _open(operator, pk, at=at)
        row.delete()
        acts.note(What.MEANS_KEPT, actor=operator, about=user, comment=reason, at=at)
    return user


def _open(operator: User, pk: int, *, at: datetime) -> tuple[User, FactorsRemoval]:
    """The person, locked, and what waits."""
    user = standing.get(pk, by=operator)
    row = waits(user, at=at)
    if row is None:
        raise NotFound
    return user, row


def _tell(row: FactorsRemoval, *, at: datetime) -> None:
    """The other operators, and the person at the address of the connection: it is about how one signs in."""
    key, user = f"means-{row.pk}", row.user
    values = {"person": user.full_name, "pk": user.pk, "by": row.asked_by.full_name, "reason": row.reason}
    others = [one for one in operators() if one.pk not in (row.asked_by_id, user.pk)]
    tell_all(others, "means-proposed", values, key=key, at=at)
    outbox.queue([outbox.Draft(to=user.email, kind="means-asked", values={}, language=user.language, key=key)], at=at)
