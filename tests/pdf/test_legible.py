"""The readable view of a structured file, bounded like everything made from a stranger's bytes."""

from pathlib import Path

import pytest

from unisson.kernel.refusal import Refusal
from unisson.pdf import codes, inspection, legible, sandbox

SAMPLES = Path(__file__).parent.parent.parent / "samples"
CII = (SAMPLES / "xml" / "facture-cii.xml").read_bytes()
LINE = CII[CII.index(b"<ram:IncludedSupplyChainTradeLineItem>") : CII.index(b"<ram:ApplicableHeaderTradeAgreement>")]


@pytest.mark.parametrize("sample", ["xml/facture-cii.xml", "xml/facture-ubl.xml", "pdf/facture-facturx.pdf"])
def test_any_syntax_becomes_a_pdf(sample: str) -> None:
    view = sandbox.run(legible.pdf_of, (SAMPLES / sample).read_bytes(), megabytes=sandbox.TO_DRAW)

    assert inspection.inspect(view).pages >= 1


def test_a_page_is_an_image() -> None:
    assert sandbox.run(legible.page_of, CII, megabytes=sandbox.TO_DRAW, page=1).startswith(b"\x89PNG")


def test_thousands_of_lines_stay_within_bounds() -> None:
    view = sandbox.run(legible.pdf_of, CII.replace(LINE, LINE * 3000), megabytes=sandbox.TO_DRAW)

    assert inspection.inspect(view).pages < 60


def test_a_pdf_without_an_invoice_inside_is_refused() -> None:
    with pytest.raises(Refusal, match=codes.DAMAGED):
        legible.pdf_of((SAMPLES / "pdf" / "facture-050.pdf").read_bytes())
