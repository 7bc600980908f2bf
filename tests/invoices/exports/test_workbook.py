"""A workbook of any length: rows that no sheet holds any more go on in another."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

from unisson.invoices.exports import workbook


def sheets(rows: list[list[object]], *, most: int = workbook.ROWS) -> dict[str, str]:
    output = io.BytesIO()
    workbook.write(output, rows, sheet="Factures", most=most)
    with zipfile.ZipFile(output) as book:
        return {name: book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")}


def test_each_kind_of_value_is_such_and_no_text_is_a_formula() -> None:
    (sheet,) = sheets([["Numéro", "TTC", "Date"], ["=1+1", Decimal("12.30"), date(2026, 10, 1)]]).values()
    assert "<f>" not in sheet
    assert re.search(r"<v>12\.3</v>", sheet)
    assert "=1+1" in sheet


def test_what_one_sheet_does_not_hold_goes_on_in_the_next_under_the_same_heading() -> None:
    made = sheets([["Numéro"], *([str(rank)] for rank in range(5))], most=3)
    assert [sheet.count("<row ") for sheet in made.values()] == [3, 3, 2]
    assert all("Numéro" in sheet for sheet in made.values())
