"""The engine: what a report holds, and that no value whatever makes a run raise."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import DEPOSIT_DAY, a_credit_note, a_reading, an_invoice
from unisson.einvoice.model import Invoice
from unisson.einvoice.reading import Reading, Syntax
from unisson.kernel import words
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.words import sentence
from unisson.rules import repairs
from unisson.rules.catalogue import RULESETS
from unisson.rules.engine import FAILED, TYPED, WARNING_IN_FILES, Context, RuleSet, Skipped, at, run


@pytest.fixture(autouse=True, scope="module")
def _own_words() -> Iterator[None]:
    """The codes of trial rules are gone after these tests: others compare all that is declared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_declared", dict(words.declared()))
        yield


def on_credit_notes(reading: Reading) -> bool:
    return reading.invoice.is_credit_note


def a_ruleset(**deviations: object) -> RuleSet:
    return RuleSet(**{"name": "trial", "version": "7", "source": "a test", "title": "Essai", **deviations})


def add_rule(ruleset: RuleSet, code: str, **traits: object) -> None:
    """A rule that always finds one fault, at BT-1."""

    def always_wrong(invoice: Invoice) -> Iterator[Finding]:
        yield at("BT-1", number=invoice.number)

    ruleset.rule(code, source="a test", fr="Numéro {number}.", en="Number {number}.", **traits)(always_wrong)


def test_a_finding_gets_the_code_and_the_severity_of_its_rule() -> None:
    ruleset = a_ruleset()
    add_rule(ruleset, "TRY-1", severity=Severity.WARNING)
    report = run(a_reading(), [ruleset], on=DEPOSIT_DAY)
    assert report.findings == (
        Finding(code="TRY-1", where="BT-1", values={"number": "F-2026-0042"}, severity=Severity.WARNING),
    )
    assert report.versions == {"trial": "7"}


@pytest.mark.parametrize("syntax", Syntax)
def test_a_rule_is_milder_where_it_says_so(syntax: Syntax) -> None:
    ruleset = a_ruleset()
    add_rule(ruleset, "TRY-1", milder=WARNING_IN_FILES)
    (finding,) = run(a_reading(syntax=syntax), [ruleset], on=DEPOSIT_DAY).findings
    assert finding.severity is (Severity.WARNING if syntax.is_structured else Severity.FATAL)


def test_a_rule_outside_its_syntaxes_is_told_as_skipped() -> None:
    ruleset = a_ruleset()
    add_rule(ruleset, "TRY-1", syntaxes=TYPED)
    report = run(a_reading(syntax=Syntax.CII), [ruleset], on=DEPOSIT_DAY)
    assert report.findings == ()
    assert report.skipped == (Skipped(what="TRY-1", why="syntax"),)


def test_a_set_that_does_not_apply_is_told_as_skipped_with_the_name_of_its_guard() -> None:
    ruleset = a_ruleset(applies=on_credit_notes)
    add_rule(ruleset, "TRY-1")
    report = run(a_reading(), [ruleset], on=DEPOSIT_DAY)
    assert report.findings == ()
    assert report.versions == {}
    assert report.skipped == (Skipped(what="trial", why="on_credit_notes"),)


def test_a_rule_may_ask_for_the_day_of_the_deposit_and_the_whole_reading() -> None:
    ruleset = a_ruleset()

    @ruleset.rule("TRY-2", source="a test", fr="{day} {syntax}", en="{day} {syntax}")
    def asks_for_context(invoice: Invoice, context: Context) -> Iterator[Finding]:
        yield at("BT-2", day=context.on, syntax=context.reading.syntax.value)

    (finding,) = run(a_reading(syntax=Syntax.PDF), [ruleset], on=date(2026, 1, 2)).findings
    assert finding.values == {"day": date(2026, 1, 2), "syntax": "PDF"}


def test_a_code_names_one_rule_only() -> None:
    ruleset = a_ruleset()
    add_rule(ruleset, "TRY-1")
    with pytest.raises(ValueError, match="TRY-1"):
        add_rule(ruleset, "TRY-1")


def test_what_the_reader_could_not_hold_comes_first_and_is_not_told_twice() -> None:
    problem = Finding(code="READ-1", where="BT-2")
    reading = a_reading(an_invoice(issue_date=None, number=None), problems=(problem,))
    assert [finding.code for finding in run(reading, RULESETS, on=DEPOSIT_DAY).findings] == ["READ-1", "CPP-REF-01"]


def test_a_mere_warning_of_the_reader_hides_no_finding() -> None:
    problem = Finding(code="READ-1", where="BT-2", severity=Severity.WARNING)
    reading = a_reading(an_invoice(issue_date=None), problems=(problem,))
    assert [finding.code for finding in run(reading, RULESETS, on=DEPOSIT_DAY).findings] == ["READ-1", "CPP-REF-04"]


@pytest.mark.parametrize("syntax", Syntax)
def test_nobody_finds_fault_with_the_valid_invoice(syntax: Syntax) -> None:
    valid = a_credit_note() if syntax is Syntax.UBL_CREDIT_NOTE else an_invoice()
    assert run(a_reading(valid, syntax=syntax), RULESETS, on=DEPOSIT_DAY).findings == ()


def test_a_rule_that_breaks_off_is_told_and_the_others_are_judged() -> None:
    ruleset = a_ruleset()

    @ruleset.rule("TRY-3", source="a test", fr="Un.", en="One.")
    def breaks_off(invoice: Invoice) -> Iterator[Finding]:
        yield at("BT-1", number=1 // 0)

    add_rule(ruleset, "TRY-1")
    broken, found = run(a_reading(), [ruleset], on=DEPOSIT_DAY).findings
    assert (broken.code, broken.values, broken.severity) == (
        FAILED,
        {"rule": "TRY-3", "ruleset": "trial"},
        Severity.FATAL,
    )
    assert found.code == "TRY-1"


def test_a_finding_keeps_what_can_be_stored_and_shown() -> None:
    finding = at("BT-1", number="A" * 1000, computed=Decimal("1E+40"), limit=20, due=Decimal("1.5"))
    assert finding.values == {"number": "A" * 99 + "…", "computed": None, "limit": 20, "due": Decimal("1.5")}


HOSTILE_AMOUNTS = ["NaN", "sNaN", "-Infinity", "1E+999999", "-1E-999999", "9" * 40, "9" * 13, "1E-6", "-0", "1E+25"]
HOSTILE_TEXTS = [
    "356000000²²²²²",
    "²" * 14,
    "53819959700013",
    "FR",
    "A2",
    "381",
    "EXONERATION",
    "\x00",
    "{x}",
    "N" * 200,
]
PLAIN = {
    bool: st.booleans(),
    bytes: st.binary(max_size=2),
    date: st.dates(),
    Decimal: st.decimals() | st.sampled_from(HOSTILE_AMOUNTS).map(Decimal),
    str: st.text(max_size=30) | st.sampled_from(HOSTILE_TEXTS),
}


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type of the model, missing ones included."""
    if kind in PLAIN:
        return PLAIN[kind]
    if kind is type(None):
        return st.none()
    if get_origin(kind) is tuple:
        return st.lists(anything(get_args(kind)[0]), max_size=2).map(tuple)
    if is_dataclass(kind):
        return st.builds(kind, **{field.name: anything(field.type) for field in fields(kind)})
    return st.one_of(*map(anything, get_args(kind)))


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(invoice=anything(Invoice), syntax=st.sampled_from(Syntax), on=st.dates())
def test_no_value_makes_a_rule_its_sentence_or_its_repair_raise(invoice: Invoice, syntax: Syntax, on: date) -> None:
    before = repr(invoice)
    for finding in run(a_reading(invoice, syntax=syntax), RULESETS, on=on).findings:
        assert finding.code != FAILED
        assert sentence(finding.code, finding.values, language="fr")
        assert sentence(finding.code, finding.values, language="en")
        repairs.propose(finding.code, invoice)
    assert repr(invoice) == before
