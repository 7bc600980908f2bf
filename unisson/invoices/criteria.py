"""What people ask of the lists of received invoices: text, service, status, hands, dates, amounts."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.search import fold
from unisson.kernel import money
from unisson.kernel.clock import PARIS

from .models import Invoice
from .status import Status

MINE, NOBODY = "moi", "personne"
"""In whose hands: mine, nobody's in particular; else the key of a colleague."""


@dataclass(frozen=True, kw_only=True)
class Between:
    """Both ends included; None where it is open."""

    low: date | Decimal | None = None
    high: date | Decimal | None = None

    def __bool__(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The criteria of a list; empty ones ask nothing. `new`: « non téléchargée ». Days are legal days."""

    text: str = ""
    service: int | None = None
    statuses: tuple[Status, ...] = ()
    hands: str = ""
    new: bool = False
    deposited: Between = field(default_factory=Between)
    since: Between = field(default_factory=Between)
    gross: Between = field(default_factory=Between)


def narrowed(found: QuerySet[Invoice], asked: Asked, *, actor: User) -> QuerySet[Invoice]:
    """`found` as far as it answers all criteria but the statuses, which each list reads its own way."""
    if asked.text.strip():
        found = found.filter(_text(asked.text.strip()))
    if asked.service is not None:
        found = found.filter(recipient_service=asked.service)
    if asked.hands:
        found = found.filter(assignee=_assignee(asked.hands, actor))
    if asked.new:
        found = found.filter(downloaded=False)
    return found.filter(
        _days("deposited_at", asked.deposited), _days("status_since", asked.since), _amounts(asked.gross)
    )


def _text(text: str) -> Q:
    """A part of the number, the words of the supplier's name, or an amount to the cent."""
    suppliers = Structure.objects.all()
    words = fold(text).split()
    for word in words:
        suppliers = suppliers.filter(searchable__contains=word)
    met = Q(number__icontains=text)
    if words:
        met |= Q(supplier__in=suppliers.values("pk"))
    amount = money.parse(text)
    return met if amount is None else met | Q(gross_total=abs(amount)) | Q(net_to_pay=abs(amount))


def _assignee(hands: str, actor: User) -> int | None:
    if hands == MINE:
        return actor.pk
    return int(hands) if hands.isdecimal() else None


def _days(column: str, between: Between) -> Q:
    met = Q()
    if isinstance(between.low, date):
        met &= Q(**{f"{column}__gte": _midnight(between.low)})
    if isinstance(between.high, date):
        met &= Q(**{f"{column}__lt": _midnight(between.high + timedelta(days=1))})
    return met


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=PARIS)


def _amounts(between: Between) -> Q:
    met = Q()
    if between.low is not None:
        met &= Q(gross_total__gte=between.low)
    if between.high is not None:
        met &= Q(gross_total__lte=between.high)
    return met
