"""The French rules against the official sheets of flux 2, and against the shared corpus."""

import csv
from pathlib import Path

import pytest

from tests.conformance.french import DOCUMENTS, WORDS
from tests.conformance.judge import judge, sheet
from tests.conformance.mutants import mutants
from tests.rules.fr.documents import edited
from tests.rules.fr.judged import codes
from tests.rules.fr.test_rules import ALSO, BREAKING, Make, broken
from unisson.einvoice.detect import FileKind, detect
from unisson.pdf.embedded import find_invoice_xml

MUTANTS = 12
"""Mutants of each document; `make proof` makes thousands."""
KINDS = {FileKind.CII: "CII", FileKind.UBL_INVOICE: "UBL", FileKind.UBL_CREDIT_NOTE: "UBL"}

needs_sheets = pytest.mark.skipif(
    sheet("FR-UBL") is None or sheet("FR-CII") is None, reason="no official sheets on this machine (make sheets)"
)


def _agrees(content: bytes) -> bool:
    """Whether the judge says the same, or breaks off."""
    verdict = judge(f"FR-{KINDS[detect(content)]}").verdict(content)
    return verdict is None or verdict == codes(content)


@needs_sheets
@pytest.mark.parametrize("code", BREAKING)
def test_the_judge_says_the_same_of_a_broken_document(code: str) -> None:
    assert _agrees(broken(code))


@needs_sheets
@pytest.mark.parametrize(("code", "make", "edits"), ALSO, ids=[code for code, _, _ in ALSO])
def test_the_judge_says_the_same_in_the_other_syntax(code: str, make: Make, edits: str) -> None:
    assert _agrees(edited(make(), edits))


@needs_sheets
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_judge_says_the_same_of_mutants(name: str) -> None:
    differing = [
        (mutant.what, mutant.where)
        for mutant in mutants(DOCUMENTS[name], seed=2026, count=MUTANTS, words=WORDS)
        if not _agrees(mutant.content)
    ]
    assert differing == []


@pytest.mark.conformance
def test_the_codes_of_every_file_are_those_of_the_official_rules(corpus: Path) -> None:
    with (corpus / "index.csv").open(encoding="utf-8") as index:
        known = [row for row in csv.DictReader(index) if row["brfr_failed"] and "raised" not in row["brfr_failed"]]
    compared = 0
    differing = []
    for row in known:
        content = _xml(corpus / row["file"])
        if content is None:  # no invoice that a reader takes
            continue
        compared += 1
        told = set(row["brfr_failed"].split()) - {"none"}
        if (found := set(codes(content))) != told:
            differing.append((row["file"], found - told, told - found))
    assert compared > 300
    assert differing == []


def _xml(file: Path) -> bytes | None:
    content = file.read_bytes()
    xml = find_invoice_xml(content) if file.suffix == ".pdf" else content
    return xml if xml is not None and detect(xml) in KINDS else None
