"""Every rule is whole: words, source, explanation, example, test; and its code is its own."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.rules.judging import found
from unisson.einvoice.model import Invoice
from unisson.kernel import words
from unisson.kernel.findings import Severity
from unisson.rules.catalogue import RULESETS, find, rules
from unisson.rules.engine import Rule
from unisson.rules.repairs import REPAIRS

RULES = list(rules())
OWN = [rule for ruleset in RULESETS for rule in ruleset]
"""Rules with a test file each; those of EN 16931 and of the reform are tested by theme (docs/adr/0007)."""
HERE = Path(__file__).parent


def test_no_code_and_no_name_is_used_twice() -> None:
    assert max(Counter(rule.code for rule in RULES).values()) == 1
    assert max(Counter((rule.ruleset, rule.name) for rule in RULES).values()) == 1


def test_rules_and_test_files_are_the_same_set() -> None:
    for ruleset in RULESETS:
        files = {path.stem.removeprefix("test_") for path in (HERE / ruleset.name).glob("test_*.py")}
        assert files == {rule.name for rule in ruleset}


def test_the_test_file_is_about_the_code() -> None:
    def says(rule: Rule) -> bool:
        return f'"{rule.code}"' in (HERE / rule.ruleset / f"test_{rule.name}.py").read_text(encoding="utf-8")

    assert but_for(says, OWN) == []


def but_for(holds: Callable[[Rule], object], among: Sequence[Rule] = RULES) -> list[str]:
    """The codes of the rules for which it does not hold."""
    return [rule.code for rule in among if not holds(rule)]


def test_each_is_explained_with_an_example_and_a_source() -> None:
    assert but_for(lambda rule: rule.explanation.endswith(".")) == []
    assert but_for(lambda rule: rule.example.endswith(".")) == []
    assert but_for(lambda rule: rule.source) == []


def test_each_is_declared_in_both_languages() -> None:
    declared = words.declared()
    assert but_for(lambda rule: declared[rule.code] == words.Words(fr=rule.fr, en=rule.en)) == []


def test_its_french_has_french_typography() -> None:
    wrong = re.compile(r" [:;?!»%]|« |['\"]|[^\s\u00a0\u202f][;?!»]|\w:(?=\s)")
    assert but_for(lambda rule: not wrong.search(f"{rule.fr} {rule.explanation} {rule.example}")) == []


def test_its_english_has_english_typography() -> None:
    assert but_for(lambda rule: not re.search("[\u00a0\u202f«»']", rule.en)) == []


def test_each_can_be_found_by_its_code() -> None:
    assert but_for(lambda rule: find(rule.code) is rule) == []


def test_an_unknown_code_is_no_rule() -> None:
    assert find("CPP-ACCES-01") is None


def test_milder_is_milder() -> None:
    weights = list(Severity)

    def is_milder(rule: Rule) -> bool:
        return all(weights.index(severity) > weights.index(rule.severity) for severity in rule.milder.values())

    assert but_for(is_milder) == []


def test_every_repair_is_named_by_a_rule_and_every_named_repair_exists() -> None:
    assert {rule.repair for rule in RULES if rule.repair} == set(REPAIRS)


def test_an_empty_invoice_is_told_all_that_is_missing() -> None:
    missing = {rule.code for rule in RULES if rule.name.endswith("_missing") and found(rule.code, Invoice())}
    assert missing == {
        *("CPP-REF-01", "CPP-REF-04", "CPP-REF-07", "CPP-REF-12", "CPP-CADRE-01", "CPP-TIERS-01", "CPP-TIERS-04"),
        *("CPP-TOTAL-01", "CPP-TOTAL-02", "CPP-TOTAL-03", "CPP-TOTAL-04", "CPP-TVA-01"),
    }
