"""Statements that the ORM composes once per process: what varies is marked, and put in at each call. And rows by the
dozen, written as they are.

To compose a query costs several times what the database takes to answer it. For the few that every call asks anew, the
ORM still says what they mean, and says it once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

MOMENT = datetime(1, 1, 1, 1, 1, 1, 1, tzinfo=UTC)
"""Stands for a moment told at each call."""
_FIRST_KEY = -(2**60)
_Convert = Callable[[Any, Any, Any], Any]


def marked_keys(count: int, *, after: int = 0) -> range:
    """Numbers that stand for as many keys told at each call; `after` as many others."""
    return range(_FIRST_KEY + after, _FIRST_KEY + after + count)


@dataclass(frozen=True)
class Statement:
    """SQL with its values, some of which are marks; and what turns a database's values into Python's, by column."""

    sql: str
    values: Sequence[Any]
    converting: Sequence[tuple[int, Sequence[_Convert], Any]] = ()

    def rows(self, keys: Sequence[int] = (), *, at: datetime | None = None) -> list[tuple[Any, ...]]:
        """What the database answers with `keys` in the places of as many marks, in their order."""
        told: dict[Any, Any] = dict(zip(marked_keys(len(keys)), keys, strict=True))
        if at is not None:
            told[_adapted(MOMENT)] = _adapted(at)
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [told.get(value, value) for value in self.values])
            found = cursor.fetchall()
        return [self._converted(row) for row in found] if self.converting else found

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, converters, expression in self.converting:
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        return tuple(values)


def composed(asked: "QuerySet[Any, tuple[Any, ...]]") -> Statement:
    """The statement of a `values_list`."""
    compiler = asked.query.get_compiler(asked.db)
    sql, values = compiler.as_sql()
    converters: Mapping[int, tuple[list[_Convert], Any]] = compiler.get_converters([one for one, *_ in compiler.select])
    converting = tuple((place, tuple(several), column) for place, (several, column) in converters.items())
    return Statement(sql, tuple(values), converting)


def insert(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of numbers, texts and bytes, by the names of their fields, as they are: no object is made of
    each. What is not named must have a default in the database."""
    fields = {field.name: str(field.column) for field in model._meta.concrete_fields}
    columns = [connection.ops.quote_name(fields[name]) for name in names]
    table, places = connection.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", list(rows))  # noqa: S608


def _adapted(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)
