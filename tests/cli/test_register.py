"""`unisson directory import-sirene`: what is told while it loads, the report of what was not read, the exit code."""

import csv
import io
import sys
from pathlib import Path

import pytest

from tests.directory.companies.generated import ESTABLISHMENT, establishments, write
from tests.directory.companies.test_loading import a_file, an_establishment
from unisson.cli import register
from unisson.cli.main import DONE, REFUSED, main
from unisson.directory.companies import loading
from unisson.directory.models import Establishment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _django_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.setup", lambda: None)


def command(path: Path, *more: str) -> int:
    return main(["directory", "import-sirene", str(path), *more])


def test_a_sound_file_is_loaded_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "stock.csv", ESTABLISHMENT, establishments(1_500))
    assert command(tmp_path / "stock.csv") == DONE
    assert Establishment.objects.count() == 1_500
    told = capsys.readouterr()
    assert "1\u202f500" in told.out
    assert "100%" in told.err


def test_the_same_file_again_is_said_to_be_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_file(tmp_path, an_establishment())
    command(path)
    monkeypatch.setattr(loading, "load", None)
    assert command(path.rename(tmp_path / "other-name.csv")) == DONE


def test_a_cut_run_says_where_it_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = a_file(tmp_path, an_establishment(), an_establishment("81234567600017"))
    run, _header = loading.begin(path, at=register.now())
    run.position, run.lines = path.stat().st_size - len(an_establishment()) - 1, 2
    run.save()
    assert command(path) == DONE
    assert "ligne 3" in capsys.readouterr().out
    assert Establishment.objects.count() == 1


def test_what_could_not_be_read_is_told_and_written_into_a_report_safe_to_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_file(tmp_path, b"=HYPERLINK(1)", an_establishment(), *[b"x"] * register.TOLD)
    assert command(path, "--report", str(tmp_path / "rapport.csv")) == REFUSED
    assert Establishment.objects.count() == 1
    assert "ligne 2" in capsys.readouterr().out
    text = (tmp_path / "rapport.csv").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 1 + 1 + register.TOLD
    assert rows[1][:2] == ["2", "CPP-SIRENE-12"]
    assert rows[1][3] == "'=HYPERLINK(1)"


def test_a_wrong_header_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = a_file(tmp_path, header="siren,nic,siret")
    assert command(path) == REFUSED
    assert "etatAdministratifEtablissement" in capsys.readouterr().err


def test_on_a_terminal_a_bar_says_the_pace_and_the_time_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(loading, "BATCH", 100)
    write(tmp_path / "stock.csv", ESTABLISHMENT, establishments(1_000))
    assert command(tmp_path / "stock.csv") == DONE
    bars = capsys.readouterr().err.split("\r")
    assert len(bars) == 11
    assert "par seconde, reste 0 s" in bars[-1]
