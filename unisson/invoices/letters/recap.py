"""The recaps of 7 o'clock: each day what is new and what is due, each week the movements (domain-rules §2.6).

What is due is a row of `notices.preferences`; the letter and the next date are written in one transaction, so that
two workers, or one that was killed, tell a person once. Nothing happened: no letter. After a stop of several days one
recap tells them all.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from unisson.accounts.models import User
from unisson.directory.rights import remember_for_one_request
from unisson.directory.spaces import Space
from unisson.kernel.clock import Clock, legal_day
from unisson.notices import feed, outbox, preferences
from unisson.notices.models import Subscription
from unisson.notices.preferences import What

from ..access import Right, visible
from ..events import elsewhere, seen_by
from ..former import steps_of_now
from ..lists.search import TO_DO_ISSUED
from ..models import Invoice, StatusChange
from ..payment import ORDERED
from ..returns import CLOSABLE
from ..status import FINAL, TO_BE_READ, Kind, Status

NEAR = timedelta(days=7)
"""How long before its last day an invoice is told to its recipient."""
SHOWN = 20
"""Lines of one sort in a letter; it says how many there are in all."""
_SETTLED = timedelta(minutes=2)
"""What was written less long ago may not be committed yet: it goes into the next recap."""
_LATER = timedelta(hours=1)
_UNTOLD = frozenset({Status.BROUILLON, Status.EN_COURS_ACHEMINEMENT, Status.SUPPRIMEE, Status.ABANDONNEE})
"""Movements that nobody asks about."""
_RIGHTS = {Space.ISSUED: Right.READ_ISSUED, Space.RECEIVED: Right.READ_RECEIVED}

_log = logging.getLogger(__name__)


def tell_due(*, clock: Clock, batch: int = 100) -> int:
    """Write the recaps that are due; returns how many people were looked at. Safe to run twice and at once."""
    looked = 0
    while looked < batch and preferences.is_due(at=clock()) and _tell_next(at=clock()):
        looked += 1
    return looked


def _tell_next(*, at: datetime) -> bool:
    with transaction.atomic():
        due = preferences.claim(at=at)
        if due is None:
            return False
        try:
            with transaction.atomic():
                _tell(due, at=at)
        except Exception:
            _log.exception("Recap %s cannot be written: it is tried again in an hour", due.pk)
            preferences.put_off(due, to=at + _LATER)
    return True


def _tell(due: Subscription, *, at: datetime) -> None:
    what, person = What(due.what), due.user
    since = due.told_until or at
    until = max(since, at - _SETTLED)
    remember_for_one_request(person)
    write = daily if what is What.DAILY else weekly
    values = write(person, since=since, until=until, on=legal_day(at)) if person.is_active else None
    if values:
        letter = outbox.Draft(
            to=person.notice_address,
            kind=f"recap-{what.lower()}",
            values={**values, "since": since.isoformat(), "day": legal_day(at).isoformat()},
            language=person.language,
            key=f"recap-{what}-{person.pk}-{legal_day(at)}",
            leave=preferences.leaving(person.pk, what),
        )
        outbox.queue([letter], at=at)
    preferences.settle(due, until=until, at=at)


def daily(person: User, *, since: datetime, until: datetime, on: date) -> dict[str, Any] | None:
    """What is new since `since`, then what is due and what waits; None when nothing is new.

    A deadline is new on the day on which it comes near, and on the first day of the delay; a rejection or a suspension
    that nobody acknowledged is, on the day on which it must be (domain-rules §1.2).
    """
    events, count = feed.between(seen_by(person), since=since, until=until, most=SHOWN)
    due = _due(person, on=on)
    if not (count or _newly_due(due, told=legal_day(since), on=on) or _newly_owed(person, since=since, until=until)):
        return None
    late, near = Q(pay_by__lt=on), Q(pay_by__gte=on, pay_by__lte=on + NEAR)
    gone = elsewhere(person, events)
    return {
        "events": [[one.space, one.code, one.values, "" if one.pk in gone else one.subject] for one in events],
        "count": count,
        "late": _lines(due.filter(late)),
        "late_count": due.filter(late).count(),
        "near": _lines(due.filter(near)),
        "near_count": due.filter(near).count(),
        "waiting": _waiting(person),
    }


def weekly(person: User, *, since: datetime, until: datetime, on: date) -> dict[str, Any] | None:
    """The movements of each side by status, in numbers and amounts, then what stands still; None without movement."""
    moved = {space.value: _moved(person, space, since=since, until=until) for space in _RIGHTS}
    if not any(moved.values()):
        return None
    late = _due(person, on=on).filter(pay_by__lt=on)
    owed = late.filter(currency="EUR").aggregate(amount=Sum("net_to_pay"))["amount"]
    return {
        "moved": moved,
        "late_count": late.count(),
        "late_amount": str(owed or 0),
        "waiting": _waiting(person),
    }


def _due(person: User, *, on: date) -> QuerySet[Invoice]:
    """Received, not paid, and late or near the last day. Who never reports a payment is done with the order to pay."""
    silent = Q(payment_unreported=True, status__in=ORDERED)
    found = visible(person, Right.READ_RECEIVED).filter(pay_by__lte=on + NEAR).exclude(status__in=FINAL)
    return found.exclude(silent).order_by("pay_by", "pk")


def _newly_due(due: QuerySet[Invoice], *, told: date, on: date) -> bool:
    """Whether one came near, or was not paid in time, since the day `told`."""
    near = Q(pay_by__gt=told + NEAR, pay_by__lte=on + NEAR)
    late = Q(pay_by__gte=told, pay_by__lt=on)
    return due.filter(near | late).exists()


def _newly_owed(person: User, *, since: datetime, until: datetime) -> bool:
    """Whether something that came back must be acknowledged from now on."""
    unread = visible(person, Right.WRITE_ISSUED).filter(return_read=False, status__in=TO_BE_READ)
    return unread.filter(status_since__gt=since - CLOSABLE, status_since__lte=until - CLOSABLE).exists()


def _lines(invoices: QuerySet[Invoice]) -> list[list[str]]:
    """Key, number, supplier, net amount, currency and last day of the first ones."""
    return [
        [
            str(one.pk),
            one.number,
            one.supplier.name,
            str(one.net_to_pay),
            one.currency,
            one.pay_by.isoformat() if one.pay_by else "",
        ]
        for one in invoices.select_related("supplier")[:SHOWN]
    ]


def _waiting(person: User) -> dict[str, int]:
    """How many of each sort wait for the supplier; a rejection, until it was acknowledged."""
    found = visible(person, Right.READ_ISSUED).filter(status__in=TO_DO_ISSUED)
    found = found.exclude(status=Status.REJETEE, return_read=True)
    return dict(found.values_list("status").annotate(number=Count("pk")).order_by())


def _moved(person: User, space: Space, *, since: datetime, until: datetime) -> dict[str, list[str]]:
    """Status → how many invoices came to it, and their net amounts in euros. One that came twice counts once."""
    # Whatever moved since then stands in its status since then: the history of the others is not read.
    stirred = visible(person, _RIGHTS[space]).filter(status_since__gt=since)
    rows = StatusChange.objects.filter(at__gt=since, at__lte=until, invoice__in=stirred).exclude(target__in=_UNTOLD)
    if space is Space.RECEIVED:
        rows = steps_of_now(rows.exclude(target=Status.DEPOSEE))
    numbers: Counter[str] = Counter()
    amounts: dict[str, Decimal] = {}
    facts = ("target", "invoice_id", "invoice__net_to_pay", "invoice__kind", "invoice__currency")
    for target, _, net, kind, currency in rows.order_by().values_list(*facts).distinct().iterator():
        numbers[target] += 1
        sign = -1 if kind == Kind.CREDIT_NOTE else 1
        amounts[target] = amounts.get(target, Decimal(0)) + (sign * (net or 0) if currency == "EUR" else 0)
    return _in_order({target: [str(number), str(amounts[target])] for target, number in numbers.items()})


def _in_order(moved: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {status.value: moved[status] for status in Status if status in moved}
