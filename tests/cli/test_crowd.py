"""Many files by two processes: order, crashes, and no more ahead than needed."""

import multiprocessing
import os
import signal
from collections.abc import Generator

import pytest

from unisson.cli import crowd

FILES = [str(rank) for rank in range(100)]


def answer(file: str) -> tuple[str, int]:
    return file, os.getpid()


def answer_or_crash(file: str) -> str:
    if file == "40":
        os.kill(os.getpid(), signal.SIGKILL)
    return file


def crashed(file: str) -> str:
    return f"{file} crashed"


def test_answers_come_in_the_order_of_the_files_from_two_processes() -> None:
    answers = list(crowd.each(answer, FILES, crashed=answer))
    assert [file for file, _ in answers] == FILES
    processes = {process for _, process in answers}
    assert os.getpid() not in processes
    assert len(processes) <= crowd.WORKERS


def test_processes_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "MOST_PER_POOL", 30)
    answers = list(crowd.each(answer, FILES, crashed=answer))
    assert [file for file, _ in answers] == FILES
    assert len({process for _, process in answers}) > crowd.WORKERS


def test_a_file_that_takes_its_process_down_costs_itself_only() -> None:
    answers = list(crowd.each(answer_or_crash, FILES, crashed=crashed))
    assert answers == [crashed(file) if file == "40" else file for file in FILES]


def test_no_more_files_are_given_out_than_keep_the_processes_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []

    class Pool(crowd.ProcessPoolExecutor):
        def submit(self, function: object, *arguments: object) -> object:  # type: ignore[override]
            given.append(str(arguments[0]))
            return super().submit(function, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(crowd, "ProcessPoolExecutor", Pool)
    answers: Generator[tuple[str, int]] = crowd.each(answer, FILES, crashed=answer)
    next(answers)
    assert len(given) == crowd.AHEAD
    assert len(list(answers)) == len(FILES) - 1


def test_no_process_goes_on_when_nobody_listens() -> None:
    answers = crowd.each(answer, FILES, crashed=answer)
    next(answers)
    answers.close()
    assert multiprocessing.active_children() == []
