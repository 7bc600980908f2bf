"""What the portal derives from a structured invoice."""

import pytest

from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.einvoice.model import Invoice, VatLine
from unisson.einvoice.portal import derived, framework_of, vat_regime


@pytest.mark.parametrize(
    ("code", "regime"),
    [
        ("5", "TVA_SUR_DEBIT"),
        ("3", "TVA_SUR_DEBIT"),
        ("29", "TVA_SUR_DEBIT"),
        ("72", "TVA_SUR_ENCAISSEMENT"),
        ("432", "TVA_SUR_ENCAISSEMENT"),
        ("ZZZ", "TVA_SUR_DEBIT"),
        (None, "TVA_SUR_DEBIT"),
    ],
)
def test_the_declared_regime_follows_the_vat_point_code(code: str | None, regime: str) -> None:
    assert vat_regime(Invoice(vat_lines=(VatLine(category="S"),), tax_point_code=code)) == regime


def test_without_a_tax_summary_there_is_no_vat() -> None:
    assert vat_regime(Invoice(tax_point_code="72")) == "SANS_TVA"


@pytest.mark.parametrize(
    "line", [VatLine(category="E"), VatLine(exemption_reason="Art. 293 B"), VatLine(exemption_code="VATEX-EU-IC")]
)
def test_an_exemption_goes_before_the_declared_regime(line: VatLine) -> None:
    assert vat_regime(Invoice(vat_lines=(VatLine(category="S"), line), tax_point_code="72")) == "EXONERATION"


@pytest.mark.parametrize("written", ["A1", " a1 ", "A1_FACTURE_FOURNISSEUR"])
def test_a_framework_is_read_in_either_form(written: str) -> None:
    assert framework_of(written) == "A1"


def test_the_api_form_of_every_framework_is_known() -> None:
    assert {framework_of(framework.api_code) for framework in FRAMEWORKS.values()} == set(FRAMEWORKS)


@pytest.mark.parametrize("written", [None, "", "B1", "S1", "A99", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"])
def test_what_is_not_the_portals_stays_as_written(written: str | None) -> None:
    assert framework_of(written) == written


def test_both_are_filled_in() -> None:
    invoice = derived(Invoice(framework="A2_FACTURE_FOURNISSEUR_DEJA_PAYEE"))
    assert (invoice.framework, invoice.portal.vat_regime) == ("A2", "SANS_TVA")
