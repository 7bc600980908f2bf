"""All rules of the project: for those who run them, the documentation, and the page « Règles et erreurs »."""

from collections.abc import Iterator

from .choruspro import choruspro
from .en16931 import en16931
from .engine import Rule, RuleSet
from .sense import sense

RULESETS: tuple[RuleSet, ...] = (choruspro, sense)
"""The rule sets that a deposit runs, in the order in which reports and pages show them."""

ALL_RULESETS: tuple[RuleSet, ...] = (en16931, *RULESETS)
"""Every rule set: what the documentation holds, what can be asked for by name, what is tested."""


def rules() -> Iterator[Rule]:
    """Every rule of every set: code, ruleset, fr, en, source, severity, explanation, example."""
    for ruleset in ALL_RULESETS:
        yield from ruleset


_by_code = {rule.code: rule for rule in rules()}


def find(code: str) -> Rule | None:
    """The rule of that code; None for a code that is no rule's (a reader's finding, a refusal)."""
    return _by_code.get(code)
