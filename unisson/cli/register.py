"""`unisson directory import-sirene`: a file of INSEE's into the embedded register, how far it is, what failed."""

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from unisson.directory.companies import loading
from unisson.directory.companies.loading import Progress
from unisson.directory.models import RegisterFault, RegisterImport
from unisson.kernel.clock import PARIS, now
from unisson.kernel.tables import csv_table
from unisson.kernel.words import sentence

TOLD = 20
"""Lines that could not be read that are printed; the report has more."""
_BAR = 24
_EVERY = 5.0
"""Seconds between two lines, where no terminal shows a bar."""
NNBSP = "\u202f"


def import_sirene(path: Path, *, report: Path | None) -> bool:
    """Load the file, or what is left of it; whether every line could be read."""
    run, header = loading.begin(path, at=now())
    if run.ended_at:
        values = {"file": path.name, "at": f"{run.ended_at.astimezone(PARIS):%d/%m/%Y à %H:%M}"}
        print(sentence("CPP-COMMANDE-70", values))
    else:
        if run.lines > 1:
            print(sentence("CPP-COMMANDE-71", {"line": _grouped(run.lines + 1)}))
        meter = Meter(begun_with=run.lines)
        for step in loading.load(path, run, header, clock=now):
            meter.show(step)
        meter.end()
    return _told(run, report=report)


def _told(run: RegisterImport, *, report: Path | None) -> bool:
    counts = {"lines": run.lines - 1, "written": run.written, "refused": run.refused}
    print(sentence("CPP-COMMANDE-72", {name: _grouped(count) for name, count in counts.items()}))
    if not run.refused:
        return True
    for fault in run.faults.all()[:TOLD]:
        print(f"  ligne {_grouped(fault.line)} : {sentence(fault.code, fault.values)}")
    if run.refused > TOLD:
        print(sentence("CPP-COMMANDE-73", {"count": _grouped(run.refused - TOLD)}))
    if report is not None:
        report.write_bytes(_table(run.faults.all()))
    return False


def _table(faults: Iterable[RegisterFault]) -> bytes:
    rows = ([one.line, one.code, sentence(one.code, one.values), one.excerpt] for one in faults)
    return csv_table([["Ligne", "Code", "Ce qui ne va pas", "Début de la ligne"], *rows])


@dataclass(kw_only=True)
class Meter:
    """How far a run is, how fast, and how long it still takes: a bar on a terminal, else a line now and then."""

    begun_with: int
    begun: float = field(default_factory=time.monotonic)
    _shown: float = 0.0
    _first: int | None = None

    def show(self, step: Progress) -> None:
        """Say where `step` stands."""
        moment, on_terminal = time.monotonic(), sys.stderr.isatty()
        self._first = step.done if self._first is None else self._first
        if not on_terminal and moment - self._shown < _EVERY:
            return
        self._shown = moment
        share = min(1.0, step.done / step.size) if step.size else 1.0
        words = self._words(step, share, took=moment - self.begun)
        if on_terminal:
            filled = round(share * _BAR)
            print(f"\r[{'█' * filled}{'·' * (_BAR - filled)}] {words}\033[K", end="", file=sys.stderr, flush=True)
        else:
            print(words, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line of the bar."""
        if sys.stderr.isatty():
            print(file=sys.stderr)

    def _words(self, step: Progress, share: float, *, took: float) -> str:
        rate = (step.run.lines - self.begun_with) / took if took else 0
        # What was read since the first batch tells the pace: unpacking up to where a cut run stopped is no part of it.
        fresh = step.done - (self._first or 0)
        left = _lasting(took * (step.size - step.done) / fresh) if fresh else "…"
        return f"{share:4.0%}  {_grouped(step.run.lines)} lignes, {_grouped(round(rate))} par seconde, reste {left}"


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", NNBSP)


def _lasting(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
