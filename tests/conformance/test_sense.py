"""Common sense against the shared corpus: each known defect is named, and nothing fatal is said of a valid file."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.builders import DEPOSIT_DAY
from unisson.cli.papers import reading_of
from unisson.einvoice.reading import Reading
from unisson.kernel.findings import Severity
from unisson.kernel.refusal import Refusal
from unisson.rules.catalogue import ALL_RULESETS
from unisson.rules.engine import RuleSet, run
from unisson.rules.sense import sense

pytestmark = pytest.mark.conformance

Row = Mapping[str, str]
NAMED = {
    "bt30-X": "CPP-SENS-05@BT-30",
    "bt31-A": "CPP-TIERS-08@BT-31",
    "bt31-DE37": "CPP-TIERS-08@BT-31",
    "bt31-BE00": "CPP-TIERS-08@BT-31",
    "bt32-FC-XX": "CPP-SENS-08@BT-32",
    "bt48-DK1": "CPP-TIERS-08@BT-48",
    "iban-bad": "CPP-PAIEMENT-02@BG-17[1]/BT-84",
    "date-20260431": "CPP-LEC-01@BT-9",
    "dec-0.000": "CPP-SENS-09@BT-110",
    "dec-3frac": "CPP-SENS-09@BT-112",
    "type-380": "CPP-SENS-01@BT-3",
    "CALC-001": "BR-CO-15@BT-112",
    "CALC-003": "BR-CO-14@BT-110",
    "DATA-003": "CPP-PAIEMENT-01@BT-9",
    "DATA-005": "CPP-LEC-02@BG-25[1]/BT-131",
    "IDENT-002": "CPP-TIERS-08@BT-31",
    "PDF-001": "CPP-PDF-13@",
    "PDF-004": "CPP-PDF-14@",
    "PDF-006": "CPP-PDF-15@BT-24",
    "PDF-007": "CPP-PDF-17@",
    "PRF-001": "CPP-SENS-13@BG-25",
    "PRF-002": "CPP-SENS-12@BT-24",
    "RBT-002": "CPP-XML-02@",
    "XML-001": "CPP-XML-02@",
    "XML-002": "CPP-XML-06@",
    "XML-003": "CPP-XML-04@",
}
"""The documented defect, by the end of the file's name → the finding that names it, at its place."""
DEFECTS = ("en16931-gap", "facturx-defect", "facturx-defect-xml")
NOT_FATAL = frozenset({"DATA-003", "PDF-006", "PDF-007"})
"""Invalid by a French rule alone (BR-FR-CO-07): elsewhere an invoice that was already paid may have such a due date.
Invalid as a PDF alone: who sends it cannot mend the export of his software, and the invoice in it is judged."""


def _rows(corpus: Path) -> Iterator[Row]:
    with (corpus / "index.csv").open(encoding="utf-8") as index:
        yield from csv.DictReader(index)


def _defect(row: Row) -> str:
    return next((name for name in NAMED if Path(row["file"]).stem.endswith(name)), "")


def _found(file: Path, *rulesets: RuleSet) -> dict[str, Severity]:
    """Each finding as "CODE@place", with its severity."""
    try:
        findings = run(reading_of(file), rulesets, on=DEPOSIT_DAY).findings
    except Refusal as refusal:
        return {f"{refusal.code}@": Severity.FATAL}
    return {f"{finding.code}@{finding.where}": finding.severity for finding in findings}


def test_each_documented_defect_is_named_with_its_weight(corpus: Path) -> None:
    rows = [row for row in _rows(corpus) if row["kind"] in DEFECTS and row["expected"] != "valid"]
    assert len(rows) > 30
    for row in rows:
        defect = _defect(row)
        severity = _found(corpus / row["file"], *ALL_RULESETS).get(NAMED[defect])
        assert severity is not None, row["file"]
        if row["expected"] == "invalid" and defect not in NOT_FATAL:
            assert severity is Severity.FATAL, row["file"]
        if row["expected"] == "avertissement":
            assert severity is Severity.WARNING, row["file"]


def test_nothing_fatal_is_said_of_a_valid_file(corpus: Path) -> None:
    judged = 0
    for row in _rows(corpus):
        if row["expected"] == "valid" and row["kind"] != "fr-lifecycle-cdar" and (reading := _read(corpus, row)):
            judged += 1
            fatal = [one for one in run(reading, [sense], on=DEPOSIT_DAY).findings if one.severity is Severity.FATAL]
            assert fatal == [], row["file"]
    assert judged > 150


def _read(corpus: Path, row: Row) -> Reading | None:
    try:
        return reading_of(corpus / row["file"])
    except Refusal:
        return None
