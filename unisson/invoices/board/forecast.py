"""When invoices will probably be paid: an estimate from what the same recipient took for others, never a promise.

The days between « Mise à disposition » and « Mise en paiement » of its last twelve months are read from the tallies
(ADR 16). Half of its invoices were paid by the median, and six in ten between the two ends of the range. An invoice
that has waited some days already is compared with those that took at least as long.
"""

from collections import Counter as Counts
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from django.db.models import Q, Sum

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.rights import scope, structures
from unisson.kernel import money
from unisson.kernel.clock import legal_day

from ..access import Right
from ..lists.inbox import OPEN
from ..models import Invoice, Tally
from ..periods import payment_days
from ..status import Kind, Status
from . import tallying
from .portrait import ISSUED, MILLION, RECEIVED, UNREPORTED, Key
from .quantiles import Spread

LEAST = 8
"""Paid invoices without which nothing is estimated."""
LEAST_AS_LONG = 3
"""The same of those that took as long as this one has waited already."""
EARLY, LATE = 20, 80
"""The range, in percent of the invoices paid."""
MONTHS = 12
WEEKS = 8
_WEEK = timedelta(days=7)


class Ground(Enum):
    """What an estimate stands on."""

    PAST = "past"
    LEGAL = "legal"
    """Too few were paid: the legal limit stands for an estimate."""
    BEYOND = "beyond"
    """It waits longer than its recipient usually takes: no date is told."""
    SILENT = "silent"
    """Its recipient reports no payment: none will be seen here."""


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """`middle` with its range, from `count` payments; `count` alone where no date is told."""

    ground: Ground
    early: date | None = None
    middle: date | None = None
    late: date | None = None
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class Week:
    """What is expected in the week of `monday`, and what may have come by its end: between `least` and `most`."""

    monday: date
    count: int
    amount: Decimal
    least: Decimal
    most: Decimal


@dataclass(frozen=True, kw_only=True)
class Apart:
    """What is in no week."""

    count: int = 0
    amount: Decimal = money.ZERO


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """In euros. `further`: expected after the weeks told; `beyond`: overdue by any measure; `silent`: of recipients
    that report no payment; `legal`: how many of all stand on the legal limit alone."""

    weeks: Sequence[Week]
    further: Apart
    beyond: Apart
    silent: Apart
    total: Apart
    legal: int
    others: int
    """How many are in another currency: they are in no figure."""
    whole: bool


def estimated(invoice: Invoice, *, on: date) -> Estimate | None:
    """Of one invoice, its recipient loaded, that waits for its payment; None for any other. One query."""
    waits = invoice.status in OPEN and invoice.status != Status.SUSPENDUE and invoice.kind != Kind.CREDIT_NOTE
    if not waits or invoice.available_at is None or invoice.recipient_id is None:
        return None
    if invoice.payment_unreported:
        return Estimate(ground=Ground.SILENT)
    past = _paces([invoice.recipient_id], on=on).get(invoice.recipient_id, Spread())
    return estimate(past, since=legal_day(invoice.available_at), limit=invoice.pay_by, on=on)


def estimate(past: Spread, *, since: date, limit: date | None, on: date) -> Estimate:
    """Of what is available `since` that day, to be paid at the latest on the day `limit`."""
    if past.count < LEAST:
        if limit is None or limit < on:
            return Estimate(ground=Ground.BEYOND, count=past.count)
        return Estimate(ground=Ground.LEGAL, middle=limit, early=limit, late=limit, count=past.count)
    alike = past.beyond((on - since).days - 1)
    if alike.count < LEAST_AS_LONG:
        return Estimate(ground=Ground.BEYOND, count=past.count)
    early, middle, late = (since + timedelta(days=alike.at(one) or 0) for one in (EARLY, 50, LATE))
    return Estimate(ground=Ground.PAST, early=early, middle=middle, late=late, count=past.count)


@dataclass(frozen=True)
class _Group:
    since: date
    other: int
    silent: bool
    currency: str
    count: int
    amount: Decimal


def forecast(actor: User, *, structure: Structure | None, on: date) -> Forecast:
    """Of all that `actor` sent and that waits for its payment, whatever the month it was sent in."""
    groups, whole = _expected(actor, structure)
    euros = [one for one in groups if one.currency == "EUR"]
    recipients = {one.other for one in euros if not one.silent}
    paces, buyers = _paces(recipients, on=on), _buyers(recipients)
    dated: list[tuple[_Group, Estimate]] = []
    for one in euros:
        limit = one.since + timedelta(days=payment_days(buyers[one.other], on=one.since)) if not one.silent else None
        past = paces.get(one.other, Spread())
        silent = Estimate(ground=Ground.SILENT)
        dated.append((one, silent if one.silent else estimate(past, since=one.since, limit=limit, on=on)))
    first = on - timedelta(days=on.weekday())
    end = first + WEEKS * _WEEK
    return Forecast(
        weeks=[_week(dated, first + rank * _WEEK) for rank in range(WEEKS)],
        further=_apart(one for one, told in dated if told.middle and told.middle >= end),
        beyond=_apart(one for one, told in dated if told.ground is Ground.BEYOND),
        silent=_apart(one for one, told in dated if told.ground is Ground.SILENT),
        total=_apart(euros),
        legal=sum(one.count for one, told in dated if told.ground is Ground.LEGAL),
        others=sum(one.count for one in groups) - sum(one.count for one in euros),
        whole=whole,
    )


def _week(dated: Sequence[tuple[_Group, Estimate]], monday: date) -> Week:
    end = monday + _WEEK
    those = _apart(one for one, told in dated if told.middle and monday <= told.middle < end)
    return Week(
        monday=monday,
        count=those.count,
        amount=those.amount,
        least=_apart(one for one, told in dated if told.late and told.late < end).amount,
        most=_apart(one for one, told in dated if told.early and told.early < end).amount,
    )


def _apart(groups: Iterable[_Group]) -> Apart:
    those = list(groups)
    return Apart(count=sum(one.count for one in those), amount=sum((one.amount for one in those), money.ZERO))


def _expected(actor: User, structure: Structure | None) -> tuple[list[_Group], bool]:
    reach = scope(actor, Right.READ_ISSUED.space)
    theirs = (
        [structure.pk] if structure else list(structures(actor, Right.READ_ISSUED.space).values_list("pk", flat=True))
    )
    found = Tally.objects.filter(side=ISSUED, what=Tally.What.EXPECTED, structure__in=theirs)
    found = found.filter(Q(structure__in=reach.structures) | Q(service__in=reach.services))
    rows = found.values_list("month", "other", "of", "currency").annotate(Sum("count"), Sum("amount")).order_by()
    told, pending = tallying.with_uncounted(lambda: list(rows.all()))
    sums: Counts[tuple[date, int, str, str, int]] = Counts()
    for day, other, of, currency, count, amount in told:
        sums[day, other, of, currency, 0], sums[day, other, of, currency, 1] = count, int(amount)
    for (key, which), value in pending.changed.items():
        mine = reach.covers(structure_id=key.structure, service_id=key.service or None) and key.structure in theirs
        if mine and _is_expected(key):
            sums[key.month, key.other, key.of, key.currency, which] += value
    keys = {one[:4] for one in sums}
    groups = (
        (day, other, of, currency, sums[day, other, of, currency, 0], sums[day, other, of, currency, 1])
        for day, other, of, currency in keys
    )
    return [
        _Group(day, other, of == UNREPORTED, currency, count, money.cents(Decimal(amount) / MILLION))
        for day, other, of, currency, count, amount in groups
        if count
    ], pending.whole


def _is_expected(key: Key) -> bool:
    return key.side == ISSUED and key.what == Tally.What.EXPECTED


def _paces(recipients: Iterable[int], *, on: date) -> dict[int, Spread]:
    """Of each recipient, the days that its payments of the last twelve months took."""
    since = date(on.year - 1, on.month, 1)
    paid = Tally.objects.filter(side=RECEIVED, what=Tally.What.STEP, of=Status.MISE_EN_PAIEMENT, month__gte=since)
    rows = paid.filter(structure__in=set(recipients)).values_list("structure", "number").annotate(Sum("count"))
    days: dict[int, Counts[int]] = {}
    for structure, number, count in rows.order_by():
        days.setdefault(structure, Counts())[number] = count
    return {structure: Spread(those) for structure, those in days.items()}


def _buyers(recipients: Iterable[int]) -> Mapping[int, str]:
    return dict(Structure.objects.filter(pk__in=set(recipients)).values_list("pk", "buyer"))
