"""Tables to keep: as CSV or as an Excel workbook, both safe to open (no cell is ever a formula)."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override

from unisson.kernel.refusal import Refusal
from unisson.kernel.tables import csv_pieces
from unisson.notices.language import reader_language

Row = Sequence[object]
MOST = 20_000
"""Rows of a workbook, which is made whole in memory. CSV has no limit."""
_WIDEST = 60
_LONGEST = 32_000
"""Characters of a cell: the format holds 32,767."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(rows: Iterable[Row], *, name: str, kind: str, sheet: str) -> HttpResponseBase:
    """`rows`, the first of them the names of the columns, as a file to keep. `kind`: "xlsx", else CSV, which is sent as
    it is made. Refusal CPP-EXPORT-01 for a workbook of more than `MOST` rows."""
    answer: HttpResponseBase
    if kind == "xlsx":
        answer = HttpResponse(workbook(_bounded(rows), sheet=sheet), content_type=_XLSX)
    else:
        kind, pieces = "csv", csv_pieces(_spoken(rows, get_language()))
        answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = str(content_disposition_header(True, f"{name}.{kind}"))
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _bounded(rows: Iterable[Row]) -> list[Row]:
    some = list(islice(rows, MOST + 2))
    if len(some) > MOST + 1:
        raise Refusal("CPP-EXPORT-01", limit=MOST)
    return some


def _spoken(rows: Iterable[Row], language: str | None) -> Iterator[list[object]]:
    """The rows in the language of the request, which is over when they are made; amounts such that a spreadsheet of
    the reader's country takes them for numbers."""
    with override(language):
        point = "." if reader_language() == "en" else ","
        for row in rows:
            yield [str(value).replace(".", point) if isinstance(value, Decimal) else value for value in row]


def workbook(rows: Sequence[Row], *, sheet: str) -> bytes:
    """One sheet: amounts and days are such, every other cell is text; the first line stays in sight and filters the
    others."""
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(output, options)
    page, bold = book.add_worksheet(sheet[:31]), book.add_format({"bold": True})
    amount, day = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "dd/mm/yyyy"})
    widths: dict[int, int] = {}
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            text = ("" if value is None else str(value))[:_LONGEST]
            widths[column] = min(max(widths.get(column, 0), len(text) + 2), _WIDEST)
            if isinstance(value, Decimal):
                page.write_number(at, column, float(value), amount)
            elif isinstance(value, date):
                page.write_datetime(at, column, datetime.combine(value, time.min), day)
            else:
                page.write_string(at, column, text, bold if at == 0 else None)
    for column, width in widths.items():
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(rows) - 1, 0), max(len(widths) - 1, 0))
    book.close()
    return output.getvalue()
