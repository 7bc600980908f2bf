"""One line of an import, judged: the fields it changes of its structure and of its service, or what is wrong with it.

Each column is read by one row of a table. A reader gives the value of the field, or what is wrong and why.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from unisson.kernel.findings import Value
from unisson.kernel.identifiers import is_siret
from unisson.kernel.texts import one_line

from . import catalogue, fiche, lineage
from .catalogue import CODE, HIDDEN, IDENTIFIER, KIND, NO, OF_SERVICE, OF_STRUCTURE, OPEN, UPDATED, YES
from .exchange import Problem, Record, problem
from .models import Service, Structure
from .needs import contradiction

_ROUNDED = re.compile(r"[0-9][.,][0-9]+E\+[0-9]{1,2}", re.IGNORECASE)


@dataclass(kw_only=True)
class Judged:
    """A line. `facts`, `service_facts`: the fields to write, by name, none where nothing differs. `again`: an earlier
    line was about the same structure; `fresh`: this file adds it; `updated`: the day that it gives it."""

    record: Record
    structure: Structure | None
    service: Service | None
    again: bool
    fresh: bool = False
    facts: dict[str, Any] = field(default_factory=dict)
    service_facts: dict[str, Any] = field(default_factory=dict)
    updated: date | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def adds(self) -> bool:
        """Whether the structure is a new one."""
        return self.structure is None and not self.again

    def complain(self, column: str, code: str, *, blocks: bool = True, **values: Value) -> None:
        """Add what is wrong in one column."""
        value = self.record.cells[column]
        self.problems.append(problem(self.record.line, code, column=column, value=value, blocks=blocks, **values))


class Wrong(Exception):  # noqa: N818 - caught where the column is known
    """What is wrong with a cell."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values: dict[str, Any] = dict(values)


def _text(limit: int, *, required: bool = False) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if required and not cell.strip():
            raise Wrong("CPP-ANNUAIRE-12")
        if len(cell) > limit:
            raise Wrong("CPP-ANNUAIRE-13", length=len(cell), limit=limit)
        if cell != one_line(cell):
            raise Wrong("CPP-ANNUAIRE-23")
        return cell

    return read


def _one_of(accepted: Mapping[str, Any]) -> Callable[[str], Any]:
    def read(cell: str) -> Any:
        if (value := accepted.get(cell.strip().upper())) is None:
            raise Wrong("CPP-ANNUAIRE-14", accepted=", ".join(accepted))
        return value

    return read


def _country(cell: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", cell):
        raise Wrong("CPP-ANNUAIRE-25")
    return cell


_FLAG = _one_of({YES: True, NO: False})
_READ: Mapping[str, Callable[[str], Any]] = {
    "kind": _one_of({kind: kind for kind in Structure.Kind.values}),
    "identifier": _text(18, required=True),
    "name": _text(201, required=True),
    "active": _one_of({catalogue.ACTIVE: True, catalogue.INACTIVE: False}),
    "address": _text(255),
    "postcode": _text(10),
    "town": _text(100),
    "country": _country,
    "payment_not_reported": _one_of({YES: False, NO: True}),
}
"""By field; the others are OUI or NON."""
_MASKED = frozenset({"name", "address", "postcode", "town"})
_HIDDEN = {column.field: column.heading for column in OF_STRUCTURE if column.field in _MASKED}
_PARAMETERS = frozenset(fiche.PARAMETERS) & {column.field for column in OF_STRUCTURE}
ABOUT: Mapping[str, str] = {
    "CPP-FICHE-04": "Engagement ou service",
    "CPP-FICHE-05": "MOA uniquement",
    "CPP-FICHE-06": "Service obligatoire",
    "CPP-FICHE-07": "Service obligatoire",
}
"""The column of each contradiction between parameters."""


def judge_structure(judged: Judged, *, current: Sequence[str] | None) -> None:
    """Read what the line says of its structure; `current`: what the directory says of it."""
    for rank, column in enumerate(OF_STRUCTURE):
        cell = judged.record.cells[column.heading]
        if current and cell == current[rank]:
            continue
        try:
            judged.facts[column.field] = _READ.get(column.field, _FLAG)(cell)
        except Wrong as wrong:
            judged.complain(column.heading, wrong.code, **wrong.values)
    if judged.structure is None:
        _judge_new(judged)
    else:
        _judge_known(judged, judged.structure)
    _judge_hidden(judged)
    _judge_parameters(judged)
    if judged.structure and not judged.structure.is_public:
        judged.problems[:] = []
        judged.complain(IDENTIFIER, "CPP-ANNUAIRE-18")
    postcode, country = judged.facts.get("postcode"), judged.record.cells["Pays"]
    if postcode and postcode != HIDDEN and country == "FR" and not re.fullmatch(r"[0-9]{5}", postcode):
        judged.complain("Code postal", "CPP-ANNUAIRE-22")


def _judge_known(judged: Judged, structure: Structure) -> None:
    """A structure that is there: one whose identifier changed stays closed, as on its page (`deactivation`)."""
    if judged.facts.get("active") and (later := lineage.successor(structure)):
        name = judged.record.cells["Raison sociale"]
        judged.complain("Statut", "CPP-ACTIVITE-04", name=name, number=later.identifier)


def _judge_hidden(judged: Judged) -> None:
    """« [ND] » stands for all of who is masked, or for nothing."""
    cells = judged.record.cells
    hidden = [heading for heading in _HIDDEN.values() if cells[heading] == HIDDEN]
    if judged.structure is None:
        if hidden and len(hidden) < len(_HIDDEN):
            judged.complain(hidden[0], "CPP-ANNUAIRE-42")
        judged.facts["masked"] = bool(hidden)
    elif judged.structure.masked:
        if not _MASKED.isdisjoint(judged.facts):
            judged.complain("Raison sociale", "CPP-ANNUAIRE-35")
    elif hidden:
        judged.complain(hidden[0], "CPP-ANNUAIRE-42")


def _judge_parameters(judged: Judged) -> None:
    """What the structure would ask of its suppliers. Whether a service answers is known after its last line."""
    if judged.structure is not None and _PARAMETERS.isdisjoint(judged.facts):
        return
    before = {name: getattr(judged.structure, name, False) for name in _PARAMETERS}
    asked = fiche.Parameters(**{**before, **{name: judged.facts[name] for name in _PARAMETERS & set(judged.facts)}})
    code = contradiction(asked, identifier=judged.record.cells[IDENTIFIER], served=True)
    if code:
        judged.complain(ABOUT[code], code)


def _judge_new(judged: Judged) -> None:
    """A structure that is not there: its number, and the day that the file gives it."""
    kind, number = judged.facts.get("kind"), judged.facts.get("identifier")
    if kind not in (None, Structure.Kind.SIRET):
        judged.complain(KIND, "CPP-ANNUAIRE-41")
    elif number and _ROUNDED.fullmatch(number):
        judged.complain(IDENTIFIER, "CPP-ANNUAIRE-17")
    elif number and not (number.isascii() and number.isdigit() and len(number) == 14):
        judged.complain(IDENTIFIER, "CPP-ANNUAIRE-15")
    elif number and not is_siret(number):
        judged.complain(IDENTIFIER, "CPP-ANNUAIRE-16", blocks=False)
    try:
        updated = judged.record.cells[UPDATED]
        judged.updated = date.fromisoformat(updated) if updated else None
    except ValueError:
        judged.complain(UPDATED, "CPP-ANNUAIRE-26")


_READ_SERVICE: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    CODE: ("code", _text(100, required=True)),
    catalogue.NAME: ("name", _text(255, required=True)),
    OPEN: ("active", _FLAG),
    catalogue.COMMITMENT: ("commitment_required", _FLAG),
}


def judge_service(judged: Judged, *, current: Sequence[str] | None) -> None:
    """Read what the line says of a service; `current`: what the directory says of it."""
    cells = judged.record.cells
    if not cells[CODE]:
        for heading in OF_SERVICE[1:]:
            if cells[heading]:
                judged.complain(heading, "CPP-ANNUAIRE-21")
        return
    for rank, (heading, (name, reads)) in enumerate(_READ_SERVICE.items()):
        if current and cells[heading] == current[rank]:
            continue
        try:
            judged.service_facts[name] = reads(cells[heading])
        except Wrong as wrong:
            judged.complain(heading, wrong.code, **wrong.values)
    if judged.service and judged.service.active and judged.service_facts.get("active"):
        judged.complain(OPEN, "CPP-ANNUAIRE-24")
