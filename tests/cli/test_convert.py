"""`unisson convert`: one invoice in another syntax; what is lost is told; a failure writes nothing."""

from pathlib import Path

import pytest

from tests.einvoice.documents import SAMPLES
from tests.pdf.papers import paper
from unisson.cli.main import DONE, REFUSED, main
from unisson.einvoice.detect import FileKind, detect
from unisson.einvoice.read import read_xml
from unisson.pdf.embedded import find_invoice_xml

PDF = SAMPLES.parent / "pdf"
CII = SAMPLES / "facture-cii.xml"


def converted(target: Path, *options: str | Path) -> bytes:
    assert main(["convert", *map(str, options), str(target)]) == DONE
    return target.read_bytes()


@pytest.mark.parametrize(
    "source", [CII, SAMPLES / "facture-ubl.xml", PDF / "facture-facturx.pdf"], ids=lambda path: path.name
)
@pytest.mark.parametrize(
    ("to", "kind"), [("cii", FileKind.CII), ("ubl", FileKind.UBL_INVOICE), ("facturx", FileKind.PDF)]
)
def test_each_syntax_becomes_each_other(
    source: Path, to: str, kind: FileKind, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = converted(tmp_path / "out", "--to", to, source)
    xml = find_invoice_xml(content) if kind is FileKind.PDF else content
    assert detect(content) is kind
    assert read_xml(xml or b"").invoice.number in ("FA-2026-0101", "FA-2026-0102")
    assert capsys.readouterr() == ("", "")


def test_a_credit_note_stays_one(tmp_path: Path) -> None:
    assert detect(converted(tmp_path / "out", "--to", "ubl", SAMPLES / "avoir-ubl.xml")) is FileKind.UBL_CREDIT_NOTE


def test_what_the_reader_or_the_writer_could_not_hold_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    converted(tmp_path / "out", "--to", "ubl", SAMPLES / "facture-cii-date-impossible.xml")
    assert "BT-2" in capsys.readouterr().err


def test_a_given_page_takes_the_invoice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.pdf"
    page.write_bytes(paper((72, 72, "Facture")))
    content = converted(tmp_path / "out.pdf", "--to", "facturx", "--pdf", page, CII)
    assert content.startswith(page.read_bytes())
    assert "PDF/A" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ("--to", "cii", "missing.xml"),
        ("--to", "cii", PDF / "facture-classique.pdf"),
        ("--to", "cii", SAMPLES / "facture-cii-avec-dtd.xml"),
        ("--to", "cii", Path(__file__)),
        ("--to", "cii", "--pdf", PDF / "facture-classique.pdf", CII),
        ("--to", "facturx", "--pdf", CII, CII),
    ],
)
def test_a_failure_is_a_sentence_and_writes_nothing(
    options: tuple[str | Path, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", *map(str, options), str(tmp_path / "out")]) == REFUSED
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_result_that_cannot_be_written_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "--to", "ubl", str(CII), str(tmp_path)]) == REFUSED
    assert capsys.readouterr().err.count("\n") == 1


def test_an_unknown_syntax_is_no_command() -> None:
    with pytest.raises(SystemExit) as left:
        main(["convert", "--to", "edifact", "a", "b"])
    assert left.value.code == 2
