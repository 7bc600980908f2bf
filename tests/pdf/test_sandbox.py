import os
import signal
import subprocess
import sys
import time

import pytest

from unisson.kernel.refusal import Refusal
from unisson.pdf import codes, sandbox
from unisson.pdf.inspection import inspect

from .papers import paper


def echo(content: bytes, *, times: int = 1) -> bytes:
    return content * times


def sleep(content: bytes) -> None:
    time.sleep(60)


def spin(content: bytes) -> None:
    while True:
        pass


def swell(content: bytes) -> int:
    return len(bytearray(1 << 30))


def crash(content: bytes) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def fail(content: bytes) -> None:
    raise ZeroDivisionError


def environment(content: bytes) -> list[str]:
    return sorted(os.environ)


def foreign(content: bytes) -> object:
    return os.system


def test_answers_as_the_function_does() -> None:
    assert sandbox.run(echo, b"ab", times=3) == b"ababab"
    assert sandbox.run(inspect, paper()) == inspect(paper())


def test_large_content_passes_both_ways() -> None:
    content = bytes(12_000_000)
    assert sandbox.run(echo, content) == content


def test_a_refusal_comes_through_as_it_is() -> None:
    with pytest.raises(Refusal) as refused:
        sandbox.run(inspect, paper(pages=501))
    assert refused.value.code == codes.TOO_MANY_PAGES
    assert refused.value.values["pages"] == 501


@pytest.mark.parametrize("function", [sleep, spin, swell, crash, foreign])
def test_time_memory_crashes_and_foreign_answers_become_a_refusal(function: object) -> None:
    with pytest.raises(Refusal) as refused:
        sandbox.run(function, b"", seconds=0.3)  # type: ignore[arg-type]
    assert refused.value.code == codes.OUT_OF_BOUNDS


def test_a_fault_of_ours_is_logged_and_refused(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refusal) as refused:
        sandbox.run(fail, b"")
    assert refused.value.code == codes.DAMAGED
    assert "ZeroDivisionError" in caplog.text


def test_the_child_sees_no_secret_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNISSON_SECRET_KEY", "x")
    assert "UNISSON_SECRET_KEY" not in sandbox.run(environment, b"")


def test_starts_again_when_its_nursery_was_killed() -> None:
    sandbox.run(echo, b"a")
    process = sandbox._nursery_with(sandbox.READERS)._process
    assert process
    process.kill()
    process.wait()
    assert sandbox.run(echo, b"b") == b"b"


def test_a_forked_worker_has_a_nursery_of_its_own() -> None:
    sandbox.run(echo, b"a")
    child = os.fork()
    if child == 0:
        os._exit(0 if sandbox.run(echo, b"c") == b"c" else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert sandbox.run(echo, b"d") == b"d"


def test_leaves_no_zombie() -> None:
    sandbox.run(echo, b"a")
    with pytest.raises(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        raise ChildProcessError  # The nursery lives on, and nothing else is left to wait for.


@pytest.mark.parametrize(("pages", "number"), [("", ""), ("4", "F-4")])
def test_the_operator_sets_on_how_many_pages_values_are_looked_for(pages: str, number: str) -> None:
    """In a process of its own: the number is read when the readers are imported."""
    script = (
        "from tests.pdf.papers import sheet\n"
        "from unisson.pdf import candidate, sandbox\n"
        "paper = sheet('#pagebreak()' * 3 + 'Facture n° F-4')\n"
        "print(sandbox.run(candidate.read, paper).value(candidate.Field.NUMBER))"
    )
    environment = {**os.environ, "UNISSON_PDF_PAGES": pages}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == number
