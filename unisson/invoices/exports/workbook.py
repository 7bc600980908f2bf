"""A workbook of any length, written row by row: memory holds one row (no cell is ever a formula)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

Row = Sequence[object]
ROWS = 1_048_576
"""Of one sheet, its heading included: what the format holds."""
_WIDEST = 60
_LONGEST = 32_000
"""Characters of a cell: the format holds 32,767."""
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(target: IO[bytes], rows: Iterable[Row], *, sheet: str, most: int = ROWS) -> None:
    """`rows`, the first of them the names of the columns, into `target`: amounts and days are such, every other cell
    is text; the first line stays in sight and filters the others. More than `most` rows go on in another sheet."""
    remaining = iter(rows)
    heading = next(remaining, ())
    book = xlsxwriter.Workbook(target, _OPTIONS)
    page = _Sheet(book, sheet[:31], heading)
    number = 1
    for row in remaining:
        if page.length == most:
            page.end()
            number += 1
            page = _Sheet(book, f"{sheet[:26]} {number}", heading)
        page.add(row)
    page.end()
    book.close()


class _Sheet:
    def __init__(self, book: Any, name: str, heading: Row) -> None:
        self._page = book.add_worksheet(name)
        self._amount = book.add_format({"num_format": "#,##0.00"})
        self._day = book.add_format({"num_format": "dd/mm/yyyy"})
        self._widths = [0] * len(heading)
        self.length = 0
        self.add(heading, book.add_format({"bold": True}))

    def add(self, row: Row, style: Any = None) -> None:
        for column, value in enumerate(row):
            text = ("" if value is None else str(value))[:_LONGEST]
            self._widths[column] = min(max(self._widths[column], len(text) + 2), _WIDEST)
            if isinstance(value, Decimal):
                self._page.write_number(self.length, column, float(value), self._amount)
            elif isinstance(value, date):
                self._page.write_datetime(self.length, column, datetime.combine(value, time.min), self._day)
            else:
                self._page.write_string(self.length, column, text, style)
        self.length += 1

    def end(self) -> None:
        for column, width in enumerate(self._widths):
            self._page.set_column(column, column, width)
        self._page.freeze_panes(1, 0)
        self._page.autofilter(0, 0, self.length - 1, max(len(self._widths) - 1, 0))
