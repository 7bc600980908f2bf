"""Tables that people open in a spreadsheet: CSV as Excel and LibreOffice read it in France, safe to open."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
"""Blanks before it, and the full-width signs, change nothing for some spreadsheets."""
_NUMBER = re.compile(r"[+-]?[\d\u00a0\u202f ]+([,.]\d+)?")


def csv_table(rows: Iterable[Sequence[object]]) -> bytes:
    """`rows` as UTF-8 with its mark, semicolons between the cells; what would be a formula is given as text."""
    output = io.StringIO()
    # Each cell in quotes: a spreadsheet told of another separator then splits no text of a stranger into cells.
    sheet = csv.writer(output, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    sheet.writerows([_cell(value) for value in row] for row in rows)
    return output.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    """A stranger's text that begins like a formula would be run by the spreadsheet: an apostrophe makes it text."""
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
