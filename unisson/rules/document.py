"""The pages of `docs/rules/`, in French: made from the rules themselves, never written by hand."""

from collections.abc import Iterator

from unisson.einvoice.reading import Syntax
from unisson.kernel.findings import Severity

from .catalogue import ALL_RULESETS
from .engine import EVERY_SYNTAX, Rule, RuleSet

WEIGHTS = {
    Severity.FATAL: "bloquante",
    Severity.WARNING: "avertissement",
    Severity.INFORMATION: "information",
}

SYNTAXES = {
    Syntax.FORM: "formulaire",
    Syntax.PDF: "PDF",
    Syntax.UBL_INVOICE: "UBL",
    Syntax.UBL_CREDIT_NOTE: "UBL (avoir)",
    Syntax.CII: "CII",
    Syntax.FACTURX: "Factur-X",
}


def pages() -> dict[str, str]:
    """Path from the root of the repository → Markdown text, one page per rule set."""
    return {f"docs/rules/{ruleset.name}.md": "\n".join(_page(ruleset)) + "\n" for ruleset in ALL_RULESETS}


def _page(ruleset: RuleSet) -> Iterator[str]:
    yield f"# {ruleset.title} ({ruleset.name}, version {ruleset.version})"
    yield ""
    yield f"Source : {ruleset.source}."
    yield ""
    yield "Page produite par `make docs` à partir du code des règles : toute correction se fait dans la règle."
    yield ""
    yield "| Code | Règle | Gravité |"
    yield "|---|---|---|"
    for rule in ruleset:
        yield f"| [{rule.code}](#{rule.code.lower()}) | `{rule.name}` | {_weight(rule)} |"
    for rule in ruleset:
        yield from _entry(rule)


def _entry(rule: Rule) -> Iterator[str]:
    yield ""
    yield f"## {rule.code}"
    yield ""
    yield f"> {rule.fr}"
    yield ""
    yield rule.explanation
    yield ""
    yield f"- Exemple : {rule.example}"
    yield f"- Gravité : {_weight(rule)}"
    yield f"- Source : {rule.source}"
    yield f"- En anglais : {rule.en}"


def _weight(rule: Rule) -> str:
    """ "bloquante ; avertissement en CII, Factur-X…", the syntaxes in one fixed order."""
    parts = [WEIGHTS[rule.severity]]
    for severity, weight in WEIGHTS.items():
        if softened := [name for syntax, name in SYNTAXES.items() if rule.milder.get(syntax) is severity]:
            parts.append(f"{weight} en {', '.join(softened)}")
    if rule.syntaxes != EVERY_SYNTAX:
        judged = (name for syntax, name in SYNTAXES.items() if syntax in rule.syntaxes)
        parts.append(f"jugée en {', '.join(judged)} seulement")
    return "\u202f; ".join(parts)
