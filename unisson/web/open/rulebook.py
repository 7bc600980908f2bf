"""« Règles et erreurs » as data: each rule and each code of ours, in the words of the reader."""

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.einvoice.reading import Syntax
from unisson.kernel import words
from unisson.kernel.findings import Severity
from unisson.kernel.refusal import NotFound
from unisson.notices.language import reader_language
from unisson.rules.catalogue import RULESETS, find, rules
from unisson.rules.engine import Rule

GAP = "…"
"""Stands in a sentence for what the invoice at hand would fill in."""
NEIGHBOURS = 4

SEVERITIES: dict[Severity, tuple[str | Promise, str]] = {
    Severity.FATAL: (_("Bloque l’envoi"), "bad"),
    Severity.WARNING: (_("Avertit"), "warn"),
    Severity.INFORMATION: (_("Informe"), "info"),
}
SYNTAXES: dict[Syntax, str | Promise] = {
    Syntax.FORM: _("saisie"),
    Syntax.PDF: "PDF",
    Syntax.FACTURX: "Factur-X",
    Syntax.UBL_INVOICE: "UBL",
    Syntax.UBL_CREDIT_NOTE: _("UBL (avoir)"),
    Syntax.CII: "CII",
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the list."""

    code: str
    sentence: str
    severity: str | Promise = ""
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """The rules of one origin."""

    title: str
    source: str
    entries: Sequence[Entry]


@dataclass(frozen=True, kw_only=True)
class RulePage:
    """All that is published about one rule. `softened`: (severity, where) for the forms in which it is milder."""

    entry: Entry
    why: Sequence[str]
    example: str
    source: str
    ruleset: str
    name: str
    judged: Sequence[str | Promise]
    softened: Sequence[tuple[str | Promise, str | Promise]]
    neighbours: Sequence[Entry]


def chapters() -> list[Chapter]:
    """Every rule set with its rules."""
    return [Chapter(title=one.title, source=one.source, entries=[_entry(rule) for rule in one]) for one in RULESETS]


def errors() -> list[Entry]:
    """The codes of ours that are no rule's: refusals, remarks, verdicts."""
    ours = (code for code in sorted(words.declared()) if code.startswith("CPP-") and find(code) is None)
    return [Entry(code=code, sentence=_sentence(code)) for code in ours]


def page(code: str) -> RulePage:
    """The page of one rule. NotFound for a code that is no rule's."""
    rule = find(code)
    if rule is None:
        raise NotFound
    return RulePage(
        entry=_entry(rule),
        why=rule.explanation.split("\n\n"),
        example=rule.example,
        source=rule.source,
        ruleset=rule.ruleset,
        name=rule.name,
        judged=[label for syntax, label in SYNTAXES.items() if syntax in rule.syntaxes],
        softened=[
            (SEVERITIES[rule.milder[syntax]][0], SYNTAXES[syntax]) for syntax in SYNTAXES if syntax in rule.milder
        ],
        neighbours=[_entry(near) for near in _neighbours(rule)],
    )


def _entry(rule: Rule) -> Entry:
    severity, tone = SEVERITIES[rule.severity]
    return Entry(code=rule.code, sentence=_sentence(rule.code), severity=severity, tone=tone)


def _sentence(code: str) -> str:
    said = words.declared()[code]
    template = said.en if reader_language() == "en" else said.fr
    return "".join(text + (GAP if name else "") for text, name, _, _ in string.Formatter().parse(template))


def _neighbours(rule: Rule) -> Iterator[Rule]:
    """The rules just before and after, in the order of their set."""
    family = [one for one in rules() if one.ruleset == rule.ruleset]
    place = family.index(rule)
    first = max(0, min(place - NEIGHBOURS // 2, len(family) - NEIGHBOURS - 1))
    return (one for one in family[first : first + NEIGHBOURS + 1] if one is not rule)
