"""Sentences read well, and fit the case."""

import re

import pytest

from tests.builders import DEPOSIT_DAY
from tests.rules.fr.documents import a_french_ubl, edited
from unisson.einvoice.read import read_xml
from unisson.kernel.words import NOTHING, sentence
from unisson.rules.engine import run
from unisson.rules.fr import reform


def test_no_article_is_glued_to_a_preposition() -> None:
    glued = re.compile(r"\b(?:de|à) les?\b")
    assert [rule.code for rule in reform if glued.search(rule.fr + rule.explanation)] == []


@pytest.mark.parametrize(("written", "case"), [("A1", "CHORUS"), ("A25", "CHORUS"), ("Z1", None), ("", None)])
def test_a_framework_of_chorus_pro_is_told_to_stay_right_there(written: str, case: str | None) -> None:
    reading = read_xml(edited(a_french_ubl(), f"cbc:ProfileID = {written}"))
    findings = run(reading, (reform,), on=DEPOSIT_DAY).findings
    assert [one.values.get("case") for one in findings if one.code == "BR-FR-08_BT-23"] == [case]


@pytest.mark.parametrize(
    ("code", "edits", "case"),
    [
        ("BR-FR-CO-09_BT-23-1", "", "MISSING"),
        ("BR-FR-CO-09_BT-23-1", "- cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", "UNKNOWN"),
        ("BR-FR-CO-09_BT-23-2", "", None),
        ("BR-FR-CO-09_BT-23-2", "- cac:LegalMonetaryTotal/cbc:PayableAmount", "MISSING"),
    ],
)
def test_an_amount_that_is_missing_is_said_to_be(code: str, edits: str, case: str | None) -> None:
    paid = "cbc:ProfileID = S2\n- cac:LegalMonetaryTotal/cbc:PrepaidAmount"
    findings = run(read_xml(edited(a_french_ubl(), f"{paid}\n{edits}")), (reform,), on=DEPOSIT_DAY).findings
    (found,) = [one for one in findings if one.code == code]
    assert found.values.get("case") == case
    assert NOTHING not in sentence(code, found.values)
