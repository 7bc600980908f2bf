"""The rule set of the French reform (flux 2, the invoice itself), and the ways its rules are declared."""

from collections.abc import Callable, Iterator

from lxml import etree

from unisson.einvoice.extension import BEYOND
from unisson.einvoice.reading import Reading, Syntax
from unisson.kernel.findings import Findings
from unisson.rules.en16931.evidence import boolean
from unisson.rules.en16931.ruleset import CII, UBL, evidence, labelled
from unisson.rules.engine import RuleSet, at, named

from .filing import FAMILIES, Family, Filing, Row
from .places import treated_b2b

STRUCTURED = UBL | CII
"""The syntaxes of the reform: the rules are on files, and say nothing of what is typed."""


def only_structured_files(reading: Reading) -> bool:
    """The guard of the set: an invoice that came as a UBL, CII or Factur-X file."""
    return reading.syntax.is_structured and reading.document is not None


def filing(reading: Reading) -> Filing:
    """What the rules judge, on the evidence that the rules of EN 16931 share."""
    return Filing(evidence(reading))


SIGNS: dict[str, Callable[[Filing], object]] = {}
"""Signs of a theme's own: what shows them counts as true."""


def sign(name: str, shows: Callable[[Filing], object]) -> frozenset[str]:
    """Register a sign, for rules to watch."""
    SIGNS[name] = shows
    return frozenset({name})


def shown(filing: Filing, watched: frozenset[str]) -> Iterator[str]:
    """The signs that a filing shows: types, frameworks, tags, the codes under which values are unfit, and `SIGNS`."""
    yield from filing.types
    yield from filing.frameworks
    yield filing.framework
    yield from watched & filing.elements.keys()
    yield from filing.unfit
    for name, shows in SIGNS.items():
        if shows(filing):
            yield name


B2B = sign("B2B", treated_b2b)

reform = RuleSet(
    name="fr",
    version="1.4.0.01",
    source="XP Z12-012, règles BR-FR du flux 2, version 1.4.0.01",
    title="Règles françaises de la réforme (flux 2)",
    applies=only_structured_files,
    subject=filing,
    signs=shown,
    exhaustive=True,
)

Judge = Callable[[Filing], Findings]


def rule(
    code: str,
    *,
    fr: str,
    en: str,
    syntaxes: frozenset[Syntax] = STRUCTURED,
    watches: frozenset[str] = frozenset(),
) -> Callable[[Judge], Judge]:
    """Register a function as the rule `code`; its name states the fault, its docstring the reason and an example."""
    return reform.rule(code, fr=fr, en=en, source=f"XP Z12-012, {code}", syntaxes=syntaxes, watches=watches)


def declare(
    code: str,
    name: str,
    judge: Judge,
    *,
    fr: str,
    en: str,
    explanation: str,
    example: str,
    syntaxes: frozenset[Syntax] = STRUCTURED,
    watches: frozenset[str] = frozenset(),
) -> None:
    """Register one row of a table as the rule `code`; `name` states the fault."""
    named(judge, name, explanation=explanation, example=example)
    rule(code, fr=fr, en=en, syntaxes=syntaxes, watches=watches)(judge)


def declare_family(family: Family, *, fr: str, en: str, explanation: str, example: str) -> None:
    """Register a family and its rows as rules. <label> and <term> stand in its words for those of each row."""
    FAMILIES.append(family)
    for row in family.rows:
        french, english = _both_names(row.term)
        term = row.term.replace("|", " ou ")
        declare(
            row.code,
            row.name,
            _unfit(row),
            fr=fr.replace("<label>", french).replace("<term>", term),
            en=en.replace("<label>", english).replace("<term>", row.term.replace("|", " or ")),
            explanation=explanation.replace("<label>", french).replace("<term>", term),
            example=example.replace("<label>", french),
            syntaxes=judged_in(row),
            watches=frozenset({row.code}),
        )


def judged_in(row: Row) -> frozenset[Syntax]:
    """The syntaxes whose official sheet judges a row."""
    return (UBL if row.ubl else frozenset()) | (CII if row.cii else frozenset())


def _unfit(row: Row) -> Judge:
    def judge(filing: Filing) -> Findings:
        for element in filing.unfit.get(row.code, ()):
            written = element.text or ""
            yield at(filing.place(element) + _term(row, element), written=written.strip(), length=len(written))

    return judge


def _term(row: Row, element: etree._Element) -> str:
    allowance, _, charge = row.term.partition("|")
    if not charge:
        return allowance
    part = element.getparent()
    while part is not None and not str(part.tag).endswith("AllowanceCharge"):
        part = part.getparent()
    indicators = (one for one in part.iter() if str(one.tag).endswith("Indicator")) if part is not None else ()
    return charge if any(boolean(one.text or "") for one in indicators) else allowance


def renamed(judge: Judge) -> Judge:
    """The same judge under another name: two codes, one for each syntax, may share what they judge."""

    def same(filing: Filing) -> Findings:
        return judge(filing)

    return same


NO_FINDING: Findings = iter(())
"""No finding: an iterator that has come to its end stays there."""


def nothing() -> Judge:
    """The judge of a rule that never fires."""

    def judge(filing: Filing) -> Findings:
        return NO_FINDING

    return judge


def _both_names(terms: str) -> tuple[str, str]:
    """The labels of a term, or of the two of "BT-92|BT-99", to stand between quotation marks."""
    labels = [names(term) for term in terms.split("|")]
    return " » ou « ".join(french for french, _ in labels), "” or “".join(english for _, english in labels)


def names(term: str) -> tuple[str, str]:
    """The labels of a term, French and English, those of the French extension included."""
    return BEYOND[term] if term in BEYOND else labelled(term)
