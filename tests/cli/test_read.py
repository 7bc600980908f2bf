"""`unisson read`: the contract of its answer, one object a file, in the order given."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.einvoice.documents import SAMPLES
from tests.pdf.papers import scan
from tests.pdf.scans import scanned
from unisson.cli.main import DONE, REFUSED, main
from unisson.kernel.words import sentence
from unisson.pdf import advice

PDF = SAMPLES.parent / "pdf"
NAMES = ["number", "issue_date", "type_code", "currency", "seller", "buyer", "buyer_reference", "order_reference"]
NAMES += ["contract_reference", "total_ht", "total_vat", "total_ttc", "due_payable"]
PARTY = ["name", "siret", "siren", "vat_id"]


@pytest.fixture(autouse=True)
def _no_django(monkeypatch: pytest.MonkeyPatch) -> None:
    def started() -> None:
        raise AssertionError("reading a file needs no database")

    monkeypatch.setattr("unisson.cli.main.start_django", started)


def told(capsys: pytest.CaptureFixture[str], *files: Path | str) -> tuple[int, list[dict[str, Any]]]:
    code = main(["read", "--json", *map(str, files)])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_xml_invoice_is_sure_of_its_values(capsys: pytest.CaptureFixture[str]) -> None:
    file = SAMPLES / "facture-cii.xml"
    code, (line,) = told(capsys, file)
    assert code == DONE
    assert list(line) == ["file", *NAMES]
    assert list(line["seller"]) == list(line["buyer"]) == PARTY
    assert line["file"] == str(file)
    sure = {"confidence": 1.0, "source": "xml", "page": None, "box": None}
    assert line["issue_date"] == {"value": "2026-10-12", **sure}
    assert line["total_ht"] == {"value": "701.00", **sure}
    assert line["seller"]["siren"] == {"value": "538199597", **sure}


def test_a_value_that_is_not_there_is_null(capsys: pytest.CaptureFixture[str]) -> None:
    _, (line,) = told(capsys, SAMPLES / "facture-cii.xml")
    assert (line["contract_reference"]["value"], line["contract_reference"]["confidence"]) == (None, 0.0)


def test_a_factur_x_is_read_from_its_xml(capsys: pytest.CaptureFixture[str]) -> None:
    _, (line,) = told(capsys, PDF / "facture-facturx.pdf")
    assert (line["number"]["value"], line["number"]["source"]) == ("FA-2026-0101", "xml")


def test_a_plain_pdf_tells_where_each_value_stands(capsys: pytest.CaptureFixture[str]) -> None:
    _, (line,) = told(capsys, PDF / "facture-classique.pdf")
    number = line["number"]
    assert (number["value"], number["source"], number["page"], len(number["box"])) == ("F2026-0211", "text", 1, 4)
    assert 0.6 <= number["confidence"] < 1
    assert line["seller"]["siren"]["value"] == line["seller"]["siret"]["value"][:9]
    assert line["seller"]["name"]["value"] is None


@pytest.mark.ocr
def test_a_scan_is_read_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scan.pdf").write_bytes(scanned((PDF / "facture-classique.pdf").read_bytes(), dpi=150))
    code, (line,) = told(capsys, tmp_path / "scan.pdf")
    number = line["number"]
    assert (code, number["value"], number["source"], number["page"]) == (DONE, "F2026-0211", "ocr", 1)
    assert list(line) == ["file", *NAMES]
    assert line["contract_reference"]["source"] == "ocr"


def test_people_are_told_what_to_improve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scan.pdf").write_bytes(scan())
    main(["read", str(tmp_path / "scan.pdf")])
    assert sentence(advice.SCANNED, {"page": 1}) in capsys.readouterr().out


def test_people_are_told_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", str(PDF / "facture-anglais.pdf")])
    assert "Bien lisible" in capsys.readouterr().out


def test_a_scan_has_no_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scan.pdf").write_bytes(scan())
    code, (line,) = told(capsys, tmp_path / "scan.pdf")
    assert (code, line["number"]["value"]) == (DONE, None)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"bonjour", "CPP-COMMANDE-08"),
        (b"<Order/>", "CPP-XML-05"),
        (b"%PDF-1.7 junk", "CPP-PDF-02"),
        (b" " * (10 * 1024 * 1024 + 1), "CPP-COMMANDE-06"),
    ],
)
def test_a_file_that_is_no_invoice_is_an_error_and_the_next_is_read(
    content: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other").write_bytes(content)
    exit_code, (error, line) = told(capsys, tmp_path / "other", SAMPLES / "facture-ubl.xml")
    assert exit_code == REFUSED
    assert (error["file"], error["code"]) == (str(tmp_path / "other"), code)
    assert error["error"]
    assert line["number"]["value"] == "FA-2026-0102"


def test_the_file_is_named_as_it_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = told(capsys, "./no//such.xml", "no\udcff")
    assert [line["file"] for line in lines] == ["./no//such.xml", "no\udcff"]


def test_people_read_labels(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(SAMPLES / "facture-cii.xml"), "missing.xml"]) == REFUSED
    shown = capsys.readouterr().out
    assert "FA-2026-0101" in shown
    assert "missing.xml" in shown
