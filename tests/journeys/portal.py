"""The portal of the journeys: the processes of `unisson run`, on a folder of their own, holding the demonstration."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

STARTS_WITHIN = 300
STOPS_WITHIN = 60


@dataclass(frozen=True, kw_only=True)
class Portal:
    """A running portal. Journeys look at it through its pages; what no page shows, they read in its database."""

    url: str
    environment: Mapping[str, str]
    supervisor: int = 0

    @property
    def var(self) -> Path:
        return Path(self.environment["UNISSON_VAR"])

    @property
    def said(self) -> str:
        """What its processes logged so far."""
        return _log(self.var).read_text()

    def unisson(self, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        """The `unisson` command, beside the running portal."""
        command = [sys.executable, "-m", "unisson.cli.main", *map(str, arguments)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=60)

    def rows(self, question: str, *values: str | int) -> list[tuple[Any, ...]]:
        """What the database answers. Not through Django: Playwright's loop forbids its models here."""
        with closing(sqlite3.connect(self.var / "unisson.sqlite3", timeout=20)) as database:
            return database.execute(question, values).fetchall()

    def invoice(self, number: str) -> int:
        """The key of the one invoice sent under `number`."""
        ((pk,),) = self.rows("SELECT id FROM invoices_invoice WHERE number = ?", number)
        return int(pk)

    def end_session(self, key: str) -> None:
        """What the hour without a click does."""
        with closing(sqlite3.connect(self.var / "unisson.sqlite3", timeout=20)) as database, database:
            database.execute("DELETE FROM django_session WHERE session_key = ?", (key,))


@contextmanager
def running(var: Path, more: Mapping[str, str] | None = None) -> Iterator[Portal]:
    """The portal, from the moment it says that it is ready; stopped afterwards. `more`: settings of its own."""
    port = _free_port()
    portal = Portal(url=f"http://127.0.0.1:{port}", environment=_environment(var, port, more or {}))
    said = _log(var)
    var.mkdir(parents=True, exist_ok=True)
    with said.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "unisson.cli.main", "run", "--port", str(port)],
            env=portal.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, said)
        yield replace(portal, supervisor=process.pid)
    finally:
        process.terminate()
        process.wait(timeout=STOPS_WITHIN)


def _log(var: Path) -> Path:
    return var / "said.txt"


def _environment(var: Path, port: int, more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("UNISSON_", "DJANGO_"))}
    # One worker: several portals stand side by side.
    own = {"VAR": str(var), "DEMO": "1", "BASE_URL": f"http://127.0.0.1:{port}", "WORKERS": "1"}
    own |= {"LOG_LEVEL": "WARNING", **more}
    return {**kept, **{f"UNISSON_{name}": value for name, value in own.items()}}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(process: "subprocess.Popen[bytes]", said: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while "Ctrl-C" not in said.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"The portal did not start:\n{said.read_text()}")
        time.sleep(0.2)
