"""What is said of a file waits in memory when it is short, on the disk when it is long."""

from pathlib import Path

from unisson.cli.answer import LONGEST_HELD, gathered


def test_a_short_answer_is_held(tmp_path: Path) -> None:
    answer = gathered(["une ", "réponse\n"], valid=True, folder=tmp_path)
    assert (answer.valid, answer.kept) == (True, None)
    assert "".join(answer.pieces()) == "une réponse\n"


def test_a_long_answer_waits_on_the_disk_until_it_is_told(tmp_path: Path) -> None:
    said = ["é" * LONGEST_HELD, "\r\n", "fin"] * 3
    answer = gathered(iter(said), valid=False, folder=tmp_path)
    assert answer.text == ""
    assert [*tmp_path.iterdir()] == [answer.kept]
    assert "".join(answer.pieces()) == "".join(said)
    assert [*tmp_path.iterdir()] == []
