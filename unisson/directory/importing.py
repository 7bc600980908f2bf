"""Importing a file of the directory: a report line by line, then all of the file or nothing of it.

What a line says as the directory says it already is never a fault; only what differs is judged and written. What the
file does not name is left alone. Managers are no matter of a file: two operators appoint them (`appointing`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO

from django.db import IntegrityError, transaction

from unisson.accounts.models import User
from unisson.kernel.clock import legal_day
from unisson.kernel.findings import Value
from unisson.kernel.refusal import Refusal

from . import acts, imported, posting
from .catalogue import CODE, IDENTIFIER, KIND, OF_STRUCTURE, said_of, said_of_service
from .exchange import MOST_PROBLEMS, Problem, Record, problem, read
from .imported import Judged
from .models import OperatorAct, Service, Structure

_CHUNK = 500
"""Lines that are compared with the directory at once."""
Key = tuple[str, str]


@dataclass(kw_only=True)
class Report:
    """What a file would do, or did. `problems`: all of them, in the order of the file, up to `MOST_PROBLEMS`."""

    lines: int = 0
    added: int = 0
    changed: int = 0
    services_added: int = 0
    services_changed: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """What keeps the file from being imported."""
        return sum(one.blocks for one in self.problems)

    @property
    def counts(self) -> dict[str, Value]:
        """The figures, for the journal and the command."""
        return {
            "lines": self.lines,
            "added": self.added,
            "changed": self.changed,
            "services_added": self.services_added,
            "services_changed": self.services_changed,
        }


@dataclass(kw_only=True)
class _Seen:
    """What the lines before said: of each structure, and of each of its services, on which line first."""

    structures: dict[Key, tuple[int, int]] = field(default_factory=dict)
    services: dict[tuple[Key, str], int] = field(default_factory=dict)
    added: set[Key] = field(default_factory=set)


def examine(file: BinaryIO, *, at: datetime) -> Report:
    """What an import of the file would do and what is wrong with it. Writes nothing."""
    report = Report()
    for _ in _judged(file, report, on=legal_day(at)):
        pass
    return report


def apply(file: BinaryIO, *, actor: User, name: str, at: datetime) -> Report:
    """Import the file that is called `name`: all of it, in one transaction, with its history and a line in the
    operators' journal. Refusal CPP-ANNUAIRE-28 for one with faults, -30 when somebody added the same meanwhile: nothing
    is written then."""
    report = Report()
    try:
        with transaction.atomic():
            for judged in _judged(file, report, on=legal_day(at)):
                if not report.faults:
                    posting.post(judged, actor=actor, at=at)
            if report.faults:
                raise Refusal("CPP-ANNUAIRE-28", field="fichier", count=report.faults)
            acts.note(OperatorAct.What.IMPORTED, actor=actor, subject=name, after=report.counts, at=at)
    except IntegrityError as error:
        raise Refusal("CPP-ANNUAIRE-30", field="fichier") from error
    return report


def _judged(file: BinaryIO, report: Report, *, on: date) -> Iterator[list[Judged]]:
    """The lines, compared with the directory a chunk at a time; the report grows meanwhile."""
    found, seen = read(file), _Seen()
    while part := list(islice(found, _CHUNK)):
        records = [one for one in part if isinstance(one, Record)]
        report.problems += [one for one in part if isinstance(one, Problem)]
        report.lines += len(records)
        judged = list(_compared(records, seen, on=on))
        for one in judged:
            _count(report, one)
        report.problems.sort(key=lambda one: one.line)
        yield judged
        if len(report.problems) >= MOST_PROBLEMS:
            last = report.problems[MOST_PROBLEMS - 1].line
            report.problems[MOST_PROBLEMS:] = [problem(last, "CPP-ANNUAIRE-27", limit=MOST_PROBLEMS)]
            return


def _count(report: Report, judged: Judged) -> None:
    report.problems += judged.problems
    if judged.problems and any(one.blocks for one in judged.problems):
        return
    report.added += judged.adds
    report.changed += bool(judged.facts) and not judged.adds
    if judged.service_facts:
        report.services_added += judged.service is None
        report.services_changed += judged.service is not None


def _compared(records: Sequence[Record], seen: _Seen, *, on: date) -> Iterator[Judged]:
    known, services = _known(records), _services(records)
    for record in records:
        key = (record.cells[KIND], record.cells[IDENTIFIER])
        yield _one(record, known.get(key), services.get((key, record.cells[CODE])), seen, on=on)


def _one(record: Record, structure: Structure | None, service: Service | None, seen: _Seen, *, on: date) -> Judged:
    key = (record.cells[KIND], record.cells[IDENTIFIER])
    said = hash(tuple(record.cells[column.heading] for column in OF_STRUCTURE))
    before = seen.structures.setdefault(key, (said, record.line))
    judged = Judged(record=record, structure=structure, service=service, again=before[1] != record.line)
    if judged.adds:
        seen.added.add(key)
    judged.fresh = key in seen.added
    if before[0] != said:
        judged.problems.append(
            problem(record.line, "CPP-ANNUAIRE-19", column=IDENTIFIER, value=key[1], first=before[1])
        )
    elif not judged.again:
        imported.judge_structure(judged, current=said_of(structure) if structure else None)
    code = record.cells[CODE]
    if (first := seen.services.setdefault((key, code), record.line)) != record.line:
        judged.problems.append(problem(record.line, "CPP-ANNUAIRE-20", column=CODE, value=code, first=first))
    else:
        imported.judge_service(judged, current=said_of_service(service, on=on) if service else None)
    return judged


def _known(records: Iterable[Record]) -> Mapping[Key, Structure]:
    numbers = {record.cells[IDENTIFIER] for record in records}
    found = Structure.objects.filter(identifier__in=numbers)
    if transaction.get_connection().in_atomic_block:
        found = found.select_for_update(of=("self",))
    return {(one.kind, one.identifier): one for one in found}


def _services(records: Iterable[Record]) -> Mapping[tuple[Key, str], Service]:
    numbers = {record.cells[IDENTIFIER] for record in records if record.cells[CODE]}
    codes = {record.cells[CODE] for record in records} - {""}
    found = Service.objects.filter(structure__identifier__in=numbers, code__in=codes).select_related("structure")
    return {((one.structure.kind, one.structure.identifier), one.code): one for one in found}
