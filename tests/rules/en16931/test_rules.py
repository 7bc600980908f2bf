"""Each rule fires on a document that breaks it, and none fires on a document that breaks nothing."""

import pytest

from tests.builders import DEPOSIT_DAY
from tests.rules.en16931 import cases
from tests.rules.en16931.documents import a_cii, a_ubl, edited
from tests.rules.en16931.judged import codes
from unisson.einvoice.read import read_xml
from unisson.einvoice.reading import Reading, Syntax
from unisson.kernel.words import sentence
from unisson.rules.en16931 import en16931
from unisson.rules.en16931.vat import CATEGORIES
from unisson.rules.engine import run


def _document(category: str, edits: str) -> bytes:
    return edited(
        a_cii(category) if "ram:" in edits or "rsm:" in edits or edits.startswith(". @") else a_ubl(category), edits
    )


def _family() -> dict[str, tuple[str, str]]:
    """For each VAT category, the ten ways to break it; IGIC and IPSI in UBL, where the official rules judge them."""
    line, row = "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory", "cac:TaxTotal[1]/cac:TaxSubtotal"
    wrong_rate = {"zero": "= 5", "above": "= 0", "from": "= -1"}
    made: dict[str, tuple[str, str]] = {}
    for category in CATEGORIES:
        code = f"BR-{category.family}"
        made[f"{code}-01"] = (category.code, f"{row}/cac:TaxCategory/cbc:ID = Q")
        if category.rate == "none":
            number = ("<cac:PartyTaxScheme><cbc:CompanyID>FR1</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID>"
                      "</cac:TaxScheme></cac:PartyTaxScheme>")  # fmt: skip
            unidentified = f"cac:AccountingSupplierParty/cac:Party << {number}"
        else:
            unidentified = "- cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme\n- cac:TaxRepresentativeParty"
        for number in (2, 3, 4):
            made[f"{code}-{number:02}"] = (category.code, unidentified)
        homes = (line, "cac:AllowanceCharge[1]/cac:TaxCategory", "cac:AllowanceCharge[2]/cac:TaxCategory")
        for number, home in enumerate(homes, start=5):
            edit = f"{home} << <cbc:Percent>0</cbc:Percent>" if category.rate == "none" else (
                f"{home}/cbc:Percent {wrong_rate[category.rate]}")  # fmt: skip
            made[f"{code}-{number:02}"] = (category.code, edit)
        made[f"{code}-08"] = (category.code, f"{row}/cbc:TaxableAmount = 50.00")
        made[f"{code}-09"] = (category.code, f"{row}/cbc:TaxAmount = 50.00")
        given = f"- {row}/cac:TaxCategory/cbc:TaxExemptionReason" if category.explained else (
            f"{row}/cac:TaxCategory << <cbc:TaxExemptionReason>Motif</cbc:TaxExemptionReason>")  # fmt: skip
        made[f"{code}-10"] = (category.code, given)
    return made


BREAKING: dict[str, tuple[str, str]] = {
    **{
        code: ("S", edits)
        for table in (cases.PRESENCE, cases.CONDITIONS, cases.DECIMALS, cases.CODES, cases.SYNTAX_UBL, cases.SYNTAX_CII)
        for code, edits in table.items()
    },
    **_family(),
    **cases.VAT_APART,
}
"""Code → VAT category of the valid document, and the edits that break the rule."""


def broken(code: str) -> bytes:
    """A document that breaks the rule `code`."""
    return _document(*BREAKING[code])


def test_every_rule_has_a_document_that_breaks_it() -> None:
    assert {rule.code for rule in en16931} == BREAKING.keys() | cases.NEVER_FIRE


@pytest.mark.parametrize("code", BREAKING)
def test_it_fires_on_a_document_that_breaks_it(code: str) -> None:
    assert code in codes(broken(code))


@pytest.mark.parametrize("category", [category.code for category in CATEGORIES])
def test_nothing_fires_on_a_valid_document(category: str) -> None:
    for content in (a_ubl(category), a_ubl(category, credit_note=True), a_cii(category)):
        assert codes(content) == {}


@pytest.mark.parametrize("code", BREAKING)
def test_its_sentence_can_be_filled_in(code: str) -> None:
    reading = read_xml(broken(code))
    for finding in run(reading, (en16931,), on=DEPOSIT_DAY).findings:
        assert "{" not in sentence(finding.code, finding.values)
        assert (
            "—" not in sentence(finding.code, finding.values)
            or None in finding.values.values()
            or "" in finding.values.values()
        )


def test_a_rule_of_one_syntax_is_said_to_be_skipped_in_the_other() -> None:
    report = run(read_xml(a_cii()), (en16931,), on=DEPOSIT_DAY)
    assert {skipped.what for skipped in report.skipped} == {
        rule.code for rule in en16931 if rule.code.startswith("UBL-")
    }
    assert report.versions == {"en16931": "1.3.16"}


def test_a_typed_invoice_is_judged_by_the_same_rules() -> None:
    invoice = read_xml(a_ubl()).invoice
    typed = run(Reading.of(invoice, syntax=Syntax.FORM), (en16931,), on=DEPOSIT_DAY).findings
    assert [finding.code for finding in typed] == []


SUB_LINE = """<cac:SubInvoiceLine><cac:Item><cac:ClassifiedTaxCategory><cbc:ID>Z</cbc:ID>
<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item></cac:SubInvoiceLine>"""


def test_a_category_said_only_on_a_sub_line_asks_for_its_row_too() -> None:
    content = a_ubl().replace(b"</cac:InvoiceLine>", SUB_LINE.encode() + b"</cac:InvoiceLine>", 1)
    assert codes(content)["BR-Z-01"] == 1


def test_a_preceding_invoice_of_a_line_has_its_number_too() -> None:
    reference = b"<cac:BillingReference><cac:InvoiceDocumentReference/></cac:BillingReference>"
    content = a_ubl().replace(b"</cac:InvoiceLine>", reference + b"</cac:InvoiceLine>", 1)
    assert codes(content) == {"BR-55": 1, "UBL-SR-07": 1}


def test_a_category_below_a_line_is_one_of_its_items() -> None:
    content = a_ubl().replace(b"</cac:InvoiceLine>", SUB_LINE.replace(">Z<", ">S<").encode() + b"</cac:InvoiceLine>", 1)
    without_tax = edited(content, "- cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cac:TaxScheme")
    assert codes(without_tax) == {"BR-CO-04": 1}


def test_the_days_of_a_period_are_compared_as_cii_writes_them() -> None:
    period = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:BillingSpecifiedPeriod"
    content = edited(a_cii(), f"{period}/ram:EndDateTime/udt:DateTimeString = 20261031")
    assert codes(content) == {}
    assert codes(content.replace(b">20261031<", b"> 20261031<"))["BR-29"] == 1
