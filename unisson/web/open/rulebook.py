"""« Règles et erreurs » as data: each rule and each code of ours, in the words of the reader."""

import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.einvoice.reading import Syntax
from unisson.einvoice.terms import TERMS
from unisson.invoices.admission import held_to
from unisson.kernel import words
from unisson.kernel.findings import Severity
from unisson.kernel.refusal import NotFound
from unisson.notices.language import reader_language
from unisson.rules.catalogue import ALL_RULESETS, RULESETS, find, rules
from unisson.rules.engine import Rule
from unisson.rules.policy import POLICY, Claim

GAP = "…"
"""Stands in a sentence for what the invoice at hand would fill in."""
NEIGHBOURS = 4
OTHERS = "portail"
_TERM = re.compile(r"B[TG](?:-X)?-\d+(?:-\d+)?")

SEVERITIES: dict[Severity, tuple[str | Promise, str]] = {
    Severity.FATAL: (_("Bloque l’envoi"), "bad"),
    Severity.WARNING: (_("Avertit"), "warn"),
    Severity.INFORMATION: (_("Informe"), "info"),
}
CLAIMS: dict[Claim, str | Promise] = {
    Claim.TYPED: _("saisie et PDF"),
    Claim.EN16931: _("fichiers qui déclarent EN 16931"),
    Claim.EXTENSION: _("fichiers d’un profil étendu"),
    Claim.PROFILE: _("fichiers d’un profil réduit"),
    Claim.CHORUS: _("flux Chorus Pro"),
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
    """The rules of one origin, or the other codes of the portal (without a source). `name` is what its address says."""

    name: str
    title: str | Promise
    source: str = ""
    entries: Sequence[Entry]


@dataclass(frozen=True, kw_only=True)
class Book:
    """The list: one chapter open, the others to be opened, for all of them at once are too long to load."""

    chapters: Sequence[Chapter]
    open: Chapter


@dataclass(frozen=True, kw_only=True)
class RulePage:
    """All that is published about one rule.

    `held`: what it keeps out, `fields`: the labels of its terms, `softened`: (severity, where) for the forms in which
    it is milder.
    """

    entry: Entry
    why: Sequence[str]
    example: str
    source: str
    ruleset: str
    name: str
    held: Sequence[str | Promise]
    fields: Sequence[str]
    judged: Sequence[str | Promise]
    softened: Sequence[tuple[str | Promise, str | Promise]]
    neighbours: Sequence[Entry]


def book(name: str) -> Book:
    """The list with the chapter `name` open; the portal's own rules for any other name."""
    every = [*chapters(), Chapter(name=OTHERS, title=_("Refus et remarques du portail"), entries=errors())]
    return Book(chapters=every, open=next((one for one in every if one.name == name), every[0]))


def chapters() -> list[Chapter]:
    """Every rule set with its rules, the portal's own first."""
    ordered = (*RULESETS, *(one for one in ALL_RULESETS if one not in RULESETS))
    return [
        Chapter(name=one.name, title=one.title, source=one.source, entries=[_entry(rule) for rule in one])
        for one in ordered
    ]


def errors() -> list[Entry]:
    """The codes that are no rule's: refusals, remarks, verdicts, faults against the schema."""
    ours = (code for code in sorted(words.declared()) if find(code) is None)
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
        held=_held(rule),
        fields=_fields(rule),
        judged=[label for syntax, label in SYNTAXES.items() if syntax in rule.syntaxes and _is_run(rule, syntax)],
        softened=[
            (SEVERITIES[rule.milder[syntax]][0], SYNTAXES[syntax]) for syntax in SYNTAXES if syntax in rule.milder
        ],
        neighbours=[_entry(near) for near in _neighbours(rule)],
    )


def _held(rule: Rule) -> list[str | Promise]:
    """What a rule keeps out, where that is not everything; nothing for one that only warns."""
    claims = held_to(rule.ruleset) if rule.severity is Severity.FATAL else ()
    return [label for claim, label in CLAIMS.items() if claim in claims] if len(claims) < len(Claim) else []


def _fields(rule: Rule) -> list[str]:
    """The labels of the terms that a rule speaks of, in its own order."""
    terms = dict.fromkeys(_TERM.findall(f"{rule.fr} {rule.source}"))
    return [TERMS[term].label(reader_language()) for term in terms if term in TERMS]


def _is_run(rule: Rule, syntax: Syntax) -> bool:
    """Whether a deposit in `syntax` may be judged by it: what a PDF shows claims no standard, the file made of what is
    typed does."""
    return syntax.is_structured or rule.ruleset in POLICY[Claim.EN16931 if syntax is Syntax.FORM else Claim.TYPED]


def _entry(rule: Rule) -> Entry:
    advises = rule.severity is Severity.FATAL and not held_to(rule.ruleset)
    severity, tone = SEVERITIES[Severity.WARNING if advises else rule.severity]
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
