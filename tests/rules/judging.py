"""The tests every rule gets: it fires where it should, stays silent where it should, weighs what it should."""

from collections.abc import Callable, Mapping

import pytest

from tests.builders import DEPOSIT_DAY, a_reading
from unisson.einvoice.model import Invoice
from unisson.einvoice.reading import Syntax
from unisson.kernel.findings import Finding, Severity, Value
from unisson.rules.catalogue import RULESETS
from unisson.rules.engine import run

FATAL, WARNING = Severity.FATAL, Severity.WARNING


def found(code: str, invoice: Invoice, *, syntax: Syntax = Syntax.FORM) -> list[Finding]:
    """The findings of one code when all rules judge `invoice`."""
    report = run(a_reading(invoice, syntax=syntax), RULESETS, on=DEPOSIT_DAY)
    return [finding for finding in report.findings if finding.code == code]


def judging(
    code: str,
    *,
    fires: Mapping[str, tuple[Invoice, str]],
    silent: Mapping[str, Invoice],
    form: Severity = FATAL,
    file: Severity | None = FATAL,
    says: Mapping[str, Value] | None = None,
) -> tuple[Callable[..., None], ...]:
    """Tests of one rule: cases that fire with the places they point at (separated by spaces), cases that do not.

    `form` and `file` are the severities in a typed form and in a structured file; None where it is not judged.
    `says` are values that the finding of the first case must carry.
    """

    @pytest.mark.parametrize(("invoice", "places"), fires.values(), ids=fires)
    def test_fires_when(invoice: Invoice, places: str) -> None:
        assert [finding.where for finding in found(code, invoice)] == places.split()

    @pytest.mark.parametrize("invoice", silent.values(), ids=silent)
    def test_is_silent_when(invoice: Invoice) -> None:
        assert found(code, invoice) == []

    def test_weighs() -> None:
        invoice, _ = next(iter(fires.values()))
        findings = found(code, invoice)
        assert {finding.severity for finding in findings} == {form}
        assert (says or {}).items() <= findings[0].values.items()
        assert {finding.severity for finding in found(code, invoice, syntax=Syntax.CII)} == ({file} if file else set())

    return test_fires_when, test_is_silent_when, test_weighs
