"""The rules of EN 16931 against the official sheets, and against the shared corpus."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.conformance.judge import judge, sheet
from tests.conformance.mutants import mutants
from tests.rules.en16931.documents import a_cii, a_ubl
from tests.rules.en16931.judged import codes
from tests.rules.en16931.test_rules import BREAKING, broken
from unisson.einvoice.detect import FileKind, detect
from unisson.pdf.embedded import find_invoice_xml

UNIT = "{http://difi.no/xsd/vefa/validator/1.0}"
MUTANTS = 60
"""Mutants of each document; `make proof` makes thousands."""

needs_sheets = pytest.mark.skipif(
    sheet("UBL") is None or sheet("CII") is None, reason="no official sheets on this machine (make sheets)"
)


def _syntax(content: bytes) -> str:
    return "CII" if detect(content) is FileKind.CII else "UBL"


@needs_sheets
@pytest.mark.parametrize("code", BREAKING)
def test_the_judge_says_the_same_of_a_broken_document(code: str) -> None:
    content = broken(code)
    verdict = judge(_syntax(content)).verdict(content)
    assert verdict is None or verdict == codes(content)


@needs_sheets
@pytest.mark.parametrize("name", ["UBL", "UBL-credit-note", "CII"])
def test_the_judge_says_the_same_of_mutants(name: str) -> None:
    content = {"UBL": a_ubl(), "UBL-credit-note": a_ubl(credit_note=True), "CII": a_cii()}[name]
    differing = []
    for mutant in mutants(content, seed=16931, count=MUTANTS):
        verdict = judge(_syntax(content)).verdict(mutant.content)
        if verdict is not None and verdict != (ours := codes(mutant.content)):
            differing.append((mutant.what, mutant.where, ours - verdict, verdict - ours))
    assert differing == []


@pytest.mark.conformance
def test_every_expectation_of_the_official_unit_tests_is_met(corpus: Path) -> None:
    expectations = [one for file in sorted(corpus.glob("A-structured/en16931-unit__*.xml")) for one in _expected(file)]
    assert len(expectations) > 500
    assert [where for where, met in expectations if not met] == []


def _expected(file: Path) -> Iterator[tuple[str, bool]]:
    for test in etree.parse(file).getroot().iter(f"{UNIT}test"):
        document = next(child for child in test if not str(child.tag).startswith(UNIT))
        found = codes(etree.tostring(document))
        for said in test.iterfind(f"{UNIT}assert/*"):
            kind, code, number = str(said.tag).removeprefix(UNIT), (said.text or "").strip(), said.get("number")
            if kind == "success":
                yield f"{file.name} {code}", not found[code]
            elif kind in ("error", "fatal", "warning"):
                yield f"{file.name} {code}", found[code] == int(number) if number else found[code] > 0


@pytest.mark.conformance
def test_the_fatal_codes_of_every_file_are_those_of_the_official_rules(corpus: Path) -> None:
    with (corpus / "index.csv").open(encoding="utf-8") as index:
        known = [
            row for row in csv.DictReader(index) if row["en16931_failed"] and "raised" not in row["en16931_failed"]
        ]
    compared = 0
    differing = []
    for row in known:
        content = _xml(corpus / row["file"])
        if content is None:
            continue
        compared += 1
        told = set(row["en16931_failed"].split()) - {"none"}
        if (found := _fatal(content)) != told:
            differing.append((row["file"], found - told, told - found))
    assert compared > 300
    assert differing == []


def _xml(file: Path) -> bytes | None:
    """The invoice in a file; None for one in a namespace that is no invoice's, which the reader refuses."""
    content = file.read_bytes()
    xml = find_invoice_xml(content) if file.suffix == ".pdf" else content
    kinds = (FileKind.CII, FileKind.UBL_INVOICE, FileKind.UBL_CREDIT_NOTE)
    return xml if xml is not None and detect(xml) in kinds else None


def _fatal(content: bytes) -> set[str]:
    found: Counter[str] = codes(content)
    is_ubl = _syntax(content) == "UBL"
    return {code for code in found if not (is_ubl and code == "BR-51")}  # a warning there
