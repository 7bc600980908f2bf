import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.einvoice.documents import SAMPLES
from unisson.cli.main import COMMANDS, DONE, INTERRUPTED, REFUSED, UNHEARD, Command, main, parser
from unisson.notices.models import News


@pytest.fixture(autouse=True)
def _django_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second time would tie the log to the captured stream of one test."""
    monkeypatch.setattr("django.setup", lambda: None)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_tells_its_use(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parser().parse_args([*command.name.split(), "--help"])
    assert left.value.code == 0
    assert command.name in capsys.readouterr().out


def test_an_unknown_command_exits_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["fly"])
    assert left.value.code == 2
    assert capsys.readouterr().err


def test_a_refusal_exits_with_one_and_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path / "missing.pdf")]) == REFUSED
    assert "missing.pdf" in capsys.readouterr().err


def test_ctrl_c_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("unisson.cli.worker.work", interrupted)
    assert main(["worker"]) == INTERRUPTED


@pytest.mark.parametrize("arguments", [["check", "--json"], ["check"], ["read"]])
def test_a_reader_that_leaves_is_no_traceback(arguments: list[str]) -> None:
    """As with `| head`."""
    files = [str(SAMPLES / "facture-cii.xml")] * 3
    reader, pipe = os.pipe()
    os.close(reader)
    with os.fdopen(pipe, "wb") as output:
        command = [sys.executable, "-m", "unisson.cli.main", *arguments, *files]
        done = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", UNHEARD)


@pytest.mark.django_db
def test_published_news_is_kept() -> None:
    assert main(["news", "publish", "Maintenance", "Samedi de 8 h à 9 h.", "--title-en", "Maintenance"]) == DONE
    assert News.objects.get().body == "Samedi de 8 h à 9 h."


@pytest.mark.django_db
def test_a_file_that_is_no_certificate_is_not_authentic(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7 something else")
    assert main(["verify", str(tmp_path / "other.pdf")]) == REFUSED
    assert capsys.readouterr().out
