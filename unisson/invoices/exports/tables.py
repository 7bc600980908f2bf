"""A table of all that answers, as CSV or as a workbook: slices of rows, put together at the end."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import IO, Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from unisson.directory.spaces import Space
from unisson.kernel.tables import csv_pieces
from unisson.notices.language import reader_language

from ..lists import listing, sorting
from ..models import Export
from . import workbook
from .request import from_data
from .slices import Slice, kept, next_lines

ROWS = 4000
"""Of a slice: about two seconds."""
_COLUMNS = {Space.ISSUED: listing.SENT, Space.RECEIVED: listing.RECEIVED}


def slice_of(export: Export) -> Slice:
    """The next rows; once there are none, the file."""
    wish = from_data(export.asked)
    rows = next_lines(export, wish, wish.sort, size=ROWS)
    if not rows:
        return _together(export)
    table = listing.table(rows, _COLUMNS[Space(export.space)])
    next(table)
    file = kept(export, "lignes", lambda target: _write_rows(target, table))
    place = sorting.place_of(rows[-1], wish.sort, Space(export.space))
    return Slice(files=[file], place=str(place), count=len(rows))


def _together(export: Export) -> Slice:
    paths = list(export.files.values_list("path", flat=True))
    rows = _rows(export, paths)

    def as_csv(target: IO[bytes]) -> None:
        target.writelines(csv_pieces(spoken(rows)))

    def as_workbook(target: IO[bytes]) -> None:
        workbook.write(target, rows, sheet=_("Factures"))

    write = as_workbook if export.kind == Export.Kind.XLSX else as_csv
    file = kept(export, str(export.kind).lower(), write)
    file.number = 1
    return Slice(files=[file], superseded=paths, last=True)


def spoken(rows: Iterable[Iterable[object]]) -> Iterator[list[object]]:
    """Amounts such that a spreadsheet of the reader's country takes them for numbers."""
    point = "." if reader_language() == "en" else ","
    for row in rows:
        yield [str(value).replace(".", point) if isinstance(value, Decimal) else value for value in row]


def _rows(export: Export, paths: Iterable[str]) -> Iterator[list[object]]:
    """The heading, then all rows in their order: one in memory at a time."""
    yield [str(listing.COLUMNS[name][0]) for name in _COLUMNS[Space(export.space)]]
    for path in paths:
        with default_storage.open(path) as file:
            for line in file:
                yield [_typed(value) for value in json.loads(line)]


def _write_rows(target: IO[bytes], rows: Iterable[Iterable[object]]) -> None:
    for row in rows:
        target.write(json.dumps([_kept(value) for value in row]).encode() + b"\n")


def _kept(value: object) -> Any:
    """Amounts and days stay such: a list of what they are and how they are written."""
    if isinstance(value, Decimal):
        return ["amount", str(value)]
    return ["day", value.isoformat()] if isinstance(value, date) else str(value if value is not None else "")


def _typed(value: Any) -> object:
    if isinstance(value, str):
        return value
    kind, text = value
    return Decimal(text) if kind == "amount" else date.fromisoformat(text)
