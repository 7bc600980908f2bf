"""All rules of the project: for those who run them, the documentation, and the page « Règles et erreurs »."""

from collections.abc import Iterator

from .choruspro import choruspro
from .en16931 import en16931
from .engine import Rule, RuleSet
from .fr import reform
from .sense import sense

RULESETS: tuple[RuleSet, ...] = (choruspro, sense)
"""The rule sets of our own, which judge every invoice: typed, read off a page or structured."""

ALL_RULESETS: tuple[RuleSet, ...] = (en16931, reform, *RULESETS)
"""Every rule set, in the order in which reports show them; `policy` says which of them judge an invoice."""


def rules() -> Iterator[Rule]:
    """Every rule of every set: code, ruleset, fr, en, source, severity, explanation, example."""
    for ruleset in ALL_RULESETS:
        yield from ruleset


_by_code = {rule.code: rule for rule in rules()}


def find(code: str) -> Rule | None:
    """The rule of that code; None for a code that is no rule's (a reader's finding, a refusal)."""
    return _by_code.get(code)
