"""A rule that watches signs finds nothing where none of them is shown: asked or not, it says the same."""

from collections import Counter

import pytest

from tests.builders import DEPOSIT_DAY
from tests.conformance.mutants import mutants
from tests.rules.en16931.documents import a_cii, a_ubl
from tests.rules.en16931.test_rules import BREAKING, broken
from unisson.einvoice.read import read_xml
from unisson.rules.en16931 import en16931
from unisson.rules.en16931.signs import repeated, several, shown
from unisson.rules.engine import Context, run

DOCUMENTS = {"UBL": a_ubl(), "UBL-credit-note": a_ubl(credit_note=True), "CII": a_cii()}


def asked_all(content: bytes) -> Counter[str]:
    reading = read_xml(content)
    context, subject = Context(reading=reading, on=DEPOSIT_DAY), en16931.subject(reading)
    rules = en16931.judged_in(reading.syntax).rules
    return Counter(finding.code for rule in rules for finding in rule.findings(subject, context))


def asked_some(content: bytes) -> Counter[str]:
    report = run(read_xml(content), (en16931,), on=DEPOSIT_DAY)
    return Counter(finding.code for finding in report.findings)


@pytest.mark.parametrize("code", BREAKING)
def test_a_broken_document_shows_what_its_rule_watches(code: str) -> None:
    content = broken(code)
    assert asked_some(content) == asked_all(content)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_mutants_show_what_their_rules_watch(name: str) -> None:
    for mutant in mutants(DOCUMENTS[name], seed=1, count=200):
        assert asked_some(mutant.content) == asked_all(mutant.content), (mutant.what, mutant.where)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_sound_document_has_few_rules_to_ask(name: str) -> None:
    reading = read_xml(DOCUMENTS[name])
    plan = en16931.judged_in(reading.syntax)
    due = plan.due(shown(en16931.subject(reading), plan.watched))
    assert len(due) < len(plan.rules) / 3


def test_the_structure_shows_its_own_signs() -> None:
    evidence = en16931.subject(read_xml(DOCUMENTS["UBL"]))
    cac = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
    watched = {f"{cac}Party", several(f"{cac}Party"), f"{cac}PayeeParty", repeated("BT-1")}
    assert set(shown(evidence, frozenset(watched)) or ()) >= {
        f"{cac}Party",
        several(f"{cac}Party"),
    }
    assert repeated("BT-1") not in (shown(evidence, frozenset(watched)) or ())
