"""Hostile files end, in bounded memory, with the verdict they deserve; `tests/proof/hostile.py` takes every one."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.invoices.builders import AT
from unisson.invoices.drafting.reading import kind_of_file, read_file
from unisson.pdf import codes

from . import attacks
from .hostile import VERDICTS, outcome

OF_OWN = {
    attacks.billion_laughs: "CPP-XML-01",
    attacks.deep_nesting: "CPP-XML-03",
    attacks.many_attributes: "CPP-XML-03",
    attacks.many_elements: "",
    attacks.many_empty_lines: "",
    attacks.large_attachment: "",
    attacks.bomb_on_the_page: codes.OUT_OF_BOUNDS,
    attacks.bomb_twice_packed: codes.OUT_OF_BOUNDS,
    attacks.bomb_in_the_metadata: codes.OUT_OF_BOUNDS,
    attacks.bomb_as_invoice: codes.OUT_OF_BOUNDS,
    attacks.endless_text: codes.OUT_OF_BOUNDS,
    attacks.tree_of_itself: codes.DAMAGED,
}
"""Each attack, and why it is refused; "" where it is read within its bounds."""
SAMPLE = (
    "C-hostile-xml/xmlattack__cii-quadratic-blowup.xml",
    "C-hostile-xml/xmlattack__ubl-attachment-nul.xml",
    "C-hostile-xml/xmlattack__cii-path-number.xml",
    "C-hostile-pdf/pdfattack__embedded-cii-utf16-xxe.pdf",
    "C-hostile-pdf/pdfattack__launch-action.pdf",
    "C-hostile-pdf/malformed__issue-1113-evil-xobjects.pdf",
    "C-encrypted-pdf/encrypted__aes-256-m.pdf",
    "C-encrypted-pdf/encrypted__r6-owner-password.pdf",
    "C-signed-pdf/signed-invoice__signed-tampered-101.pdf",
)


@pytest.mark.parametrize("attack", OF_OWN, ids=lambda attack: attack.__name__)
def test_an_attack_of_our_own_ends_within_bounds(attack: Callable[[], bytes], tmp_path: Path) -> None:
    file = tmp_path / "facture"
    file.write_bytes(attack())
    found = outcome(file)
    assert found.ended_well, found
    assert found.refused == OF_OWN[attack]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/entite"])
def test_an_external_entity_is_never_opened(address: str, tmp_path: Path) -> None:
    file = tmp_path / "facture.xml"
    file.write_bytes(attacks.external_entity(address))
    assert outcome(file).refused == "CPP-XML-01"


@pytest.mark.conformance
def test_a_sample_of_the_corpus_gets_the_expected_verdicts(corpus: Path) -> None:
    with (corpus / "index.csv").open(encoding="utf-8") as index:
        expected = {row["file"]: row["expected"] for row in csv.DictReader(index)}
    for name in SAMPLE:
        found = outcome(corpus / name)
        assert found.ended_well, (name, found)
        assert VERDICTS[expected[name]](found), (name, found)


@pytest.mark.conformance
def test_a_page_that_says_otherwise_than_its_xml_is_flagged(corpus: Path) -> None:
    content = (corpus / "C-hostile-pdf/pdfattack__text-vs-xml.pdf").read_bytes()
    read = read_file(content, kind_of_file(content, name="facture.pdf"), at=AT)
    assert "CPP-SAISIE-04" in {finding.code for finding in read.differences}
