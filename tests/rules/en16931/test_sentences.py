"""Sentences fit the case: what is missing is not said to be of an amount, a credit note is told of credit notes."""

import pytest

from tests.builders import DEPOSIT_DAY
from tests.rules.en16931.documents import a_cii, a_ubl, edited
from unisson.einvoice.read import read_xml
from unisson.kernel.words import NOTHING, sentence
from unisson.rules.en16931 import en16931
from unisson.rules.engine import run

ROW = "cac:TaxTotal/cac:TaxSubtotal/cbc:"
TOTALS = "cac:LegalMonetaryTotal/cbc:"


def said(content: bytes, code: str) -> list[tuple[object, str]]:
    """The case and the French sentence of each finding of a code."""
    findings = run(read_xml(content), (en16931,), on=DEPOSIT_DAY).findings
    return [(one.values.get("case"), sentence(code, one.values)) for one in findings if one.code == code]


@pytest.mark.parametrize(
    ("code", "edits", "case"),
    [
        ("BR-CO-10", f"- {TOTALS}LineExtensionAmount", "MISSING"),
        ("BR-CO-10", f"{TOTALS}LineExtensionAmount = 1.00", None),
        ("BR-CO-13", f"- {TOTALS}TaxExclusiveAmount", "MISSING"),
        ("BR-CO-13", f"- {TOTALS}LineExtensionAmount", "UNKNOWN"),
        ("BR-CO-13", f"- {TOTALS}LineExtensionAmount\n- {TOTALS}TaxExclusiveAmount", "ABSENT"),
        ("BR-CO-15", f"- {TOTALS}TaxInclusiveAmount", "MISSING"),
        ("BR-CO-16", f"- {TOTALS}PayableAmount", "MISSING"),
        ("BR-CO-17", f"- {ROW}TaxAmount", "MISSING"),
        ("BR-CO-17", f"- {ROW}TaxableAmount", "UNKNOWN"),
        ("BR-CO-17", f"- {ROW}TaxAmount\n- {ROW}TaxableAmount", "ABSENT"),
        ("BR-S-08", f"- {ROW}TaxableAmount", "MISSING"),
        ("BR-S-09", f"- {ROW}TaxAmount", "MISSING"),
        ("BR-S-09", f"- {ROW}TaxableAmount", "UNKNOWN"),
        ("BR-S-09", f"- {ROW}TaxAmount\n- {ROW}TaxableAmount", "ABSENT"),
    ],
)
def test_a_total_that_is_missing_is_said_to_be(code: str, edits: str, case: str | None) -> None:
    (found,) = said(edited(a_ubl(), edits), code)
    assert found[0] == case
    assert NOTHING not in found[1]


def test_a_type_is_told_by_the_document_it_stands_in() -> None:
    wrong = "cbc:{}TypeCode = {}"
    invoice = said(edited(a_ubl(), wrong.format("Invoice", 381)), "BR-CL-01")
    credit_note = said(edited(a_ubl(credit_note=True), wrong.format("CreditNote", 380)), "BR-CL-01")
    anything = said(edited(a_cii(), "rsm:ExchangedDocument/ram:TypeCode = 999"), "BR-CL-01")
    assert [case for case, _ in (*invoice, *credit_note, *anything)] == ["INVOICE", "CREDITNOTE", None]
