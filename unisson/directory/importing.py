"""Importing a file of the directory: a report line by line, then all of the file or nothing of it.

What a line says as the directory says it already is never a fault; only what differs is judged and written. What the
file does not name is left alone. Managers are no matter of a file: two operators appoint them (`appointing`).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction

from unisson.accounts.models import User
from unisson.kernel.clock import legal_day
from unisson.kernel.findings import Value
from unisson.kernel.identifiers import STATE_SIRET
from unisson.kernel.refusal import Refusal

from . import acts, imported, posting
from .catalogue import ACTIVE, CODE, IDENTIFIER, KIND, OF_STRUCTURE, OPEN, YES, said_of, said_of_service
from .exchange import MOST_PROBLEMS, Problem, Record, problem, read
from .imported import Judged
from .models import OperatorAct, Service, Structure
from .search import open_on

_CHUNK = 500
"""Lines that are compared with the directory at once."""
NOT_SERVED, NAME = "CPP-FICHE-06", "Raison sociale"
_REQUIRING = frozenset({"Service obligatoire", "Statut", OPEN})
Key = tuple[str, str]


@dataclass(kw_only=True)
class Report:
    """What a file would do, or did. `problems`: those told, in the order of the file: up to `MOST_PROBLEMS` faults,
    which keep it from being imported, and as many remarks, which are counted beyond."""

    lines: int = 0
    added: int = 0
    changed: int = 0
    services_added: int = 0
    services_changed: int = 0
    faults: int = 0
    remarks: int = 0
    problems: list[Problem] = field(default_factory=list)
    _written: Any = field(default_factory=hashlib.sha256)

    @property
    def mark(self) -> str:
        """What tells whether the file would write something else, or over something else, than when it was examined."""
        return str(self._written.hexdigest()[:32])

    def tell(self, problems: Iterable[Problem]) -> None:
        """Add what is wrong."""
        for one in problems:
            self.faults += one.blocks
            self.remarks += not one.blocks
            if (self.faults if one.blocks else self.remarks) <= MOST_PROBLEMS:
                self.problems.append(one)

    def write(self, line: int, *sides: object) -> None:
        """Add what a line writes, and over what."""
        self._written.update(repr((line, *sides)).encode())

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
    """What the lines before said: of each structure, and of each of its services, on which line first. `requiring`:
    the structures that require a service code."""

    structures: dict[Key, tuple[int, int]] = field(default_factory=dict)
    services: dict[tuple[Key, str], int] = field(default_factory=dict)
    added: set[Key] = field(default_factory=set)
    requiring: dict[Key, "_Requiring"] = field(default_factory=dict)


@dataclass(kw_only=True)
class _Requiring:
    """A structure that requires a service code: its last line, whether the file changed that or closed a service, which
    services it names, and whether one of them is open."""

    line: int
    name: str
    changed: bool = False
    named: set[str] = field(default_factory=set)
    served: bool = False


def examine(file: BinaryIO, *, at: datetime) -> Report:
    """What an import of the file would do and what is wrong with it. Writes nothing."""
    report = Report()
    for _ in _judged(file, report, on=legal_day(at)):
        pass
    return report


def apply(file: BinaryIO, *, actor: User, name: str, seen: str, at: datetime) -> Report:
    """Import the file that is called `name`: all of it, in one transaction, with its history and a line in the
    operators' journal. Refusal CPP-ANNUAIRE-28 for one with faults, -30 when somebody added the same meanwhile, -43
    when it would not do what was `seen`, the mark of the report: nothing is written then."""
    report = Report()
    try:
        with transaction.atomic():
            for judged in _judged(file, report, on=legal_day(at)):
                if not report.faults:
                    posting.post(judged, actor=actor, at=at)
            if report.faults:
                raise Refusal("CPP-ANNUAIRE-28", field="fichier", count=report.faults)
            if report.mark != seen:
                raise Refusal("CPP-ANNUAIRE-43", field="fichier")
            acts.note(OperatorAct.What.IMPORTED, actor=actor, subject=name, after=report.counts, at=at)
    except IntegrityError as error:
        raise Refusal("CPP-ANNUAIRE-30", field="fichier") from error
    return report


def _judged(file: BinaryIO, report: Report, *, on: date) -> Iterator[list[Judged]]:
    """The lines, compared with the directory a chunk at a time; the report grows meanwhile."""
    found, seen = read(file), _Seen()
    while part := list(islice(found, _CHUNK)):
        records = [one for one in part if isinstance(one, Record)]
        report.tell(one for one in part if isinstance(one, Problem))
        report.lines += len(records)
        judged = list(_compared(records, seen, on=on))
        for one in judged:
            _count(report, one, on=on)
        report.problems.sort(key=lambda one: one.line)
        yield judged
        if report.faults >= MOST_PROBLEMS:
            last = max(one.line for one in report.problems if one.blocks)
            report.problems.append(problem(last, "CPP-ANNUAIRE-27", limit=MOST_PROBLEMS))
            return
    report.tell(_unserved(seen, on=on))
    report.problems.sort(key=lambda one: one.line)
    if report.remarks > MOST_PROBLEMS:
        last, count = report.problems[-1].line, report.remarks
        report.problems.append(problem(last, "CPP-ANNUAIRE-44", blocks=False, count=count, limit=MOST_PROBLEMS))


def _count(report: Report, judged: Judged, *, on: date) -> None:
    report.tell(judged.problems)
    if any(one.blocks for one in judged.problems):
        return
    report.added += judged.adds
    report.changed += bool(judged.facts) and not judged.adds
    if judged.service_facts:
        report.services_added += judged.service is None
        report.services_changed += judged.service is not None
    if judged.facts or judged.service_facts:
        over = said_of(judged.structure) if judged.structure and judged.facts else None
        over_service = said_of_service(judged.service, on=on) if judged.service and judged.service_facts else None
        report.write(judged.record.line, over, judged.facts, over_service, judged.service_facts)


def _unserved(seen: _Seen, *, on: date) -> Iterator[Problem]:
    """The structures that would require a service code and have no open service, told at their last line."""
    doubtful = [(key, one) for key, one in seen.requiring.items() if one.changed and not one.served]
    for start in range(0, len(doubtful), _CHUNK):
        part = doubtful[start : start + _CHUNK]
        numbers = [number for (_kind, number), _one in part]
        found = Service.objects.filter(open_on(on), structure__identifier__in=numbers)
        open_ones = set(found.values_list("structure__kind", "structure__identifier", "code"))
        named = {(*key, code) for key, one in part for code in one.named}
        served = {(kind, number) for kind, number, _code in open_ones - named}
        for key, one in part:
            if key not in served and key[1] != STATE_SIRET:
                yield problem(one.line, NOT_SERVED, column=imported.ABOUT[NOT_SERVED], value=YES, name=one.name)


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
    _require(judged, seen)
    return judged


def _require(judged: Judged, seen: _Seen) -> None:
    """Note what this line says of the service that a structure requires a code for."""
    cells = {name: cell.strip().upper() for name, cell in judged.record.cells.items() if name in _REQUIRING}
    if cells["Service obligatoire"] != YES or cells["Statut"] != ACTIVE:
        return
    key = (judged.record.cells[KIND], judged.record.cells[IDENTIFIER])
    one = seen.requiring.setdefault(key, _Requiring(line=judged.record.line, name=judged.record.cells[NAME]))
    one.line = judged.record.line
    one.named.add(judged.record.cells[CODE])
    one.served |= bool(judged.record.cells[CODE]) and cells[OPEN] == YES
    one.changed |= not {"service_required", "active"}.isdisjoint(judged.facts) or "active" in judged.service_facts


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
