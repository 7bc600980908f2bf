"""Many rows into tables at once: their indexes wait until the end, and no row passes through the ORM."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Model

_AT_ONCE = 5000


class Table:
    """The rows of one model, each a list of its columns: what is not given is as a new object has it. Keys go on from
    the last one."""

    def __init__(self, model: type[Model]) -> None:
        fields = model._meta.concrete_fields
        self.name = model._meta.db_table
        self.columns = [str(field.column) for field in fields]
        self.last: int = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
        self._place = {field.attname: place for place, field in enumerate(fields)}
        self._postgresql = connection.vendor == "postgresql"
        usual = [field.get_db_prep_save(field.get_default(), connection) for field in fields]
        # PostgreSQL reads what is copied as text; Django wraps its JSON for the driver.
        self._usual = [str(value.obj) if hasattr(value, "obj") else value for value in usual]
        self._rows: list[list[Any]] = []

    def add(self, **values: Any) -> int:
        """Keep a row to be loaded; its key."""
        self.last += 1
        row = self._usual.copy()
        row[0] = self.last
        for name, value in values.items():
            row[self._place[name]] = value
        self._rows.append(row)
        return self.last

    def load(self) -> None:
        """Write the rows that were kept."""
        rows, self._rows = self._rows, []
        if self._postgresql:
            _copy(self.name, self.columns, rows)
        else:
            _insert(self.name, self.columns, [[_stored(value) for value in row] for row in rows])


def _stored(value: Any) -> Any:
    """As SQLite takes it."""
    kind = type(value)
    if kind is datetime:
        return str(value)[:-6]  # all are UTC
    return str(value) if kind is Decimal else value


def _copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def _insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    with connection.cursor():
        connection.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608


@contextmanager
def loading(*models: type[Model]) -> Iterator[list[Table]]:
    """Tables to load; at the end their indexes are made again and the planner knows them."""
    names = [model._meta.db_table for model in models]
    made = [index for name in names for index in _indexes(name)]
    with connection.constraint_checks_disabled():
        _run(f'DROP INDEX "{name}"' for name, _sql in made)
        _trust(names, "DISABLE")
        with transaction.atomic():
            yield [Table(model) for model in models]
        _trust(names, "ENABLE")
        _run(sql for _name, sql in made)
    _go_on(models)
    _run(["ANALYZE"])


def batches(things: Iterable[Any], *, size: int = _AT_ONCE) -> Iterator[list[Any]]:
    remaining = iter(things)
    for first in remaining:
        yield list(chain([first], islice(remaining, size - 1)))


def _indexes(table: str) -> list[tuple[str, str]]:
    """The indexes that no constraint stands on, each with what makes it again."""
    if connection.vendor == "postgresql":
        sql = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
    else:
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(sql, [table])
        return [(name, made) for name, made in cursor.fetchall()]


def _trust(tables: Sequence[str], what: str) -> None:
    """Whether PostgreSQL looks up each foreign key, as SQLite is told by Django: the rows are our own."""
    if connection.vendor == "postgresql":
        _run(f'ALTER TABLE "{table}" {what} TRIGGER ALL' for table in tables)


def _go_on(models: Sequence[type[Model]]) -> None:
    """The next key that PostgreSQL gives comes after the last one."""
    if connection.vendor == "postgresql":
        for model in models:
            table = model._meta.db_table
            _run([f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), MAX(id)) FROM \"{table}\""])  # noqa: S608


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
