"""The order of the recipient's list, column by column, and a place in it that stays right while the list moves.

One index gives the lines of each status in order, so a list is made of runs: each is read by its own place in an index,
as far as the page needs it, and one query merges them. What has no value comes last in either direction.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import F, Q, QuerySet, Value
from django.utils.dateparse import parse_date, parse_datetime

from unisson.directory.composed import Statement
from unisson.directory.models import Structure
from unisson.kernel.keys import key

from ..models import Invoice
from ..planning import each_time
from ..status import Kind, Status


class Column(Enum):
    """What the list may be sorted by; the value stands in addresses."""

    DAYS = "jours"
    SUPPLIER = "fournisseur"
    AMOUNT = "montant"
    STATUS = "etat"
    DATE = "date"


@dataclass(frozen=True, kw_only=True)
class Order:
    """`descending` turns the values round; of statuses it turns these, and the fewest days stay first in each."""

    column: Column = Column.DAYS
    descending: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.descending else ''}{self.column.value}"

    @classmethod
    def read(cls, text: str) -> "Order":
        """The order that `str` wrote; the usual one for anything else."""
        name = text.removeprefix("-")
        known = {column.value: column for column in Column}
        return cls(column=known[name], descending=name != text) if name in known else cls()

    @property
    def falls(self) -> bool:
        """Whether the values of a run go down."""
        return self.descending and self.column is not Column.STATUS


USUAL = Order()
_Value = date | Decimal | int | str | None
"""A day or moment, an amount, the key of a supplier, or text; None where a line has none."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A line of a list: the rank of its run, its value there, its key, and how many lines come before it."""

    rank: int
    value: _Value
    pk: int
    before: int = 0

    def __str__(self) -> str:
        value = self.value.astimezone(UTC).isoformat()[:-6] if isinstance(self.value, datetime) else self.value
        return f"{self.rank}_{'' if value is None else value}_{self.pk}_{self.before}"

    @classmethod
    def read(cls, text: str, order: Order) -> "Place | None":
        """The place that `str` wrote of a list in that order; None for anything else."""
        rank, _, rest = text.partition("_")
        value, *numbers = rest.split("_")
        if len(numbers) != 2 or not all(key(one) is not None for one in (rank, *numbers)):
            return None
        try:
            read = _READ[order.column](value) if value else None
        except (ValueError, InvalidOperation):
            return None
        known = read is not None or (not value and order.column in (Column.DAYS, Column.STATUS))
        return cls(rank=int(rank), value=read, pk=int(numbers[0]), before=int(numbers[1])) if known else None


def moment(text: str) -> datetime | None:
    """In UTC, which is meant where `text` names none; None for what is none, and for what UTC has no year for."""
    read = parse_datetime(text)
    if read is None or read.tzinfo is None:
        return read.replace(tzinfo=UTC) if read else None
    try:
        return read.astimezone(UTC)
    except OverflowError:
        return None


def _amount(text: str) -> Decimal | None:
    amount = Decimal(text)
    return amount if amount.is_finite() else None


_READ: Mapping[Column, Callable[[str], _Value]] = {
    Column.DAYS: parse_date,
    Column.STATUS: parse_date,
    Column.AMOUNT: _amount,
    Column.DATE: moment,
    Column.SUPPLIER: key,
}


@dataclass(frozen=True, kw_only=True)
class Run:
    """Lines that one index gives in order. `sign`: -1 where the value is the column with a minus."""

    rank: int
    where: Q
    by: str
    sign: int = 1


def place_of(invoice: Invoice, order: Order, statuses: Sequence[Status]) -> Place:
    """Where a line stands in the list of these statuses."""
    undated = int(invoice.pay_by is None)
    if order.column is Column.AMOUNT:
        return Place(rank=0, value=invoice.shown_gross, pk=invoice.pk)
    if order.column is Column.DATE:
        return Place(rank=0, value=invoice.deposited_at, pk=invoice.pk)
    if order.column is Column.SUPPLIER:
        return Place(rank=0, value=invoice.supplier_id, pk=invoice.pk)
    if order.column is Column.STATUS:
        undated += 2 * _ranks(order, statuses).get(Status(invoice.status), 0)
    return Place(rank=undated, value=invoice.pay_by, pk=invoice.pk)


def in_order(
    found: QuerySet[Invoice],
    order: Order,
    statuses: Sequence[Status],
    *,
    place: Place | None = None,
    back: bool = False,
    size: int,
) -> list[int]:
    """Keys of the first `size` lines after a place, or `back` before it, the nearest first. Two queries at most."""
    if order.column is Column.SUPPLIER:
        return _by_supplier(found.filter(status__in=statuses), order.descending != back, place, size)
    falls = order.falls != back
    parts = [
        part
        for run in _runs(order, statuses)
        if (part := part_of(found, run, place=place, falls=falls, back=back)) is not None
    ]
    return merged([part[:size] for part in parts], falls=falls, back=back, size=size)


def _runs(order: Order, statuses: Sequence[Status]) -> Iterator[Run]:
    ranks = _ranks(order, statuses)
    for status in statuses:
        here = Q(status=status)
        if order.column is Column.AMOUNT:
            for kind in Kind:
                yield Run(rank=0, where=here & Q(kind=kind), by="gross_total", sign=_sign(kind))
        elif order.column is Column.DATE:
            yield Run(rank=0, where=here, by="deposited_at")
        else:
            rank = 2 * ranks[status] if order.column is Column.STATUS else 0
            yield Run(rank=rank, where=here & Q(pay_by__isnull=False), by="pay_by")
            yield Run(rank=rank + 1, where=here & Q(pay_by__isnull=True), by="pay_by")


def _sign(kind: Kind) -> int:
    return Invoice(kind=kind).sign


def _ranks(order: Order, statuses: Sequence[Status]) -> dict[Status, int]:
    """The place of each status in a list sorted by them: as the life of an invoice has them."""
    known = [status for status in Status if status in statuses]
    return {status: rank for rank, status in enumerate(reversed(known) if order.descending else known)}


def part_of(
    found: QuerySet[Invoice], run: Run, *, place: Place | None, falls: bool, back: bool
) -> QuerySet[Invoice, Any] | None:
    """The lines of a run that come after the place, in order; None when all of them come before."""
    if place is not None and (run.rank > place.rank if back else run.rank < place.rank):
        return None
    found = found.filter(run.where)
    if place is not None and run.rank == place.rank:
        found = found.filter(_beyond(run, place, falls=falls))
    down = falls != (run.sign < 0)
    value = F(run.by) if run.sign > 0 else -F(run.by)
    by = F(run.by).desc() if down else F(run.by).asc()
    ordered = found.order_by(by, "-pk" if falls else "pk")
    return ordered.annotate(run=Value(run.rank), value=value).values_list("run", "value", "pk")


def _beyond(run: Run, place: Place, *, falls: bool) -> Q:
    """Stated so that an index is entered at the value, and lines of the same value follow by their keys."""
    later = Q(pk__lt=place.pk) if falls else Q(pk__gt=place.pk)
    if place.value is None:
        return later
    assert run.sign > 0 or isinstance(place.value, Decimal)  # noqa: S101 - only amounts are turned
    value = place.value if run.sign > 0 else -place.value  # type: ignore[operator]
    way = "lt" if falls != (run.sign < 0) else "gt"
    return Q(**{f"{run.by}__{way}e": value}) & (Q(**{f"{run.by}__{way}": value}) | later)


def merging(parts: Sequence[QuerySet[Invoice, Any]], *, falls: bool, back: bool, size: int) -> Statement | None:
    """What gives run, value and key of the first lines of all parts together, None where none can be. Raw: Django's
    `union` will not cut its members on SQLite."""
    members: list[str] = []
    values: list[Any] = []
    for part in parts:
        try:
            member, given = part.query.sql_with_params()
        except EmptyResultSet:
            continue
        members.append(f"SELECT * FROM ({member}) AS part")  # noqa: S608 - made by Django, its values apart
        values += given
    if not members:
        return None
    way, runs = ("DESC" if falls else "ASC"), ("DESC" if back else "ASC")
    sql = f"{' UNION ALL '.join(members)} ORDER BY 1 {runs}, 2 {way}, 3 {way} LIMIT {size:d}"
    return Statement(sql, values)


@each_time()
def merged(parts: Sequence[QuerySet[Invoice, Any]], *, falls: bool, back: bool, size: int) -> list[int]:
    """The first keys of all parts together."""
    asked = merging(parts, falls=falls, back=back, size=size)
    return [pk for _run, _value, pk in asked.rows()] if asked else []


@each_time()
def _by_supplier(found: QuerySet[Invoice], falls: bool, place: Place | None, size: int) -> list[int]:
    """By the supplier's name. First the next few suppliers that have lines, then the lines of these only."""
    way = "-" if falls else ""
    suppliers = Structure.objects.filter(pk__in=found.order_by().values("supplier").distinct())
    if place is not None and isinstance(place.value, int):
        name = Structure.objects.filter(pk=place.value).values("name")[:1]
        suppliers = suppliers.filter(_after_supplier(name, place.value, falls=falls))
    near = list(suppliers.order_by(f"{way}name", f"{way}pk").values_list("pk", flat=True)[: size + 1])
    found = found.filter(supplier__in=near)
    if place is not None:
        beyond = Q(pk__lt=place.pk) if falls else Q(pk__gt=place.pk)
        found = found.filter(~Q(supplier=place.value) | beyond)
    lines = found.order_by(f"{way}supplier__name", f"{way}supplier", f"{way}pk")
    return list(lines.values_list("pk", flat=True)[:size])


def _after_supplier(name: Any, pk: int, *, falls: bool) -> Q:
    """The supplier of the place, which may have more lines, and those that follow it."""
    beyond, key = ("lt", Q(pk__lte=pk)) if falls else ("gt", Q(pk__gte=pk))
    return Q(**{f"name__{beyond}": name}) | (Q(name=name) & key)


def numbered(places: Sequence[Place], before: int) -> list[Place]:
    """The places of a page, of which `before` lines come before the first."""
    return [replace(place, before=before + offset) for offset, place in enumerate(places)]
