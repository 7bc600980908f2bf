"""The generator of random invoices keeps its word: what it says is printed is, and nothing is printed over another."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from random import Random

import pypdfium2
import pytest

from tests.pdf.layouts import facts, numbering, score
from tests.pdf.layouts.families import FAMILIES
from tests.pdf.layouts.render import Invoice, invoice
from unisson.kernel import identifiers

SEEDS = range(1, 4)


@pytest.fixture(params=FAMILIES)
def made(request: pytest.FixtureRequest) -> list[Invoice]:
    return rendered(request.param)


@cache
def rendered(family: str) -> list[Invoice]:
    return [invoice(family, seed) for seed in SEEDS]


def test_what_is_said_to_be_printed_stands_in_the_text(made: list[Invoice]) -> None:
    for one in made:
        text = compact(text_of(one.pdf))
        for name, shown in one.printed.items():
            for value in shown:
                assert compact(value) in text, (one.family, one.seed, name, value)


def test_no_word_is_printed_over_another(made: list[Invoice]) -> None:
    for one in made:
        assert not list(collisions(one.pdf)), (one.family, one.seed)


def test_a_reader_of_three_pages_sees_all(made: list[Invoice]) -> None:
    for one in made:
        assert len(pypdfium2.PdfDocument(one.pdf)) <= 3, (one.family, one.seed)


def test_all_stays_on_the_page(made: list[Invoice]) -> None:
    for one in made:
        assert not list(beyond_the_edge(one.pdf)), (one.family, one.seed)


@pytest.mark.parametrize("family", list(FAMILIES)[::9])
def test_the_same_seed_makes_the_same_invoice(family: str) -> None:
    first, again = invoice(family, 7), invoice(family, 7)
    assert (first.facts, first.printed, text_of(first.pdf)) == (again.facts, again.printed, text_of(again.pdf))


@pytest.mark.parametrize("family", list(FAMILIES)[::9])
def test_another_seed_makes_another_invoice(family: str) -> None:
    assert text_of(invoice(family, 7).pdf) != text_of(invoice(family, 8).pdf)


@pytest.mark.parametrize("seed", range(40))
def test_the_facts_add_up(seed: int) -> None:
    known = facts.made(Random(seed))
    assert sum(line.amount for line in known.lines) == known.net + known.discount
    if known.vat_rows:
        assert sum(row.base for row in known.vat_rows) == known.net
        assert all(abs(row.base * row.rate / 100 - row.vat) <= Decimal("0.005") for row in known.vat_rows)
    assert known.due + known.paid == known.gross


@pytest.mark.parametrize("country", ["FR", "DE", "AT", "CH", "GB", "IE"])
def test_an_account_of_each_country_has_right_check_digits(country: str) -> None:
    assert identifiers.is_iban(numbering.iban(Random(1), country))


@pytest.mark.parametrize("seed", range(40))
def test_the_numbers_of_registers_and_accounts_have_right_check_digits(seed: int) -> None:
    known = facts.made(Random(seed))
    assert identifiers.is_siret(known.seller.siret)
    assert identifiers.is_siret(known.buyer.siret)
    assert known.buyer.siret[0] in "12"
    assert identifiers.is_vat_number(known.seller.vat_number)
    assert not known.iban or identifiers.is_iban(known.iban)


@pytest.mark.parametrize(
    ("truth", "got", "printed", "outcome"),
    [
        ("fa-1", "fa-1", True, "right"),
        ("fa-1", "fa-2", True, "wrong"),
        ("fa-1", "", True, "missed"),
        ("fa-1", "", False, ""),
        ("fa-1", "fa-1", False, ""),
        ("fa-1", "fa-2", False, "wrong"),
        ("", "fa-1", False, "wrong"),
        ("", "", False, ""),
    ],
)
def test_a_value_is_judged(truth: str, got: str, printed: bool, outcome: str) -> None:
    assert score.judged(truth, got, printed=printed) == outcome


def test_a_reader_that_knows_the_truth_is_right_everywhere(made: list[Invoice]) -> None:
    answers = iter([{name: score.known(one, name) for name in score.FIELDS} for one in made])
    result = score.scored(made, lambda _: next(answers)).of()
    assert (result.wrong, result.missed) == (0, 0)
    assert result.right > 8 * len(made)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def compact(text: str) -> str:
    """Without spaces, nor the mark that pdfium sets for a hyphen at the end of a line."""
    return re.sub(r"\s+", "", text.replace("\ufffe", "-").replace("\u0002", "-"))


def collisions(pdf: bytes) -> Iterator[tuple[int, str, str]]:
    """Pairs of letters whose boxes share more than a quarter of the smaller. Neighbours may: « VA », « ffi »."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            letters = sorted(_letters(page))
            for at, (left, bottom, right, top, index, letter) in enumerate(letters):
                for x, y, far, high, other, its_letter in letters[at + 1 :]:
                    if x >= right:
                        break
                    width, height = min(right, far) - x, min(top, high) - max(bottom, y)
                    smaller = min((right - left) * (top - bottom), (far - x) * (high - y))
                    if abs(index - other) > 2 and height > 0 and width * height > smaller / 4:
                        yield number, letter, its_letter


def beyond_the_edge(pdf: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            width, height = page.get_size()
            for left, bottom, right, top, _, letter in _letters(page):
                if left < 0 or bottom < 0 or right > width or top > height:
                    yield letter


def _letters(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float, int, str]]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        if letter.strip() and letter not in "._":
            yield (*text.get_charbox(index), index, letter)
