"""What Chorus Pro accepts, its rules accept: every published flow of the shared corpus."""

import csv
from pathlib import Path

import pytest

from tests.builders import DEPOSIT_DAY
from unisson.cli.papers import reading_of
from unisson.kernel.findings import Severity
from unisson.rules.choruspro import choruspro
from unisson.rules.engine import run


@pytest.mark.conformance
def test_what_chorus_pro_accepts_its_rules_accept(corpus: Path) -> None:
    with (corpus / "index.csv").open(encoding="utf-8") as index:
        flows = [row["file"] for row in csv.DictReader(index) if row["expected"] == "accepted-by-chorus-pro"]
    assert len(flows) == 30
    refused = {}
    for flow in flows:
        findings = run(reading_of(corpus / flow), [choruspro], on=DEPOSIT_DAY).findings
        refused[flow] = {finding.code for finding in findings if finding.severity is Severity.FATAL}
    assert {flow: codes for flow, codes in refused.items() if codes} == {}
