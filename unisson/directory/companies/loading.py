"""Loading one of INSEE's files into the embedded register: in batches, each with its place in one transaction.

Killed at any instant, the next run goes on where the last batch ended; a whole run again, or an older file after a
newer one, changes nothing. What cannot be read is kept line by line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import F

from unisson.directory.models import RegisterFault, RegisterImport
from unisson.kernel.clock import Clock
from unisson.kernel.refusal import Refusal
from unisson.kernel.texts import shown

from .layout import Fault, Header, Row, header_of
from .source import Line, digest_of, opened
from .upsert import upsert

BATCH = 20_000
"""Lines of a transaction: a few tenths of a second, during which others wait for SQLite."""
FAULTS_KEPT = 10_000
"""Lines told one by one; those after are counted. A file with more of them is not INSEE's."""
_EXCERPT = 40


@dataclass(frozen=True, kw_only=True)
class Progress:
    """After a batch: `done` of `size` bytes on the disk, and the run as it stands."""

    run: RegisterImport
    done: int
    size: int


@dataclass(frozen=True, kw_only=True)
class _Batch:
    """Lines that go together. Of several rows of one number the newest stands, of two as new the first."""

    rows: list[Row]
    faults: list[RegisterFault]
    lines: int
    end: int


def begin(path: Path, *, at: datetime) -> tuple[RegisterImport, Header]:
    """The run of this file, a new one or the one that was cut short, and its header; nothing is read yet of the rest.

    Refusals of `opened` and `header_of`.
    """
    with opened(path) as source:
        first = next(source.lines(), None)
    if first is None:
        raise Refusal("CPP-SIRENE-04")
    header = header_of(first)
    facts = {"file_name": path.name[-255:], "layout": header.layout.name, "begun_at": at}
    start = {"position": first.end, "lines": 1}
    run, _new = RegisterImport.objects.get_or_create(digest=digest_of(path), defaults={**facts, **start})
    return run, header


def load(path: Path, run: RegisterImport, header: Header, *, clock: Clock) -> Iterator[Progress]:
    """Read what is left of the file. Refusal CPP-SIRENE-03 where it is broken, CPP-SIRENE-06 when another process
    reads it too."""
    with opened(path) as source:
        lines = source.lines(run.position)
        while some := list(islice(lines, BATCH)):
            _write(run, header, _read(some, header, run=run))
            yield Progress(run=run, done=source.done, size=source.size)
    run.ended_at = clock()
    run.save(update_fields=["ended_at"])


def _read(lines: Iterable[Line], header: Header, *, run: RegisterImport) -> _Batch:
    rows: dict[object, Row] = {}
    faults, number, end = [], run.lines, run.position
    for line in lines:
        number, end = number + 1, line.end
        if not line.content:
            continue
        try:
            row = header.read(line)
        except Fault as fault:
            faults.append(_fault(run, number, line, fault))
            continue
        known = rows.get(row[0])
        if known is None or known[-1] < row[-1]:  # type: ignore[operator]
            rows[row[0]] = row
    # In the order of their numbers: of two files loaded at once neither waits for the other crosswise.
    return _Batch(rows=[rows[key] for key in sorted(rows)], faults=faults, lines=number - run.lines, end=end)  # type: ignore[type-var]


def _write(run: RegisterImport, header: Header, batch: _Batch) -> None:
    """The rows and the new place, or neither."""
    try:
        with transaction.atomic():
            here = RegisterImport.objects.filter(pk=run.pk, position=run.position, ended_at=None)
            written = upsert(header.layout, batch.rows)
            moved = here.update(
                position=batch.end,
                lines=F("lines") + batch.lines,
                refused=F("refused") + len(batch.faults),
                written=F("written") + written,
            )
            if not moved:
                raise Refusal("CPP-SIRENE-06", file=run.file_name)
            RegisterFault.objects.bulk_create(batch.faults[: max(0, FAULTS_KEPT - run.refused)], batch_size=500)
    except IntegrityError as error:
        raise Refusal("CPP-SIRENE-06", file=run.file_name) from error
    run.refresh_from_db()


def _fault(run: RegisterImport, number: int, line: Line, fault: Fault) -> RegisterFault:
    excerpt = shown(line.content[: 2 * _EXCERPT].decode(errors="replace"))[:_EXCERPT]
    values = {name: shown(one) if isinstance(one, str) else one for name, one in fault.values.items()}
    return RegisterFault(run=run, line=number, code=fault.code, values=values, excerpt=excerpt)
