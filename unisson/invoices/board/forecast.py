"""When invoices will probably be paid: an estimate from what the same recipient took for others, never a promise.

The days between « Mise à disposition » and « Mise en paiement » of its last twelve months are read from the tallies
(ADR 16). Half of its invoices were paid by the median, and six in ten between the two ends of the range. An invoice
that has waited some days already is compared with those that took at least as long.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from itertools import accumulate
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Sum

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
from . import bare, paces, tallying
from .portrait import ISSUED, MILLION, UNREPORTED, Key
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


class Estimate(NamedTuple):
    """`middle` with its range, from so many payments; their number alone where no date is told."""

    ground: Ground
    early: date | None = None
    middle: date | None = None
    late: date | None = None
    payments: int = 0


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
    """Of one invoice, its recipient loaded, that waits for its payment; None for any other. Two queries at most."""
    waits = invoice.status in OPEN and invoice.status != Status.SUSPENDUE and invoice.kind != Kind.CREDIT_NOTE
    if not waits or invoice.available_at is None or invoice.recipient_id is None:
        return None
    if invoice.payment_unreported:
        return Estimate(ground=Ground.SILENT)
    past = paces.spreads([invoice.recipient_id], on=on).get(invoice.recipient_id, Spread())
    return estimate(past, since=legal_day(invoice.available_at), limit=invoice.pay_by, on=on)


def estimate(past: Spread, *, since: date, limit: date | None, on: date) -> Estimate:
    """Of what is available `since` that day, to be paid at the latest on the day `limit`."""
    if past.count < LEAST:
        if limit is None or limit < on:
            return Estimate(ground=Ground.BEYOND, payments=past.count)
        return Estimate(ground=Ground.LEGAL, middle=limit, early=limit, late=limit, payments=past.count)
    waited = (on - since).days - 1
    if past.count_beyond(waited) < LEAST_AS_LONG:
        return Estimate(ground=Ground.BEYOND, payments=past.count)
    early, middle, late = (since + timedelta(days) for days in past.at_each((EARLY, 50, LATE), beyond=waited))
    return Estimate(ground=Ground.PAST, early=early, middle=middle, late=late, payments=past.count)


class _Group(NamedTuple):
    """Invoices that say the same, or how many more or fewer do since. `since`: when `other` got them, None of all those
    that report no payment, together. `amount`: in millionths."""

    since: date | None
    other: int
    currency: str
    number: int
    amount: int


def forecast(actor: User, *, structure: Structure | None, on: date) -> Forecast:
    """Of all that `actor` sent and that waits for its payment, whatever the month it was sent in."""
    groups, whole = _expected(actor, structure)
    euros = [one for one in groups if one.currency == "EUR"]
    recipients = {one.other for one in euros if one.since}
    past = defaultdict(Spread, paces.spreads(recipients, on=on))
    buyers = _buyers(one for one in recipients if past[one].count < LEAST)
    dated: list[tuple[_Group, Estimate]] = []
    for one in euros:
        if one.since is None:
            dated.append((one, _SILENT))
            continue
        spread, limit = past[one.other], None
        if spread.count < LEAST:
            limit = one.since + timedelta(payment_days(buyers[one.other], on=one.since))
        dated.append((one, estimate(spread, since=one.since, limit=limit, on=on)))
    first = on - timedelta(days=on.weekday())
    end = first + WEEKS * _WEEK
    return Forecast(
        weeks=_weeks(dated, first),
        further=_apart(one for one, told in dated if told.middle and told.middle >= end),
        beyond=_apart(one for one, told in dated if told.ground is Ground.BEYOND),
        silent=_apart(one for one, told in dated if told.ground is Ground.SILENT),
        total=_apart(euros),
        legal=sum(one.number for one, told in dated if told.ground is Ground.LEGAL),
        others=sum(one.number for one in groups) - sum(one.number for one in euros),
        whole=whole,
    )


_SILENT = Estimate(ground=Ground.SILENT)


def _weeks(dated: Sequence[tuple[_Group, Estimate]], first: date) -> list[Week]:
    """From the one that begins on the Monday `first` on."""
    middle: defaultdict[int, list[_Group]] = defaultdict(list)
    early, late = [0] * WEEKS, [0] * WEEKS
    for one, told in dated:
        if told.early is None or told.middle is None or told.late is None:
            continue
        middle[(told.middle - first).days // 7].append(one)
        for ends, day in ((early, told.early), (late, told.late)):
            week = max(0, (day - first).days // 7)
            if week < WEEKS:
                ends[week] += one.amount
    weeks = zip(range(WEEKS), accumulate(late), accumulate(early), strict=True)
    return [_week(_apart(middle[rank]), first + rank * _WEEK, least, most) for rank, least, most in weeks]


def _week(those: Apart, monday: date, least: int, most: int) -> Week:
    return Week(monday=monday, count=those.count, amount=those.amount, least=_euros(least), most=_euros(most))


def _apart(groups: Iterable[_Group]) -> Apart:
    those = list(groups)
    return Apart(count=sum(one.number for one in those), amount=_euros(sum(one.amount for one in those)))


def _euros(millionths: int) -> Decimal:
    return money.cents(Decimal(millionths) / MILLION)


def _expected(actor: User, structure: Structure | None) -> tuple[list[_Group], bool]:
    reach = scope(actor, Right.READ_ISSUED.space)
    theirs = (
        [structure.pk] if structure else list(structures(actor, Right.READ_ISSUED.space).values_list("pk", flat=True))
    )
    found = Tally.objects.filter(side=ISSUED, what=Tally.What.EXPECTED, structure__in=theirs)
    found = found.filter(Q(structure__in=reach.structures) | Q(service__in=reach.services))
    groups, pending = tallying.with_uncounted(lambda: _groups(found))
    for (key, which), value in pending.changed.items():
        mine = reach.covers(structure_id=key.structure, service_id=key.service or None) and key.structure in theirs
        if mine and _is_expected(key):
            since = None if key.of == UNREPORTED else key.month
            groups.append(_Group(since, key.other, key.currency, *((0, value) if which else (value, 0))))
    return groups, pending.whole


def _groups(found: QuerySet[Tally]) -> list[_Group]:
    """Two queries: of who reports no payment, neither day nor recipient matters."""
    dated = found.exclude(of=UNREPORTED).values_list("month", "other", "currency")
    silent = found.filter(of=UNREPORTED).values_list("currency")
    return [
        *(_Group(day, other, currency, int(n), int(amount)) for day, other, currency, n, amount in _summed(dated)),
        *(_Group(None, 0, currency, int(n), int(amount)) for currency, n, amount in _summed(silent)),
    ]


def _summed(found: "QuerySet[Tally, Any]") -> list[tuple[Any, ...]]:
    return bare.rows(found.annotate(Sum("count"), Sum("amount")).order_by())


def _is_expected(key: Key) -> bool:
    return key.side == ISSUED and key.what == Tally.What.EXPECTED


def _buyers(recipients: Iterable[int]) -> Mapping[int, str]:
    return dict(Structure.objects.filter(pk__in=set(recipients)).values_list("pk", "buyer"))
