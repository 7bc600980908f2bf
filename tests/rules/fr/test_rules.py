"""Each French rule fires on a document that breaks it, and none fires on a document that breaks nothing."""

from collections.abc import Callable, Mapping

import pytest

from tests.builders import DEPOSIT_DAY
from tests.rules.fr import cases
from tests.rules.fr.documents import a_french_cii, a_french_ubl, a_shared_cii, a_shared_ubl, edited
from tests.rules.fr.judged import codes
from unisson.einvoice.read import read_xml
from unisson.einvoice.reading import Reading, Syntax
from unisson.kernel.findings import Severity
from unisson.kernel.words import sentence
from unisson.rules.en16931 import en16931
from unisson.rules.en16931.ruleset import evidence
from unisson.rules.engine import run
from unisson.rules.fr import reform

Make = Callable[[], bytes]


def a_french_credit_note() -> bytes:
    return a_french_ubl(credit_note=True)


def a_two_sided_ubl() -> bytes:
    return a_shared_ubl(two_sided=True)


def a_two_sided_cii() -> bytes:
    return a_shared_cii(two_sided=True)


TABLES: tuple[tuple[Make, Mapping[str, str]], ...] = (
    (a_french_ubl, cases.FRENCH_UBL),
    (a_french_credit_note, cases.CREDIT_NOTE),
    (a_french_cii, cases.FRENCH_CII),
    (a_shared_ubl, cases.SHARED_UBL),
    (a_two_sided_ubl, cases.TWO_SIDED_UBL),
    (a_two_sided_cii, cases.TWO_SIDED_CII),
)
"""A valid document, and for each rule the edits that break it there."""
BREAKING = {code: (make, edits) for make, table in TABLES for code, edits in table.items()}
ALSO = [
    (code, make, edits)
    for make, table in ((a_french_cii, cases.ALSO_IN_CII), (a_shared_cii, cases.ALSO_SHARED_CII))
    for code, edits in table.items()
]


def broken(code: str) -> bytes:
    """A document that breaks the rule `code`."""
    make, edits = BREAKING[code]
    return edited(make(), edits)


def test_every_rule_has_a_document_that_breaks_it() -> None:
    assert {rule.code for rule in reform} == BREAKING.keys() | cases.NEVER_FIRE


@pytest.mark.parametrize("code", BREAKING)
def test_it_fires_on_a_document_that_breaks_it(code: str) -> None:
    assert code in codes(broken(code))


@pytest.mark.parametrize(("code", "make", "edits"), ALSO, ids=[code for code, _, _ in ALSO])
def test_it_fires_in_the_other_syntax_too(code: str, make: Make, edits: str) -> None:
    assert code in codes(edited(make(), edits))


@pytest.mark.parametrize(
    "make",
    [a_french_ubl, a_french_credit_note, a_french_cii, a_shared_ubl, a_shared_cii, a_two_sided_ubl, a_two_sided_cii],
)
def test_nothing_fires_on_a_valid_document(make: Make) -> None:
    assert codes(make()) == {}


@pytest.mark.parametrize("code", BREAKING)
def test_its_sentence_can_be_filled_in(code: str) -> None:
    for finding in run(read_xml(broken(code)), (reform,), on=DEPOSIT_DAY).findings:
        for language in ("fr", "en"):
            assert "{" not in sentence(finding.code, finding.values, language=language)


def test_a_rule_that_fires_at_two_places_gives_two_findings() -> None:
    twice = edited(a_french_ubl(), "cac:AllowanceCharge/cbc:Amount = 1.234")
    findings = run(read_xml(twice), (reform,), on=DEPOSIT_DAY).findings
    found = [(one.code, one.where) for one in findings if one.code.startswith("BR-FR-")]
    assert found == [("BR-FR-DEC-01_BT-92_BT-99", "BT-92"), ("BR-FR-DEC-01_BT-92_BT-99", "BT-99")]


def test_a_finding_on_a_line_says_which() -> None:
    (finding,) = (
        one
        for one in run(read_xml(broken("BR-FR-MV-10_EXT-FR-FE-184")), (reform,), on=DEPOSIT_DAY).findings
        if one.code == "BR-FR-MV-10_EXT-FR-FE-184"
    )
    assert finding.where == "BG-25[3]/EXT-FR-FE-184"


def test_every_rule_is_fatal_as_the_official_sheets_flag_it() -> None:
    assert {rule.severity for rule in reform} == {Severity.FATAL}


def test_what_is_typed_is_not_judged_and_the_reason_is_said() -> None:
    invoice = read_xml(a_french_ubl()).invoice
    for syntax in (Syntax.FORM, Syntax.PDF):
        report = run(Reading.of(invoice, syntax=syntax), (reform,), on=DEPOSIT_DAY)
        assert [(one.what, one.why) for one in report.skipped] == [("fr", "only_structured_files")]
        assert report.versions == {}


def test_a_rule_of_one_syntax_is_said_to_be_skipped_in_the_other() -> None:
    report = run(read_xml(a_french_cii()), (reform,), on=DEPOSIT_DAY)
    assert {skipped.what for skipped in report.skipped} == {
        rule.code for rule in reform if Syntax.CII not in rule.syntaxes
    }
    assert report.versions == {"fr": "1.4.0.01"}


def test_two_rule_sets_share_the_evidence_of_one_reading() -> None:
    reading = read_xml(a_french_ubl())
    assert evidence(reading) is evidence(reading)
    assert evidence(read_xml(a_french_ubl())) is not evidence(reading)
    together = run(reading, (en16931, reform), on=DEPOSIT_DAY).findings
    assert [one for one in together if one.code.startswith("BR-FR-")] == []
