"""What « Rechercher » is sorted by, and a place in it: the list goes on from there, both ways, however deep.

A place says the value of a line and its key, so that it stays right when the line itself moves or is gone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_date

from unisson.directory.composed import Statement
from unisson.directory.spaces import Space
from unisson.kernel.keys import key

from ..models import Invoice
from ..planning import each_time
from ..status import Kind, Status
from .further import OTHER, OWN_SERVICE
from .order import Place as Line
from .order import Run, merging, moment, part_of

Of = date | Decimal | str | int


@dataclass(frozen=True, kw_only=True)
class Column:
    """`by`: the path to its value, `{other}` and `{own}` standing for the side looked at and one's own service."""

    by: str
    reads: Callable[[str], Of | None]
    empty: bool = False
    """Whether an invoice may have none: as if it were empty text."""
    signed: bool = False
    """Whether a credit note counts with a minus."""


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


_RANK = "rank"
COLUMNS: Mapping[str, Column] = {
    "depot": Column(by="deposited_at", reads=moment),
    "date": Column(by="issue_date", reads=_day),
    "numero": Column(by="number_key", reads=str),
    "tiers": Column(by="{other}__name", reads=str),
    "siret": Column(by="{other}__identifier", reads=str),
    "service": Column(by="{own}__name", reads=str, empty=True),
    "leur_service": Column(by="{other}_service__name", reads=str, empty=True),
    "type": Column(by="kind", reads=str),
    "ttc": Column(by="gross_total", reads=_amount, signed=True),
    "ht": Column(by="net_total", reads=_amount, signed=True),
    "net": Column(by="net_to_pay", reads=_amount, signed=True),
    "devise": Column(by="currency", reads=str),
    "etat": Column(by=_RANK, reads=key),
    "etat_du": Column(by="status_since", reads=moment),
    "engagement": Column(by="commitment", reads=str),
    "marche": Column(by="contract", reads=str),
}
"""By their names in addresses: the sortable columns of domain-rules §1.4, but those of works and validation."""


@dataclass(frozen=True, kw_only=True)
class Sort:
    """By one of `COLUMNS`; lines of the same value follow by their keys."""

    column: str = "depot"
    descending: bool = True

    def __str__(self) -> str:
        return f"{'-' if self.descending else ''}{self.column}"

    @classmethod
    def read(cls, text: str) -> "Sort":
        """The order that `str` wrote; the usual one for anything else."""
        name = text.removeprefix("-")
        return cls(column=name, descending=name != text) if name in COLUMNS else cls()


USUAL = Sort()
"""The newest deposit first."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A line of a list: its value there, and its key."""

    value: Of
    pk: int

    def __str__(self) -> str:
        value = self.value.astimezone(UTC).isoformat()[:-6] if isinstance(self.value, datetime) else self.value
        return f"{self.pk}_{value}"

    @classmethod
    def read(cls, text: str, sort: Sort) -> "Place | None":
        """The place that `str` wrote of a list in that order; None for anything else."""
        number, found, value = text.partition("_")
        pk, column = key(number), COLUMNS[sort.column]
        if pk is None or not found:
            return None
        try:
            read = column.reads(value)
        except ValueError:
            return None
        return None if read is None else cls(value=read, pk=pk)


def place_of(invoice: Invoice, sort: Sort, space: Space) -> Place:
    """Where a line, its parties loaded, stands in a list in that order."""
    column = COLUMNS[sort.column]
    if column.by == _RANK:
        return Place(value=list(Status).index(Status(invoice.status)), pk=invoice.pk)
    value: Any = invoice
    for name in _path(column, space).split("__"):
        value = getattr(value, name) if value is not None else None
    value = invoice.signed(value) if column.signed else value
    return Place(value="" if value is None else value, pk=invoice.pk)


@each_time()
def in_order(
    found: QuerySet[Invoice],
    sort: Sort,
    space: Space,
    *,
    place: Place | None = None,
    back: bool = False,
    size: int,
    skip: int = 0,
) -> list[int]:
    """Keys of the first `size` lines after a place, or `back` before it, the nearest first; `skip`: after as many more.
    One query, which reads no further than it must where an index has that order."""
    asked = ordering(found, sort, space, place=place, back=back, size=size, skip=skip)
    return keys_of(asked.rows(), sort, skip=skip) if asked else []


def ordering(
    found: QuerySet[Invoice],
    sort: Sort,
    space: Space,
    *,
    place: Place | None = None,
    back: bool = False,
    size: int,
    skip: int = 0,
) -> Statement | None:
    """The query of `in_order`, whose rows `keys_of` reads; None where no line can be."""
    column, falls = COLUMNS[sort.column], sort.descending != back
    by = _path(column, space)
    if column.by == _RANK:
        found = found.annotate(**{by: _life()})
    elif column.empty:
        found = found.annotate(or_nothing=Coalesce(by, Value("")))
        by = "or_nothing"
    line = Line(rank=0, value=place.value, pk=place.pk) if place else None
    parts = [part_of(found, run, place=line, falls=falls, back=back) for run in _runs(column, by)]
    before = _passed_over(sort, skip)
    shown = [part[before : skip + size] for part in parts if part is not None]
    return merging(shown, falls=falls, back=back, size=skip + size - before)


def keys_of(rows: Sequence[Sequence[Any]], sort: Sort, *, skip: int = 0) -> list[int]:
    """The keys of the lines that `ordering` asked for."""
    return [pk for _run, _value, pk in rows[skip - _passed_over(sort, skip) :]]


def _passed_over(sort: Sort, skip: int) -> int:
    """Lines that the database passes over: those of several parts only once they are merged."""
    return 0 if COLUMNS[sort.column].signed else skip


def _path(column: Column, space: Space) -> str:
    return column.by.format(other=OTHER[space], own=OWN_SERVICE[space])


def _runs(column: Column, by: str) -> Iterator[Run]:
    """Amounts are kept without their sign: those of credit notes are a list of their own, read the other way."""
    if not column.signed:
        yield Run(rank=0, where=Q(), by=by)
        return
    yield Run(rank=0, where=~Q(kind=Kind.CREDIT_NOTE), by=by)
    yield Run(rank=0, where=Q(kind=Kind.CREDIT_NOTE), by=by, sign=-1)


def _life() -> Case:
    """The statuses in the order in which an invoice has them."""
    ranks = (When(status=status, then=rank) for rank, status in enumerate(Status))
    return Case(*ranks, output_field=IntegerField())
