"""Keeps a few processes alive: starts them, restarts the ones that die, stops them all together."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)

TICK = 0.2
STOP_WITHIN = 4.0
"""Seconds, for who pressed Ctrl-C and waits."""
END_WITHIN = 30.0
"""Seconds, for a service manager: pages in the making are finished. A little more than gunicorn gives them."""
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 60.0
_GLANCE = 0.05
_PR_SET_PDEATHSIG = 1


def supervise(
    commands: Mapping[str, Sequence[str]], *, ready: Callable[[], bool], announce: Callable[[], None]
) -> None:
    """Run `commands` (name → arguments) until SIGINT, and return within five seconds of it, or until SIGTERM, and
    return when what was in the making is finished: at once where nothing was. A second signal hurries the first.

    A process that ends is started again, at once the first time, then after pauses that double up to 30 seconds.
    `announce` is called once, as soon as `ready` says so.
    """
    stop, hurry = threading.Event(), threading.Event()

    def asked(number: int, _frame: object) -> None:
        if number == signal.SIGINT or stop.is_set():
            hurry.set()
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, asked)
    children = [_Child(name=name, command=command) for name, command in commands.items()]
    announced = False
    try:
        while not stop.is_set():
            for child in children:
                child.keep_alive()
            if not announced and ready():
                announce()
                announced = True
            stop.wait(TICK)
    finally:
        _stop_all(children, hurry=hurry)


@dataclass
class _Child:
    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    due: float = field(default_factory=time.monotonic)

    def keep_alive(self) -> None:
        if self.process is None:
            if time.monotonic() >= self.due:
                self._start()
        elif self.process.poll() is not None:
            self._bury(self.process)

    def _start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - no thread runs here
        )

    def _bury(self, process: subprocess.Popen[bytes]) -> None:
        self.send(signal.SIGKILL)  # a dead master's own processes would keep its port
        lived = time.monotonic() - self.started
        self.deaths = 1 if lived > HEALTHY_AFTER else self.deaths + 1
        pause = 0.0 if self.deaths == 1 else min(LONGEST_PAUSE, 2.0 ** (self.deaths - 2))
        logger.error("%s ended by itself (code %s); started again in %.0f s", self.name, process.returncode, pause)
        self.process, self.due = None, time.monotonic() + pause

    def send(self, number: int) -> None:
        """Send `number` to the process and to those it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


def _stop_all(children: Sequence[_Child], *, hurry: threading.Event) -> None:
    alive = [child.process for child in children if child.process is not None]
    for process in alive:
        process.terminate()
    deadline = time.monotonic() + END_WITHIN
    while any(process.poll() is None for process in alive) and time.monotonic() < deadline:
        if hurry.wait(_GLANCE):
            deadline = min(deadline, time.monotonic() + STOP_WITHIN)
            hurry.clear()
    for child in children:
        child.send(signal.SIGKILL)


def _die_with_parent() -> None:
    """Linux ends the child when its supervisor is killed: no process is left holding the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
