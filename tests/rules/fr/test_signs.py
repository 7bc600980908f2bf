"""A rule that watches signs finds nothing where none of them is shown: asked or not, it says the same."""

from collections import Counter

import pytest

from tests.builders import DEPOSIT_DAY
from tests.conformance.french import DOCUMENTS, WORDS
from tests.conformance.mutants import mutants
from tests.rules.fr.judged import codes
from tests.rules.fr.test_rules import BREAKING, broken
from unisson.einvoice.read import read_xml
from unisson.rules.engine import Context
from unisson.rules.fr import reform
from unisson.rules.fr.ruleset import filing


def _asked_all(content: bytes) -> Counter[str]:
    """What every rule finds, whatever it watches."""
    reading = read_xml(content)
    context = Context(reading=reading, on=DEPOSIT_DAY)
    subject = filing(reading)
    rules = reform.judged_in(reading.syntax).rules
    return Counter(rule.code for rule in rules for _ in rule.findings(subject, context))


@pytest.mark.parametrize("code", BREAKING)
def test_a_broken_document_shows_what_its_rules_watch(code: str) -> None:
    content = broken(code)
    assert codes(content) == _asked_all(content)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_mutants_show_what_the_rules_watch(name: str) -> None:
    for mutant in mutants(DOCUMENTS[name], seed=14, count=20, words=WORDS):
        assert codes(mutant.content) == _asked_all(mutant.content), (mutant.what, mutant.where)
