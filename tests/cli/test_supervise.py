"""Real processes: a supervisor that only seems to stop its children is worse than none."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SUPERVISOR = """
import sys
from unisson.cli.supervise import supervise
child = "import os, pathlib, time; pathlib.Path(sys.argv[1], str(os.getpid())).touch(); time.sleep(60)"
command = (sys.executable, "-c", "import sys; " + child, sys.argv[1])
supervise({"sleeper": command}, ready=lambda: True, announce=lambda: print("ready", flush=True))
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def children(folder: Path) -> list[int]:
    """The processes that were started, oldest first."""
    return [int(path.name) for path in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)]


def runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def wait_until(condition: Callable[[], bool], *, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_every_process_within_five_seconds(
    supervisor: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    assert wait_until(lambda: len(children(tmp_path)) == 1)
    supervisor.send_signal(number)
    assert supervisor.wait(timeout=5) == 0
    assert not any(map(runs, children(tmp_path)))


def test_a_killed_process_is_started_again(supervisor: subprocess.Popen[str], tmp_path: Path) -> None:
    assert wait_until(lambda: len(children(tmp_path)) == 1)
    os.kill(children(tmp_path)[0], signal.SIGKILL)
    assert wait_until(lambda: len(children(tmp_path)) == 2)
    assert runs(children(tmp_path)[1])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_no_process_outlives_a_killed_supervisor(supervisor: subprocess.Popen[str], tmp_path: Path) -> None:
    assert wait_until(lambda: len(children(tmp_path)) == 1)
    supervisor.kill()
    assert wait_until(lambda: not any(map(runs, children(tmp_path))))
