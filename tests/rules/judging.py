"""The tests every rule gets: it fires where it should, stays silent where it should, weighs what it should."""

from collections.abc import Callable, Mapping

import pytest

from tests.builders import DEPOSIT_DAY, a_reading
from unisson.einvoice.model import Invoice
from unisson.einvoice.reading import Reading, Syntax
from unisson.kernel.findings import Finding, Severity, Value
from unisson.rules.catalogue import RULESETS
from unisson.rules.engine import run

FATAL, WARNING = Severity.FATAL, Severity.WARNING


def found(code: str, case: Invoice | Reading, *, syntax: Syntax = Syntax.FORM) -> list[Finding]:
    """The findings of one code when all rules judge an invoice as read in `syntax`, or a reading as it is."""
    reading = case if isinstance(case, Reading) else a_reading(case, syntax=syntax)
    report = run(reading, RULESETS, on=DEPOSIT_DAY)
    return [finding for finding in report.findings if finding.code == code]


def judging(
    code: str,
    *,
    fires: Mapping[str, tuple[Invoice, str]],
    silent: Mapping[str, Invoice],
    form: Severity | None = FATAL,
    file: Severity | None = FATAL,
    says: Mapping[str, Value] | None = None,
) -> tuple[Callable[..., None], ...]:
    """Tests of one rule: cases that fire with the places they point at (separated by spaces), cases that do not.

    `form` and `file` are the severities in a typed form and in a structured file; None where it is not judged: what is
    judged in files only is tried in one. `says` are values that the finding of the first case must carry.
    """
    tried = Syntax.FORM if form else Syntax.CII

    @pytest.mark.parametrize(("invoice", "places"), fires.values(), ids=fires)
    def test_fires_when(invoice: Invoice, places: str) -> None:
        assert [finding.where for finding in found(code, invoice, syntax=tried)] == places.split()

    @pytest.mark.parametrize("invoice", silent.values(), ids=silent)
    def test_is_silent_when(invoice: Invoice) -> None:
        assert found(code, invoice, syntax=tried) == []

    def test_weighs() -> None:
        invoice, _ = next(iter(fires.values()))
        for syntax, weight in ((Syntax.FORM, form), (Syntax.CII, file)):
            findings = found(code, invoice, syntax=syntax)
            assert {finding.severity for finding in findings} == ({weight} if weight else set())
            assert all((says or {}).items() <= finding.values.items() for finding in findings[:1])

    return test_fires_when, test_is_silent_when, test_weighs


def judging_readings(
    code: str, *, fires: Mapping[str, tuple[Reading, str]], silent: Mapping[str, Reading], weight: Severity
) -> tuple[Callable[..., None], ...]:
    """The same tests for a rule on what an invoice alone does not tell: its syntax, its text, the PDF around it.

    A place that is empty is the whole document.
    """

    @pytest.mark.parametrize(("reading", "places"), fires.values(), ids=fires)
    def test_fires_when(reading: Reading, places: str) -> None:
        findings = found(code, reading)
        assert [finding.where for finding in findings] == places.split(" ")
        assert {finding.severity for finding in findings} == {weight}

    @pytest.mark.parametrize("reading", silent.values(), ids=silent)
    def test_is_silent_when(reading: Reading) -> None:
        assert found(code, reading) == []

    return test_fires_when, test_is_silent_when
