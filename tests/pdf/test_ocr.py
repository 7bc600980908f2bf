"""Scans read back: the same papers as text tell what should be found."""

import io
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfWriter

from unisson.kernel.refusal import Refusal
from unisson.pdf import candidate, codes, ocr
from unisson.pdf.labels import Field

from .papers import paper, scan
from .scans import scanned

pytestmark = pytest.mark.ocr

SAMPLES = Path(__file__).parents[2] / "samples" / "pdf"
CLASSIC = SAMPLES / "facture-050.pdf"
WAYS = {
    "150 dpi": {"dpi": 150},
    "200 dpi": {"dpi": 200},
    "300 dpi": {"dpi": 300},
    "skewed": {"dpi": 150, "skew": 3.0},
    "skewed the other way": {"dpi": 200, "skew": -3.0},
    "on its left side": {"dpi": 150, "turn": 90},
    "upside down": {"dpi": 150, "turn": 180},
    "on its right side and skewed": {"dpi": 150, "turn": 270, "skew": 2.0},
    "dusty": {"dpi": 200, "noise": 0.0005, "quality": 50},
}


def read(pdf: bytes) -> candidate.Candidates:
    return ocr.read(pdf, pages=(1,))


@cache
def as_text(path: Path) -> candidate.Candidates:
    return candidate.read(path.read_bytes())


@pytest.mark.parametrize("way", WAYS)
def test_a_scan_says_what_its_text_says(way: str) -> None:
    expected = {name: one.value for name, one in as_text(CLASSIC).fields.items() if one.value}
    found = read(scanned(CLASSIC.read_bytes(), **WAYS[way]))  # type: ignore[arg-type]
    values = {name: found.value(name) for name in expected}
    assert {name: value for name, value in values.items() if value not in ("", expected[name])} == {}
    assert sum(bool(value) for value in values.values()) >= len(expected) - 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_places_are_those_of_the_page_as_displayed(turn: int) -> None:
    pdf = paper((60, 100, "Facture n° F-2026-118"), (60, 120, "Date : 12/10/2026"), (60, 140, "Total TTC : 120,00 EUR"))
    found = read(scanned(pdf, dpi=150, turn=turn)).fields[Field.GROSS_TOTAL]
    x, y, width, height = 145, 145, 595, 842
    middle = {0: (x, y), 90: (y, width - x), 180: (width - x, height - y), 270: (height - y, x)}[turn]
    left, top, right, bottom = found.box
    assert left - 15 < middle[0] < right + 15
    assert top - 15 < middle[1] < bottom + 15


def test_what_nothing_proves_is_never_sure() -> None:
    found = read(scanned(CLASSIC.read_bytes(), dpi=200))
    assert found.fields[Field.NUMBER].confidence <= 0.85
    assert found.fields[Field.RECIPIENT_SIRET].confidence > 0.85


def test_a_coarse_scan_leaves_empty_what_it_cannot_tell() -> None:
    expected = as_text(CLASSIC)
    found = read(scanned(CLASSIC.read_bytes(), dpi=60))
    wrong = {name for name, one in found.fields.items() if one.value and one.value != expected.value(name)}
    assert wrong == set()


def test_a_white_page_says_nothing() -> None:
    assert read(scan()).fields == {}


def test_a_page_of_text_beside_a_scan_keeps_its_certainty() -> None:
    both = PdfWriter()
    both.append(io.BytesIO(CLASSIC.read_bytes()))
    both.append(io.BytesIO(scanned(paper((60, 100, "Bon de livraison 4411")))))
    written = io.BytesIO()
    both.write(written)
    found = ocr.read(written.getvalue(), pages=(2,))
    assert found.fields[Field.NUMBER] == as_text(CLASSIC).fields[Field.NUMBER]


def test_tells_how_many_pages_are_done() -> None:
    done: list[int] = []
    ocr.read(scanned(paper((60, 100, "Facture"), pages=2)), pages=(1, 2), told=done.append)
    assert done == [1, 2]


def test_out_of_time_is_a_refusal() -> None:
    with pytest.raises(Refusal) as refused:
        ocr.read_page(scanned(CLASSIC.read_bytes()), page=1, program=ocr.program(), for_seconds=0.6)
    assert refused.value.code == codes.OUT_OF_BOUNDS


def test_a_program_that_fails_is_a_refusal() -> None:
    with pytest.raises(Refusal) as refused:
        ocr.read_page(scan(), page=1, program="/bin/false")
    assert refused.value.code == codes.OUT_OF_BOUNDS
