"""Writing the judged lines of an import: structures, services, spaces, words and history, inside its transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from unisson.accounts.models import User
from unisson.kernel.clock import PARIS

from . import changes, deactivation, words
from .imported import Judged
from .models import Service, SpaceOpening, Structure, StructureChange
from .search import searchable_service, searchable_structure
from .spaces import Space

What = StructureChange.What
Key = tuple[str, str]
_FACTS = frozenset({"name", "address", "postcode", "town", "country"})


def post(lines: Sequence[Judged], *, actor: User, at: datetime) -> None:
    """Write lines of which none has a fault."""
    made = _add_structures([line for line in lines if line.adds], actor=actor, at=at)
    for line in lines:
        if line.structure is not None and line.facts:
            _change(line.structure, line.facts, actor=actor, at=at)
    _write_services([line for line in lines if line.service_facts], made, actor=actor, at=at)


def _add_structures(lines: Sequence[Judged], *, actor: User, at: datetime) -> Mapping[Key, Structure]:
    """New public structures receive invoices, but those that only act as « MOA »; nobody manages them yet."""
    made = [_new(line) for line in lines]
    Structure.objects.bulk_create(made)
    words.index(*made, new=True)
    SpaceOpening.objects.bulk_create(
        SpaceOpening(structure=one, space=Space.RECEIVED) for one in made if not one.works_owner_only
    )
    StructureChange.objects.bulk_create(
        StructureChange(structure=one, actor=actor, what=What.CREATED, after=_told(line.facts), at=at)
        for one, line in zip(made, lines, strict=True)
    )
    return {(one.kind, one.identifier): one for one in made}


def _new(line: Judged) -> Structure:
    # The register is asked later about who was typed into a file (`companies.checking`).
    made = Structure(nature=Structure.Nature.PUBLIC, verified=False, **line.facts)
    made.searchable = searchable_structure(made)
    made.updated_at = _midnight(line.updated) if line.updated else None
    return made


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=PARIS)


def _told(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", False)}


def _change(structure: Structure, facts: Mapping[str, Any], *, actor: User, at: datetime) -> None:
    before = changes.facts(structure, facts)
    for name, value in facts.items():
        setattr(structure, name, value)
    structure.searchable = searchable_structure(structure)
    structure.save(update_fields=[*facts, "searchable"])
    for what, names in _sorts(facts).items():
        was, now = ({name: side[name] for name in names} for side in (before, facts))
        changes.record(what, structure, actor=actor, before=was, after=now, at=at)
    if "active" in facts:
        deactivation.tell(structure, by=actor, at=at)


def _sorts(facts: Mapping[str, Any]) -> dict[What, list[str]]:
    """The fields of each sort of change."""
    status = What.REACTIVATED if facts.get("active") else What.DEACTIVATED
    sorts: dict[What, list[str]] = {}
    for name in facts:
        what = status if name == "active" else What.FACTS if name in _FACTS else What.PARAMETERS
        sorts.setdefault(what, []).append(name)
    return sorts


def _write_services(lines: Sequence[Judged], made: Mapping[Key, Structure], *, actor: User, at: datetime) -> None:
    """Services of structures that were there, or that a line just added."""
    new = [line for line in lines if line.service is None]
    homes = {**_homes(new), **made}
    added = [_new_service(line, homes[_key(line)]) for line in new]
    Service.objects.bulk_create(added)
    StructureChange.objects.bulk_create(
        StructureChange(
            structure=one.structure,
            service=one,
            actor=actor,
            what=What.SERVICE_ADDED,
            after=_told(line.service_facts),
            at=at,
        )
        for one, line in zip(added, new, strict=True)
    )
    there = {one.structure_id for one, line in zip(added, new, strict=True) if not line.fresh}
    Structure.objects.filter(pk__in=there).update(updated_at=at)
    for line in lines:
        if line.service is not None:
            _change_service(line.service, line.service_facts, actor=actor, at=at)


def _homes(lines: Sequence[Judged]) -> Mapping[Key, Structure]:
    numbers = {_key(line)[1] for line in lines}
    return {(one.kind, one.identifier): one for one in Structure.objects.filter(identifier__in=numbers)}


def _key(line: Judged) -> Key:
    return line.record.cells["Type identifiant"], line.record.cells["Identifiant"]


def _new_service(line: Judged, structure: Structure) -> Service:
    facts = line.service_facts
    return Service(structure=structure, searchable=searchable_service(facts["code"], facts["name"]), **facts)


def _change_service(service: Service, facts: Mapping[str, Any], *, actor: User, at: datetime) -> None:
    before = changes.facts(service, facts)
    for name, value in facts.items():
        setattr(service, name, value)
    service.searchable = searchable_service(service.code, service.name)
    service.save(update_fields=[*facts, "searchable"])
    changes.record(
        What.SERVICE_CHANGED, service.structure, actor=actor, before=before, after=facts, service=service, at=at
    )
