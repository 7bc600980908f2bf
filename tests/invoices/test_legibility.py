"""What a visitor's PDF would give at deposit, held against the directory."""

from pathlib import Path
from typing import Any

import pytest

from tests.builders import PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.pdf.papers import sheet
from tests.pdf.scans import scanned
from unisson.invoices import legibility
from unisson.invoices.deposit import Upload
from unisson.invoices.drafting import reading
from unisson.kernel.clock import legal_day
from unisson.kernel.refusal import Refusal
from unisson.pdf import advice

from .builders import AT, a_pdf, a_service, a_structure

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[2] / "samples"


def examine(content: bytes, name: str = "facture.pdf") -> legibility.Examined:
    return legibility.examine(Upload(name=name, content=content), on=legal_day(AT))


def codes_of(examined: legibility.Examined) -> set[str]:
    return {finding.code for finding in examined.advice}


def test_an_invoice_to_a_known_recipient_is_good() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    examined = examine(a_pdf())
    assert (codes_of(examined), examined.good) == (set(), True)
    assert examined.values["number"] == "SS-2026-001"
    assert len(examined.images) == 1


@pytest.mark.parametrize(
    ("recipient", "facts", "code"),
    [
        (PONT_SAINT_ESPRIT, None, "CPP-ADM-01"),
        (PONT_SAINT_ESPRIT, {"active": False}, "CPP-ADM-02"),
        (SAFE_STYLE, {}, "CPP-ADM-03"),
        (PONT_SAINT_ESPRIT, {"service_required": True}, "CPP-ADM-05"),
        (PONT_SAINT_ESPRIT, {"commitment_required": True}, "CPP-ADM-06"),
    ],
)
def test_what_the_recipient_misses_is_told(recipient: str, facts: dict[str, Any] | None, code: str) -> None:
    if facts is not None:
        active = facts.pop("active", True)
        structure = a_structure(recipient, **facts)
        type(structure).objects.filter(pk=structure.pk).update(active=active)
    examined = examine(a_pdf(recipient=recipient))
    assert code in codes_of(examined)
    assert not examined.good


def test_a_service_that_the_recipient_does_not_have_is_told() -> None:
    a_service(a_structure(PONT_SAINT_ESPRIT), "COMPTA")
    pdf = sheet(f"Facture n° F-1 \\\n SIRET client : {PONT_SAINT_ESPRIT} \\\n Code service : TECH-9")
    assert "CPP-ADM-08" in codes_of(examine(pdf))


def test_a_name_with_forbidden_characters_is_told() -> None:
    assert "CPP-FICHIER-03" in codes_of(examine(a_pdf(), name="facture du 29/10.pdf"))


def test_a_factur_x_gives_the_values_of_its_xml() -> None:
    examined = examine((SAMPLES / "pdf" / "facture-facturx.pdf").read_bytes())
    assert examined.values["number"] == "FA-2026-0101"
    assert (examined.seen, advice.STRUCTURED in codes_of(examined)) == ({}, True)


@pytest.mark.ocr
def test_a_scan_is_read_too_and_told_as_a_scan() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    examined = examine(scanned(a_pdf(), dpi=150))
    assert examined.values["number"] == "SS-2026-001"
    assert codes_of(examined) == {advice.SCANNED}


def test_where_no_scan_can_be_read_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "reads_scans", lambda: False)
    examined = examine(scanned(a_pdf(), dpi=60))
    assert codes_of(examined) == {advice.SCANNED, advice.UNREAD_PAGE}


@pytest.mark.parametrize(
    ("sample", "code"),
    [
        ("xml/facture-cii.xml", advice.XML_FILE),
        ("pdf/fautive-protegee.pdf", "CPP-PDF-03"),
        ("pdf/fautive-trop-longue.pdf", "CPP-PDF-04"),
        ("pdf/fautive-vide.pdf", "CPP-FICHIER-01"),
        ("pdf/fautive-texte.pdf", "CPP-DEPOT-01"),
    ],
)
def test_what_is_no_pdf_or_cannot_be_opened_is_refused(sample: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        examine((SAMPLES / sample).read_bytes())
    assert refused.value.code == code
