import codecs
import csv
from collections.abc import Iterator

import pytest

from unisson.kernel.tables import csv_pieces, csv_table


def cells(*values: object) -> list[str]:
    text = csv_table([values]).decode("utf-8-sig")
    return next(csv.reader(text.splitlines(), delimiter=";"))


def test_a_table_is_what_a_french_spreadsheet_opens() -> None:
    expected = '"Numéro";"TTC"\r\n"F;1";"12,50"\r\n'
    assert csv_table([("Numéro", "TTC"), ("F;1", "12,50")]) == expected.encode("utf-8-sig")


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_would_be_a_formula_is_text(text: str) -> None:
    assert cells(text)[0].startswith("'")


@pytest.mark.parametrize("text", ["-12,50", "-1\u202f200,00", "+3", "a=b", ""])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert cells(text) == [text]


def test_nothing_is_an_empty_cell() -> None:
    assert cells(None, 3) == ["", "3"]


def test_quoted_a_separator_is_never_read_as_one() -> None:
    text = csv_table([("A", 'B "C";', None)]).decode("utf-8-sig")
    assert text == '"A";"B ""C"";";""\r\n'


@pytest.mark.parametrize("text", [" =1+1", "\u00a0=1+1", "\ufeff@SUM(A1)", "＝1+1", "\u200b-cmd"])
def test_a_blank_before_a_formula_hides_it_from_nobody(text: str) -> None:
    assert cells(text) == [f"'{text}"]


def test_a_list_of_any_length_is_made_piece_by_piece() -> None:
    made: list[int] = []

    def rows() -> Iterator[tuple[int]]:
        for number in range(2000):
            made.append(number)
            yield (number,)

    pieces = csv_pieces(rows())
    assert next(pieces) == codecs.BOM_UTF8
    assert next(pieces).startswith(b'"0"\r\n')
    assert len(made) < 1000
    assert b"".join(pieces).endswith(b'"1999"\r\n')
