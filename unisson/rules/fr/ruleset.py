"""The rule set of the French reform (flux 2, the invoice itself), and the ways its rules are declared."""

from collections.abc import Callable, Iterable

from lxml import etree

from unisson.einvoice.extension import BEYOND
from unisson.einvoice.reading import Reading, Syntax
from unisson.kernel.findings import Findings
from unisson.rules.en16931.codes import line_place
from unisson.rules.en16931.evidence import boolean
from unisson.rules.en16931.ruleset import CII, UBL, evidence, labelled
from unisson.rules.engine import RuleSet, at

from .filing import Family, Filing, Row

STRUCTURED = UBL | CII
"""The syntaxes of the reform: the rules are on files, and say nothing of what is typed."""


def only_structured_files(reading: Reading) -> bool:
    """The guard of the set: an invoice that came as a UBL, CII or Factur-X file."""
    return reading.syntax.is_structured and reading.document is not None


def filing(reading: Reading) -> Filing:
    """What the rules judge, on the evidence that the rules of EN 16931 share."""
    return Filing(evidence(reading))


_families: list[Family] = []


def shown(filing: Filing, watched: frozenset[str]) -> Iterable[str]:
    """The codes for which some family finds a value that is not fit: the other rows need not be asked."""
    return [code for family in _families for code in family.unfit(filing)]


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
    code: str, *, fr: str, en: str, syntaxes: frozenset[Syntax] = STRUCTURED, watches: Iterable[str] = ()
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
    watches: Iterable[str] = (),
) -> None:
    """Register one row of a table as the rule `code`; `name` states the fault."""
    judge.__name__ = judge.__qualname__ = name
    judge.__doc__ = f"{explanation}\n\nExemple : {example}"
    rule(code, fr=fr, en=en, syntaxes=syntaxes, watches=watches)(judge)


def declare_family(rows: Iterable[Row], family: Family, *, fr: str, en: str, explanation: str, example: str) -> None:
    """Register the rows of a family. <label> and <term> stand in its words for those of each row."""
    _families.append(family)
    for row in rows:
        french, english = names(row.term.partition("|")[0])
        term = row.term.replace("|", " ou ")
        declare(
            row.code,
            row.name,
            _unfit(row, family),
            fr=fr.replace("<label>", french).replace("<term>", term),
            en=en.replace("<label>", english).replace("<term>", row.term.replace("|", " or ")),
            explanation=explanation.replace("<label>", french).replace("<term>", term),
            example=example.replace("<label>", french),
            syntaxes=judged_in(row),
            watches=(row.code,),
        )


def judged_in(row: Row) -> frozenset[Syntax]:
    """The syntaxes whose official sheet judges a row."""
    return (UBL if row.ubl else frozenset()) | (CII if row.cii else frozenset())


def _unfit(row: Row, family: Family) -> Judge:
    code, unfit = row.code, family.unfit

    def judge(filing: Filing) -> Findings:
        found = unfit(filing)
        return _found(row, found[code]) if code in found else NOTHING

    return judge


def _found(row: Row, elements: list[etree._Element]) -> Findings:
    for element in elements:
        written = element.text or ""
        yield at(line_place(element) + _term(row, element), written=written.strip(), length=len(written))


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


NOTHING: Findings = iter(())
"""No finding: an iterator that has come to its end stays there."""


def nothing() -> Judge:
    """The judge of a rule that never fires."""

    def judge(filing: Filing) -> Findings:
        return NOTHING

    return judge


def names(term: str) -> tuple[str, str]:
    """The labels of a term, French and English, those of the French extension included."""
    return BEYOND[term] if term in BEYOND else labelled(term)
