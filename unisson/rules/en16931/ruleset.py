"""The rule set of EN 16931, and the ways its rules are declared.

Many rules of the standard say one thing of many terms: « BT-106 must be there », « BT-106 has two decimals at most ».
Those are rows of a table beside the one function that judges them; each row is a rule with its own code, name and
sentences. The docstrings and explanations are in French because the portal publishes them.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from unisson.einvoice.reading import Reading, Syntax
from unisson.einvoice.terms import TERMS
from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import EVERY_SYNTAX, RuleSet, named

from . import cii, form, ubl
from .evidence import ALLOWANCES_CHARGES, Evidence, collect
from .signs import shown

_BINDINGS = {
    Syntax.UBL_INVOICE: ubl.BINDING,
    Syntax.UBL_CREDIT_NOTE: ubl.BINDING,
    Syntax.CII: cii.BINDING,
    Syntax.FACTURX: cii.BINDING,
}
UBL = frozenset({Syntax.UBL_INVOICE, Syntax.UBL_CREDIT_NOTE})
CII = frozenset({Syntax.CII, Syntax.FACTURX})


def evidence(reading: Reading) -> Evidence:
    """What the invoice says: out of its document, or out of the values when there is none. Rule sets share it."""
    return reading.keep(_evidence)


def _evidence(reading: Reading) -> Evidence:
    if reading.document is None:
        return form.evidence(reading.invoice)
    return collect(reading.document, _BINDINGS[reading.syntax])


en16931 = RuleSet(
    name="en16931",
    version="1.3.16",
    source="EN 16931-1:2017 et CEN/TS 16931-3-2 et -3-3, artefacts de validation 1.3.16",
    title="Norme européenne EN 16931",
    subject=evidence,
    signs=shown,
    exhaustive=True,
)

Judge = Callable[[Evidence], Findings]


def declare(
    code: str,
    name: str,
    judge: Judge,
    *,
    fr: str,
    en: str,
    explanation: str,
    example: str,
    source: str | None = None,
    syntaxes: frozenset[Syntax] = EVERY_SYNTAX,
    milder: Mapping[Syntax, Severity] = MappingProxyType({}),
    watches: Iterable[str] = (),
) -> None:
    """Register one row of a family as the rule `code`; `name` states the fault."""
    named(judge, name, explanation=explanation, example=example)
    source = source or f"EN 16931-1, {code}"
    en16931.rule(code, fr=fr, en=en, source=source, syntaxes=syntaxes, milder=milder, watches=watches)(judge)


@cache
def opening(kind: str) -> frozenset[str]:
    """The tags that open a group of that kind, in UBL and in CII: what a rule on such groups watches."""
    kind = "ALLOWANCE-CHARGE" if kind in ALLOWANCES_CHARGES else kind
    found: set[str] = set()
    for binding in (ubl.BINDING, cii.BINDING):
        nodes = list(binding.root.children.items())
        for tag, node in nodes:
            nodes += node.children.items()
            if node.opens == kind:
                found.add(tag)
    return frozenset(found)


def labelled(term: str) -> tuple[str, str]:
    """The labels of a term, French and English."""
    return TERMS[term].fr, TERMS[term].en
