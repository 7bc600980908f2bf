from pathlib import Path

import pytest

from tests.builders import PONT_SAINT_ESPRIT
from tests.directory.conftest import an_operator
from tests.directory.files import a_file, a_line
from tests.invoices.builders import a_structure
from unisson.cli.main import DONE, REFUSED, main
from unisson.directory.models import OperatorAct, Structure

pytestmark = pytest.mark.django_db


def test_what_is_exported_is_imported_by_the_only_operator(tmp_path: Path) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    operator = an_operator()
    file, again = tmp_path / "annuaire.csv", tmp_path / "encore.csv"
    assert main(["directory", "export", str(file)]) == DONE
    assert main(["directory", "import", str(file)]) == DONE
    assert main(["directory", "export", str(again)]) == DONE
    assert file.read_bytes() == again.read_bytes()
    assert [act.actor for act in OperatorAct.objects.all()] == [operator]


def test_a_dry_run_needs_no_operator_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "annuaire.csv"
    file.write_bytes(a_file(a_line()).getvalue())
    assert main(["directory", "import", str(file), "--dry-run"]) == DONE
    assert not Structure.objects.exists()


def test_faults_are_printed_by_line_and_told_by_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    an_operator()
    file = tmp_path / "annuaire.csv"
    file.write_bytes(a_file(a_line(), a_line("21340172200011", Statut="?")).getvalue())
    assert main(["directory", "import", str(file)]) == REFUSED
    assert "ligne 3, Statut" in capsys.readouterr().out
    assert not Structure.objects.exists()


def test_what_a_file_holds_moves_no_cursor_and_turns_no_line_round(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "annuaire.csv"
    file.write_bytes(a_file(a_line(Statut="\x1b[2J\x9b1A\u202eOK")).getvalue())
    assert main(["directory", "import", str(file), "--dry-run"]) == REFUSED
    assert "« \ufffd[2J\ufffd1A\ufffdOK »" in capsys.readouterr().out


@pytest.mark.parametrize("by", [(), ("--by", "personne@example.org")])
def test_somebody_must_answer_for_an_import(by: tuple[str, ...], tmp_path: Path) -> None:
    an_operator()
    an_operator("anouk@example.org")
    file = tmp_path / "annuaire.csv"
    file.write_bytes(a_file(a_line()).getvalue())
    assert main(["directory", "import", str(file), *by]) == REFUSED
    assert main(["directory", "import", str(file), "--by", "anouk@example.org"]) == DONE


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert main(["directory", "import", str(tmp_path / "rien"), "--dry-run"]) == REFUSED
    assert main(["directory", "export", str(tmp_path / "rien" / "x.csv")]) == REFUSED
