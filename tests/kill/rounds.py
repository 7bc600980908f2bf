"""Real processes killed in the middle of their work, and what the database says once all is settled."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_LIFE = ("-m", "tests.kill.life")
_WORKER = ("-c", "from unisson.cli.main import main; main(['worker'])")
_UNDELIVERED = "SELECT count(*) FROM invoices_invoice WHERE status != 'MISE_A_DISPOSITION'"
_UNENDED = "SELECT count(*) FROM invoices_flow WHERE state != 'IN_INTEGRE'"
_DOUBLES = "SELECT count(*) FROM invoices_statuschange GROUP BY invoice_id HAVING count(*) != 3"
_LETTERS = "SELECT count(*) FROM notices_email WHERE kind = 'invoice-available'"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`promised`: number → certificate, as the killed processes had told; `kept`: the same, as the database has it."""

    promised: dict[str, str]
    kept: dict[str, str]
    invoices: int
    letters: int
    undelivered: int
    unended: int
    crooked_histories: int

    @property
    def broken(self) -> list[str]:
        """The promises that were not kept."""
        return [number for number, certificate in self.promised.items() if self.kept.get(number) != certificate]

    @property
    def holds(self) -> bool:
        faults = (self.undelivered, self.unended, self.crooked_histories, self.letters - self.invoices)
        return not self.broken and not any(faults)


def live(folder: Path, *, kill_after: Sequence[int], deposits: int) -> Outcome:
    """Deposit until `deposits` are promised; a depositor and a worker are killed after each count of `kill_after`."""
    environment = _environment(folder)
    _run(environment, "migrate")
    promised: dict[str, str] = {}
    for count in (*kill_after, deposits):
        worker = subprocess.Popen((sys.executable, *_WORKER), env=environment, cwd=ROOT)
        depositor = subprocess.Popen(
            (sys.executable, *_LIFE, "deposit", str(_next(folder)), "1000"),
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert depositor.stdout
            while len(promised) < count and (line := depositor.stdout.readline()):
                number, certificate = line.split()
                promised[number] = certificate
        finally:
            for process in (depositor, worker):
                process.kill()
                process.communicate()
    _run(environment, "settle")
    return _outcome(folder, promised)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("UNISSON_", "DJANGO_"))}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "unisson.config.settings",
        "UNISSON_VAR": str(folder),
        "UNISSON_LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(ROOT),
    }


def _run(environment: dict[str, str], act: str) -> None:
    subprocess.run((sys.executable, *_LIFE, act), env=environment, cwd=ROOT, check=True, timeout=120)


def _ask(folder: Path, question: str) -> list[tuple[int | str, ...]]:
    with closing(sqlite3.connect(folder / "unisson.sqlite3", timeout=20)) as database:
        return database.execute(question).fetchall()


def _next(folder: Path) -> int:
    """A number never used: a file kept before the kill may still become an invoice."""
    return int(_ask(folder, "SELECT count(*) FROM invoices_flow")[0][0]) + 1


def _outcome(folder: Path, promised: dict[str, str]) -> Outcome:
    rows = _ask(folder, "SELECT i.number, c.number FROM invoices_invoice i JOIN invoices_depositcertificate c"
                        " ON c.invoice_id = i.id")  # fmt: skip
    return Outcome(
        promised=promised,
        kept={str(number): str(certificate) for number, certificate in rows},
        invoices=len(rows),
        letters=int(_ask(folder, _LETTERS)[0][0]),
        undelivered=int(_ask(folder, _UNDELIVERED)[0][0]),
        unended=int(_ask(folder, _UNENDED)[0][0]),
        crooked_histories=len(_ask(folder, _DOUBLES)),
    )
