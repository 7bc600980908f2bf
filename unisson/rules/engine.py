"""Rules and the engine that runs them: an invoice as read goes in, a report comes out.

A rule is one function with one code; it yields findings and knows nothing of where the invoice came from. Rules never
raise, never stop and never change the invoice: an exception that leaves a rule is its bug, logged and told as a finding
of its own (CPP-MOTEUR-01), for what was not judged is not valid.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from unisson.einvoice.reading import Reading, Syntax
from unisson.kernel import words
from unisson.kernel.findings import Finding, Findings, Severity, Value

from .arithmetic import is_computable

EVERY_SYNTAX = frozenset(Syntax)
TYPED = frozenset(syntax for syntax in Syntax if not syntax.is_structured)
"""Where a person answers for each value: the form, and the PDF whose values a person confirms."""
WARNING_IN_FILES = {syntax: Severity.WARNING for syntax in Syntax if syntax.is_structured}
"""For `milder=`: what blocks a person who types only warns in a structured file (domain-rules §7.4, accepted flows)."""

FAILED = "CPP-MOTEUR-01"
"""The finding of a rule that broke off: its values name the rule and its set."""

LONGEST_TEXT = 100
"""Characters of a faulty text that a finding keeps."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a rule may know beside the invoice: the whole reading, and the legal day on which it is judged."""

    reading: Reading
    on: date


words.declare(
    FAILED,
    fr="La règle {rule} n’a pas pu être jugée, par une faute du portail : la facture ne peut pas être dite valable. "
    "Signalez-le à l’assistance, avec le fichier.",
    en="The rule {rule} could not be judged, through a fault of the portal: the invoice cannot be said to be valid. "
    "Tell the support, with the file.",
)

Judge = Callable[..., Findings]
JudgeT = TypeVar("JudgeT", bound=Judge)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule with everything that is published about it."""

    code: str
    ruleset: str
    source: str
    fr: str
    en: str
    judge: Judge
    takes_context: bool
    severity: Severity
    milder: Mapping[Syntax, Severity]
    syntaxes: frozenset[Syntax]
    watches: frozenset[str]
    repair: str | None

    @property
    def name(self) -> str:
        """The fault, as the function, the test file and the documentation entry name it."""
        return self.judge.__name__

    @cached_property
    def _paragraphs(self) -> list[str]:
        text = inspect.cleandoc(self.judge.__doc__ or "")
        # `str.split` would take the no-break spaces of French away.
        return [paragraph.replace("\n", " ") for paragraph in text.split("\n\n")]

    @property
    def explanation(self) -> str:
        """Why the rule exists, in French: the docstring without its example."""
        return "\n\n".join(text for text in self._paragraphs if not _is_example(text))

    @property
    def example(self) -> str:
        """A case that fires, in French: the paragraph of the docstring that starts with « Exemple »."""
        return next(filter(_is_example, self._paragraphs), "").partition(":")[2].strip()

    def findings(self, subject: Any, context: Context) -> list[Finding]:
        """What this rule finds in `subject`, with its code and the severity that holds for the syntax."""
        return [self.own(finding, context) for finding in self.ask(subject, context)]

    def ask(self, subject: Any, context: Context) -> Findings:
        """What the function yields, as it yields it."""
        return self.judge(subject, context) if self.takes_context else self.judge(subject)

    def own(self, finding: Finding, context: Context) -> Finding:
        """`finding` with the code of this rule and the severity that holds for the syntax."""
        severity = self.milder.get(context.reading.syntax, self.severity)
        return Finding(code=self.code, where=finding.where, values=finding.values, severity=severity)


def always(reading: Reading) -> bool:
    """The guard of a rule set that judges every invoice."""
    return True


def the_invoice(reading: Reading) -> Any:
    """The subject of a rule set that judges the semantic value alone."""
    return reading.invoice


def no_signs(subject: Any, watched: frozenset[str]) -> Iterable[str] | None:
    """For a rule set whose rules watch nothing: each is asked."""
    return None


class Plan:
    """The rules of a set that are judged in one syntax, so arranged that those with nothing to look at are not asked.

    Of some 350 rules on a file, two thirds watch for an element, an attribute or a VAT category that is not there.
    """

    def __init__(self, rules: Sequence[Rule], skipped: Sequence["Skipped"]) -> None:
        self.rules = tuple(rules)
        self.skipped = tuple(skipped)
        self._asked_always = frozenset(rank for rank, rule in enumerate(self.rules) if not rule.watches)
        self._by_sign: dict[str, list[int]] = {}
        for rank, rule in enumerate(self.rules):
            for sign in rule.watches:
                self._by_sign.setdefault(sign, []).append(rank)
        self.watched = frozenset(self._by_sign)
        """Every sign that some rule watches."""

    def due(self, signs: Iterable[str] | None) -> Sequence[Rule]:
        """The rules to ask of a subject that shows `signs`, in their order; all of them for None."""
        if signs is None:
            return self.rules
        ranks = set(self._asked_always)
        for found in filter(None, map(self._by_sign.get, signs)):
            ranks.update(found)
        return [self.rules[rank] for rank in sorted(ranks)]


@dataclass(kw_only=True)
class RuleSet:
    """Rules of one origin. `applies` is a named predicate: its name is the reason when the set is skipped.

    `subject` makes of the reading what the rules take as their first argument; it is called once a run.
    `signs` tells which of the watched signs a subject shows. `exhaustive`: it judges the document itself, and tells
    every finding, even at a place where the reader gave up; where only such sets run, nothing is read.
    """

    name: str
    version: str
    source: str
    title: str
    applies: Callable[[Reading], bool] = always
    subject: Callable[[Reading], Any] = the_invoice
    signs: Callable[[Any, frozenset[str]], Iterable[str] | None] = no_signs
    exhaustive: bool = False
    _rules: dict[str, Rule] = field(default_factory=dict)
    _plans: dict[tuple[Syntax, int], Plan] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def judged_in(self, syntax: Syntax) -> Plan:
        """The rules that are judged in `syntax`, and what the report says of the others."""
        key = syntax, len(self._rules)
        if key not in self._plans:
            self._plans[key] = Plan(
                [rule for rule in self if syntax in rule.syntaxes],
                [Skipped(what=rule.code, why="syntax") for rule in self if syntax not in rule.syntaxes],
            )
        return self._plans[key]

    def rule(
        self,
        code: str,
        *,
        fr: str,
        en: str,
        source: str,
        severity: Severity = Severity.FATAL,
        milder: Mapping[Syntax, Severity] = MappingProxyType({}),
        syntaxes: frozenset[Syntax] = EVERY_SYNTAX,
        watches: Iterable[str] = (),
        repair: str | None = None,
    ) -> Callable[[JudgeT], JudgeT]:
        """Register a function `(subject)` or `(subject, context)` that yields findings as the rule `code`.

        `milder` lowers the severity in some syntaxes, `syntaxes` limits where it is judged, `repair` names a correction
        of `rules.repairs`. Where no sign that it `watches` is shown, it is not asked. ValueError: the code is taken.
        """

        def register(judge: JudgeT) -> JudgeT:
            if code in self._rules:
                raise ValueError(f"{code} names two rules")
            words.declare(code, fr=fr, en=en)
            self._rules[code] = Rule(
                code=code,
                ruleset=self.name,
                source=source,
                fr=fr,
                en=en,
                judge=judge,
                takes_context=judge.__code__.co_argcount > 1,
                severity=severity,
                milder=milder,
                syntaxes=syntaxes,
                watches=frozenset(watches),
                repair=repair,
            )
            return judge

        return register


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A rule set (by name) or a rule (by code) that was not judged, and the named reason."""

    what: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """The outcome of one run: what was found, by which versions, and what was left out."""

    findings: tuple[Finding, ...]
    versions: Mapping[str, str]
    skipped: tuple[Skipped, ...] = ()


def named(judge: Judge, name: str, *, explanation: str, example: str) -> None:
    """Give the function of one row of a table what a rule written by hand has: a name and a docstring."""
    judge.__name__ = judge.__qualname__ = name
    judge.__doc__ = f"{explanation}\n\nExemple : {example}"


def at(term: str, **values: Value) -> Finding:
    """A finding at `term` ("BT-106", "BG-25[2]/BT-131"); the engine fills in the code and the severity.

    The values are made fit to be stored and shown: a long text is cut, an amount beyond storage is left out.
    """
    return Finding(code="", where=term, values={name: _fit(value) for name, value in values.items()})


def run(reading: Reading, rulesets: Sequence[RuleSet], *, on: date) -> Report:
    """Judge `reading` as of the day `on` by every rule of every set that applies; the reader's problems come first.

    Where the reader already gave up on a value (a fatal problem at that place), the same place is not reported again.
    """
    context = Context(reading=reading, on=on)
    findings = [] if all(ruleset.exhaustive for ruleset in rulesets) else list(reading.problems)
    told = frozenset(problem.where for problem in findings if problem.where and problem.severity is Severity.FATAL)
    skipped: list[Skipped] = []
    versions: dict[str, str] = {}
    for ruleset in rulesets:
        if not ruleset.applies(reading):
            skipped.append(Skipped(what=ruleset.name, why=ruleset.applies.__name__))
            continue
        versions[ruleset.name] = ruleset.version
        skipped += ruleset.judged_in(reading.syntax).skipped
        findings += _judged(ruleset, context, passed_over=frozenset() if ruleset.exhaustive else told)
    return Report(findings=tuple(findings), versions=versions, skipped=tuple(skipped))


def _judged(ruleset: RuleSet, context: Context, *, passed_over: frozenset[str]) -> list[Finding]:
    """What the rules of one set find; a failure of ours is a finding of its own, and the other rules go on."""
    findings: list[Finding] = []
    plan = ruleset.judged_in(context.reading.syntax)
    try:
        subject = ruleset.subject(context.reading)
        due = plan.due(ruleset.signs(subject, plan.watched))
    except Exception:
        return [_failed(ruleset.name, rule="")]
    for rule in due:
        try:
            for finding in rule.ask(subject, context):
                if finding.where not in passed_over:
                    findings.append(rule.own(finding, context))
        except Exception:
            findings.append(_failed(ruleset.name, rule=rule.code))
    return findings


def _failed(ruleset: str, *, rule: str) -> Finding:
    import logging  # takes long to load, and is hardly ever needed

    logging.getLogger(__name__).exception("%s broke off on rule %s", ruleset, rule or "none: on the document itself")
    return Finding(code=FAILED, values={"rule": rule or ruleset, "ruleset": ruleset})


def _fit(value: Value) -> Value:
    if isinstance(value, Decimal):
        return value if is_computable(value) else None
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return value[: LONGEST_TEXT - 1] + "…"
    return value


def _is_example(paragraph: str) -> bool:
    return paragraph.startswith("Exemple")
