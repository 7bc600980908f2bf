"""Rules and the engine that runs them: an invoice as read goes in, a report comes out.

A rule is one function with one code; it yields findings and knows nothing of where the invoice came from. Rules never
raise, never stop and never change the invoice: an exception that leaves a rule is its bug, logged and told as a finding
of its own (CPP-MOTEUR-01), for what was not judged is not valid.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
        found = self.judge(subject, context) if self.takes_context else self.judge(subject)
        return [self._own(finding, context) for finding in found]

    def _own(self, finding: Finding, context: Context) -> Finding:
        severity = self.milder.get(context.reading.syntax, self.severity)
        return replace(finding, code=self.code, severity=severity)


def always(reading: Reading) -> bool:
    """The guard of a rule set that judges every invoice."""
    return True


def the_invoice(reading: Reading) -> Any:
    """The subject of a rule set that judges the semantic value alone."""
    return reading.invoice


@dataclass(kw_only=True)
class RuleSet:
    """Rules of one origin. `applies` is a named predicate: its name is the reason when the set is skipped.

    `subject` makes of the reading what the rules take as their first argument; it is called once a run. `exhaustive`:
    every finding is told, even at a place where the reader already gave up, as an official list must be.
    """

    name: str
    version: str
    source: str
    title: str
    applies: Callable[[Reading], bool] = always
    subject: Callable[[Reading], Any] = the_invoice
    exhaustive: bool = False
    _rules: dict[str, Rule] = field(default_factory=dict)
    _by_syntax: dict[Syntax, tuple[tuple[Rule, ...], tuple["Skipped", ...]]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def judged_in(self, syntax: Syntax) -> tuple[tuple[Rule, ...], tuple["Skipped", ...]]:
        """The rules that are judged in `syntax`, and what the report says of the others."""
        if syntax not in self._by_syntax:
            judged = tuple(rule for rule in self if syntax in rule.syntaxes)
            others = tuple(Skipped(what=rule.code, why="syntax") for rule in self if syntax not in rule.syntaxes)
            self._by_syntax[syntax] = judged, others
        return self._by_syntax[syntax]

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
        repair: str | None = None,
    ) -> Callable[[JudgeT], JudgeT]:
        """Register a function `(subject)` or `(subject, context)` that yields findings as the rule `code`.

        `milder` lowers the severity in some syntaxes, `syntaxes` limits where the rule is judged, `repair` names a
        correction of `rules.repairs`. The sentences are declared in `kernel.words`. ValueError when the code is taken.
        """

        def register(judge: JudgeT) -> JudgeT:
            if code in self._rules:
                raise ValueError(f"{code} names two rules")
            words.declare(code, fr=fr, en=en)
            self._by_syntax.clear()
            self._rules[code] = Rule(
                code=code,
                ruleset=self.name,
                source=source,
                fr=fr,
                en=en,
                judge=judge,
                takes_context=len(inspect.signature(judge).parameters) > 1,
                severity=severity,
                milder=milder,
                syntaxes=syntaxes,
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
    findings = list(reading.problems)
    told = {problem.where for problem in findings if problem.where and problem.severity is Severity.FATAL}
    skipped: list[Skipped] = []
    versions: dict[str, str] = {}
    for ruleset in rulesets:
        if not ruleset.applies(reading):
            skipped.append(Skipped(what=ruleset.name, why=ruleset.applies.__name__))
            continue
        versions[ruleset.name] = ruleset.version
        rules, others = ruleset.judged_in(reading.syntax)
        skipped += others
        subject = ruleset.subject(reading)
        passed_over = frozenset() if ruleset.exhaustive else told
        for rule in rules:
            for finding in _judged(rule, subject, context):
                if finding.where not in passed_over:
                    findings.append(finding)
    return Report(findings=tuple(findings), versions=versions, skipped=tuple(skipped))


def _judged(rule: Rule, subject: Any, context: Context) -> list[Finding]:
    try:
        return rule.findings(subject, context)
    except Exception:
        import logging  # takes long to load, and is hardly ever needed

        logging.getLogger(__name__).exception("The rule %s broke off", rule.code)
        return [Finding(code=FAILED, values={"rule": rule.code, "ruleset": rule.ruleset})]


def _fit(value: Value) -> Value:
    if isinstance(value, Decimal):
        return value if is_computable(value) else None
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return value[: LONGEST_TEXT - 1] + "…"
    return value


def _is_example(paragraph: str) -> bool:
    return paragraph.startswith("Exemple")
