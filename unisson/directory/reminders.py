"""Requests that nobody decided: after three days every manager is told again, or the operators where nobody manages.

The rows are the work (design §6): a request to remind has `remind_at`, and loses it with the letters, in one
transaction. Safe to run twice and at once.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from unisson.kernel.clock import Clock

from . import requests
from .models import Demand, SignUp


def remind_due(*, clock: Clock, batch: int = 50) -> int:
    """Queue the letters of what waits for too long, oldest first; returns how many requests were told again."""
    told = 0
    while told < batch and waits(at=clock()) and _remind_one(at=clock()):
        told += 1
    return told


def waits(*, at: datetime) -> bool:
    """Whether somebody is to be reminded: one read, without a lock."""
    return Demand.objects.filter(remind_at__lte=at).exists()


def forget_sign_ups(*, clock: Clock, batch: int = 500) -> int:
    """Delete what was typed for accounts that were made, or never activated, long ago; returns how many."""
    due = over(at=clock())
    pks = list(due.values_list("pk", flat=True)[:batch])
    return due.filter(pk__in=pks).delete()[0] if pks else 0


def over(*, at: datetime) -> QuerySet[SignUp]:
    """The accounts asked whose link was used, or ended so long ago that nobody sends it again."""
    ended = at - kept()
    return SignUp.objects.filter(Q(used_at__lt=ended) | Q(used_at=None, expires_at__lt=ended))


def kept() -> timedelta:
    """How long what was typed for an account is kept once its link was used or ended."""
    return timedelta(days=settings.SIGN_UP_DAYS)


@transaction.atomic
def _remind_one(*, at: datetime) -> bool:
    due = Demand.objects.select_for_update(skip_locked=True, of=("self",)).filter(remind_at__lte=at)
    demand = due.select_related("user", "structure").order_by("remind_at", "pk").first()
    if demand is None:
        return False
    demand.remind_at = None
    demand.save(update_fields=["remind_at"])
    if demand.state == Demand.State.PENDING and demand.user.is_active:
        requests.tell_deciders(demand, "attachment-reminder", key=f"reminder-{demand.pk}", at=at)
    return True
