"""« Tableau de bord »: what somebody's invoices come to, of one side, in some months. From the tallies (ADR 16)."""

from collections import Counter as Counts
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Case, F, Q, QuerySet, Sum, Value, When

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.rights import Scope, scope, structures
from unisson.directory.spaces import Space
from unisson.kernel import money

from ..access import Right, visible
from ..models import Tally
from ..payment import Course
from ..status import Status
from . import tallying
from .interest import FEE, interest, known_rates
from .portrait import ISSUED, MILLION, RECEIVED, Key
from .quantiles import Spread

What = Tally.What
SIDES = {Space.ISSUED: ISSUED, Space.RECEIVED: RECEIVED}
EURO = "EUR"
TOP = 10


@dataclass(frozen=True, kw_only=True)
class Scale:
    """What is looked at: whole months, `first` and `last` by their first day; of one structure or service, or of all
    that the person reaches."""

    first: date
    last: date
    structure: Structure | None = None
    service: int | None = None


@dataclass
class Total:
    """A number of invoices, and their amounts by currency: credit notes deducted, no currency added to another."""

    count: int = 0
    amounts: Counts[str] = field(default_factory=Counts)
    numbers: Counts[str] = field(default_factory=Counts)

    def add(self, number: int, amount: int, currency: str) -> None:
        self.count += number
        self.amounts[currency] += amount
        self.numbers[currency] += number

    @property
    def euros(self) -> Decimal:
        return self.of(EURO)

    @property
    def others(self) -> list[tuple[str, Decimal]]:
        """Other currencies, each apart."""
        return [(one, self.of(one)) for one in sorted(self.numbers) if one != EURO and self.numbers[one]]

    def of(self, currency: str) -> Decimal:
        return money.cents(Decimal(self.amounts[currency]) / MILLION)


@dataclass(frozen=True, kw_only=True)
class Partner:
    """The other side of some invoices. Without a name, all those that are not shown one by one."""

    identifier: str = ""
    name: str = ""
    total: Total


@dataclass(frozen=True, kw_only=True)
class Late:
    """What should have been paid: net, and in euros what the law adds to it by itself. `known`: by rates that are all
    known."""

    total: Total
    interest: Decimal
    fees: Decimal
    known: bool


@dataclass(frozen=True, kw_only=True)
class Board:
    """All figures. `whole`: whether nothing is left to count; `steps`: the days that each step took; `paid`: those of
    « Mise en paiement » by month; `returns`: status → motif → total."""

    total: Total
    statuses: dict[str, Total]
    months: dict[date, Total]
    partners: Sequence[Partner]
    steps: dict[str, Spread]
    paid: dict[date, Spread]
    returns: dict[str, dict[str, Total]]
    late: Late
    drafts: Total
    whole: bool


class _Gathered:
    """The rows that were read, each where it belongs. What changed since is added to them."""

    def __init__(self, months: Iterable[date]) -> None:
        self.total = Total()
        self.statuses: dict[str, Total] = {}
        self.months = {month: Total() for month in months}
        self.partners: dict[int, Total] = {}
        self.steps: dict[str, Counts[int]] = {}
        self.paid: dict[date, Counts[int]] = {month: Counts() for month in self.months}
        self.returns: dict[str, dict[str, Total]] = {}
        self.late: Counts[tuple[date, str, int]] = Counts()

    def take(self, key: Key, number: int, amount: int) -> None:
        """Of a key, its side, structure and service do not matter here."""
        match key.what:
            case What.STATUS:
                for one in (self.total, self.statuses.setdefault(key.of, Total()), self.months[key.month]):
                    one.add(number, amount, key.currency)
            case What.PARTNER:
                self.partners.setdefault(key.other, Total()).add(number, amount, key.currency)
            case What.STEP:
                self.steps.setdefault(key.of, Counts())[key.number] += number
                if key.of == Status.MISE_EN_PAIEMENT:
                    self.paid[key.month][key.number] += number
            case What.RETURN:
                status, _, motive = key.of.partition(":")
                those = self.returns.setdefault(status, {})
                those.setdefault(motive, Total()).add(number, amount, key.currency)
            case What.PAYABLE:
                self.late[key.month, key.currency, 0] += number
                self.late[key.month, key.currency, 1] += amount


def board(actor: User, right: Right, scale: Scale, *, on: date) -> Board:
    """The board of what `actor` sees with `right`; no other right counts. Eight queries, more while all moves."""
    got, whole = _gathered(actor, right, scale)
    returns = {status: _some(those) for status, those in got.returns.items()}
    return Board(
        total=got.total,
        statuses=_some(got.statuses),
        months=got.months,
        partners=_top(got.partners, got.total),
        steps={step: Spread.of(days) for step, days in got.steps.items() if +days},
        paid={month: Spread.of(days) for month, days in got.paid.items()},
        returns={status: those for status, those in returns.items() if those},
        late=_late(got.late, on=on),
        drafts=_drafts(actor, scale) if right is Right.READ_ISSUED else Total(),
        whole=whole,
    )


def _some(totals: dict[str, Total]) -> dict[str, Total]:
    return {name: one for name, one in totals.items() if one.count}


def _gathered(actor: User, right: Right, scale: Scale) -> tuple[_Gathered, bool]:
    """Tallies and what they do not say yet, of one and the same moment of the counting; whether that is all."""
    reach = scope(actor, right.space, right.level)
    asked = _asked(actor, right, scale, reach)
    got, pending = tallying.with_uncounted(lambda: _tallies(asked, scale))
    for (key, which), value in pending.changed.items():
        if value and _is_asked(key, right, scale, reach):
            got.take(key, *((0, value) if which else (value, 0)))
    return got, pending.whole


def _tallies(asked: QuerySet[Tally], scale: Scale) -> _Gathered:
    """Two queries, each adding up all that need not be told apart: a large recipient has ten thousands of rows."""
    got = _Gathered(_months(scale))
    those = asked.filter(month__gte=scale.first, month__lte=scale.last)
    few = those.filter(what__in=(What.STATUS, What.STEP, What.RETURN)) | asked.filter(what=What.PAYABLE)
    # Only of payments are the days told by month.
    monthly = ~Q(what=What.STEP) | Q(of=Status.MISE_EN_PAIEMENT)
    month = Case(When(monthly, then=F("month")), default=Value(scale.first))
    summed = few.values_list("what", month, "of", "number", "currency").annotate(Sum("count"), Sum("amount"))
    for what, first, of, number, currency, count, amount in summed.order_by():
        got.take(Key("", 0, 0, what, first, of, 0, number, currency), count, int(amount))
    partners = those.filter(what=What.PARTNER).values_list("other", "currency")
    for other, currency, count, amount in partners.annotate(Sum("count"), Sum("amount")).order_by():
        got.partners.setdefault(other, Total()).add(count, int(amount), currency)
    return got


def _asked(actor: User, right: Right, scale: Scale, reach: Scope) -> QuerySet[Tally]:
    theirs = (
        [scale.structure.pk] if scale.structure else list(structures(actor, right.space).values_list("pk", flat=True))
    )
    found = Tally.objects.filter(side=SIDES[right.space], structure__in=theirs)
    if reach.services or not reach.structures:
        found = found.filter(Q(structure__in=reach.structures) | Q(service__in=reach.services))
    return found if scale.service is None else found.filter(service=scale.service)


def _is_asked(key: Key, right: Right, scale: Scale, reach: Scope) -> bool:
    """The same of a change that is not counted yet."""
    return (
        key.side == SIDES[right.space]
        and reach.covers(structure_id=key.structure, service_id=key.service or None)
        and (scale.structure is None or key.structure == scale.structure.pk)
        and scale.service in (None, key.service)
        and key.what != What.EXPECTED
        and (key.what == What.PAYABLE or scale.first <= key.month <= scale.last)
    )


def _months(scale: Scale) -> Iterable[date]:
    month = scale.first
    while month <= scale.last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _top(partners: dict[int, Total], total: Total) -> list[Partner]:
    """The first ones by their amount in euros, then all others together."""
    ranked = sorted((-one.amounts[EURO], pk) for pk, one in partners.items() if one.count)
    first = [pk for _, pk in ranked[:TOP]]
    known = Structure.objects.filter(pk__in=first).values_list("pk", "identifier", "name")
    names = {pk: (identifier, name) for pk, identifier, name in known}
    shown = [Partner(identifier=names[pk][0], name=names[pk][1], total=partners[pk]) for pk in first]
    if len(ranked) <= TOP:
        return shown
    rest = Total(count=total.count, amounts=Counts(total.amounts), numbers=Counts(total.numbers))
    for one in shown:
        rest.count -= one.total.count
        rest.amounts.subtract(one.total.amounts)
        rest.numbers.subtract(one.total.numbers)
    return [*shown, Partner(total=rest)]


def _late(payable: Counts[tuple[date, str, int]], *, on: date) -> Late:
    """Interest is worked out from the amounts of each day together: to some cents what their pages say."""
    total, owed, fees, known = Total(), money.ZERO, money.ZERO, True
    for day, currency in {(day, currency) for day, currency, _ in payable if day < on}:
        number, amount = payable[day, currency, 0], payable[day, currency, 1]
        total.add(number, amount, currency)
        due = Decimal(amount) / MILLION
        cost = interest(Course(last=day), due=due, on=on, rates=known_rates()) if currency == EURO else None
        if cost:
            owed, fees, known = owed + cost.amount, fees + FEE * number, known and cost.known
    return Late(total=total, interest=owed, fees=fees, known=known)


def _drafts(actor: User, scale: Scale) -> Total:
    """Of no month: they were not sent. One query."""
    found = visible(actor, Right.READ_ISSUED).filter(status=Status.BROUILLON)
    if scale.structure:
        found = found.filter(supplier=scale.structure)
    if scale.service is not None:
        found = found.filter(supplier_service=scale.service)
    return Total(count=found.count())
