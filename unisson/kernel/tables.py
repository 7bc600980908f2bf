"""Tables that people open in a spreadsheet: CSV as Excel and LibreOffice read it in France, safe to open."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
"""Blanks before it, and the full-width signs, change nothing for some spreadsheets."""
_GUARDED = re.compile(r"'+([\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n])")
_AT_ONCE = 500
_NUMBER = re.compile(r"[+-]?[\d\u00a0\u202f ]+([,.]\d+)?")


def csv_table(rows: Iterable[Sequence[object]]) -> bytes:
    """`rows` as UTF-8 with its mark, semicolons between the cells; what would be a formula is given as text."""
    return b"".join(csv_pieces(rows))


def csv_pieces(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """`csv_table` as it is made, some hundred rows at a time: a list of any length takes no more memory."""
    yield codecs.BOM_UTF8
    remaining = iter(rows)
    while some := list(islice(remaining, _AT_ONCE)):
        output = io.StringIO()
        # Each cell in quotes: a spreadsheet told of another separator then splits no text of a stranger into cells.
        sheet = csv.writer(output, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        sheet.writerows([_cell(value) for value in row] for row in some)
        yield output.getvalue().encode()


def _cell(value: object) -> str:
    """A stranger's text that begins like a formula would be run by the spreadsheet: an apostrophe makes it text."""
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def guarded(text: str) -> str:
    """`text` such that no spreadsheet runs it, and that `bare` takes back exactly: an apostrophe before a formula, and
    before what looks like a formula with its apostrophe."""
    return f"'{text}" if _FORMULA.match(text) or _GUARDED.match(text) else text


def bare(text: str) -> str:
    """The text that `guarded` wrote."""
    return text[1:] if _GUARDED.match(text) else text
