"""The processes of a portal, each of which may be killed at any instant and is started again."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from .cluster import Cluster

ROOT = Path(__file__).parent.parent.parent
LIFE = (sys.executable, "-m", "tests.kill.life")
_WORKER = (sys.executable, "-m", "unisson.cli.main", "worker")
_WEB = (sys.executable, "-m", "gunicorn", "--config", "python:unisson.config.gunicorn")
_ANSWERS_WITHIN = 60.0


@dataclass
class Portal:
    """The web, its workers, a machine that deposits, and with `cluster` their database server."""

    var: Path
    cluster: Cluster | None = None
    small: bool = False
    """One worker and no machine: fewer processes to wait for."""
    port: int = 0
    promised: dict[str, str] = field(default_factory=dict)
    """Number → certificate, as the machine told them: what its client would have got."""
    ended: list[str] = field(default_factory=list)
    """The processes that died and that nobody had killed."""
    _processes: "dict[str, subprocess.Popen[str]]" = field(default_factory=dict)
    _machines: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def victims(self) -> Mapping[str, int]:
        """Whom to kill → how often, one against the other."""
        database = {"database": 3} if self.cluster else {}
        return {"web": 2, "web-child": 2, **dict.fromkeys(self._beside, 2), **database}

    def open(self) -> None:
        """Make the tables and start everything; return when the pages answer."""
        self.port = _free_port()
        self.run("migrate")
        for name in ("web", *self._beside):
            self._start(name)
        self._wait()

    def kill(self, victim: str) -> None:
        """SIGKILL, and start again what was killed; return when the pages answer. What died by itself starts too."""
        for name, process in self._processes.items():
            if process.poll() is not None:
                self.ended.append(name)
                self._start(name)
        if victim == "database":
            assert self.cluster
            self.cluster.kill()
            self.cluster.start()
        elif victim == "web-child":
            _kill_a_child(self._processes["web"].pid)
        else:
            self._end(victim)
            self._start(victim)
        self._wait()

    def close(self) -> None:
        """SIGKILL to all that is left, but for the database."""
        for name in self._processes:
            self._end(name)

    def run(self, *act: str) -> str:
        """An act of `life` in a process of its own; what it said."""
        done = subprocess.run(
            (*LIFE, *act), env=self._environment, cwd=ROOT, check=True, timeout=600, text=True, stdout=subprocess.PIPE
        )
        return done.stdout

    def killed_while(self, *act: str, after: float) -> bool:
        """An act of `life` that says when it begins, killed that many seconds later; whether it was still at it."""
        process = subprocess.Popen(
            (*LIFE, *act), env=self._environment, cwd=ROOT, text=True, stdout=subprocess.PIPE, start_new_session=True
        )
        assert process.stdout
        with process.stdout as lines:
            lines.readline()
            try:
                process.wait(timeout=after)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return True
        return False

    @property
    def _beside(self) -> tuple[str, ...]:
        return ("worker-1",) if self.small else ("worker-1", "worker-2", "machine")

    @property
    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("UNISSON_", "DJANGO_"))}
        own = {
            "UNISSON_VAR": str(self.var),
            "UNISSON_BASE_URL": self.url,
            "UNISSON_LOG_LEVEL": "CRITICAL",
            "UNISSON_DATABASE_URL": self.cluster.url if self.cluster else "",
        }
        return kept | own | {"DJANGO_SETTINGS_MODULE": "unisson.config.settings", "PYTHONPATH": str(ROOT)}

    def _start(self, name: str) -> None:
        self._machines += name == "machine"
        command = {
            "web": (*_WEB, "--bind", f"127.0.0.1:{self.port}"),
            "machine": (*LIFE, "deposit", f"M{self._machines}"),
        }.get(name, _WORKER)
        output = subprocess.PIPE if name == "machine" else None
        with (self.var / f"{name}.log").open("a") as log:
            process = subprocess.Popen(
                command, env=self._environment, cwd=ROOT, stdout=output, stderr=log, text=True, start_new_session=True
            )
        self._processes[name] = process
        if name == "machine":
            threading.Thread(target=self._listen, args=(process,), daemon=True).start()

    def _listen(self, machine: "subprocess.Popen[str]") -> None:
        assert machine.stdout
        with machine.stdout as lines:
            for line in lines:
                if line.endswith("\n"):
                    number, certificate = line.split()
                    self.promised[number] = certificate

    def _end(self, name: str) -> None:
        process = self._processes[name]
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + _ANSWERS_WITHIN
        while True:
            try:
                with urlopen(f"{self.url}/sante/", timeout=5):
                    return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)


def _kill_a_child(parent: int) -> None:
    """One of the processes that answer; their parent starts another."""
    listed = subprocess.run(("ps", "-o", "pid=", "--ppid", str(parent)), capture_output=True, text=True, check=False)
    if children := listed.stdout.split():
        os.kill(int(random.choice(children)), signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
