"""The history of a structure: every change of its fiche, its services and its accounts, by whom, before and after.

A change is written in the transaction that makes it. What the directory publishes carries the day of its last change,
and is found by what it says from then on.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import models
from django.db.models import QuerySet

from unisson.accounts.models import User

from . import words
from .models import Service, Structure, StructureChange

Facts = Mapping[str, object]
_ACCOUNTS = frozenset({StructureChange.What.ACCOUNT_ADDED, StructureChange.What.ACCOUNT_CHANGED})
"""Changes that nothing public says. The « active » of an account is not its structure's."""


def facts(row: models.Model, names: Iterable[str]) -> dict[str, object]:
    """The values of the fields `names` of a row, as a JSON column keeps them."""
    values = ((name, getattr(row, name)) for name in names)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values}


def record(
    what: StructureChange.What,
    structure: Structure,
    *,
    actor: User | None,
    before: Facts,
    after: Facts,
    service: Service | None = None,
    comment: str = "",
    at: datetime,
) -> StructureChange | None:
    """Keep what differs between `before` and `after`, and the day on the structure. Of what is added, all that has a
    value. None, and nothing written, when nothing differs."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if not names:
        return None
    if what not in _ACCOUNTS:
        _publish(structure, names, after, service=service, at=at)
    return StructureChange.objects.create(
        structure=structure,
        service=service,
        actor=actor,
        what=what,
        before={name: before[name] for name in names if name in before},
        after={name: after[name] for name in names if name in after},
        comment=comment,
        at=at,
    )


def _publish(structure: Structure, names: list[str], after: Facts, *, service: Service | None, at: datetime) -> None:
    Structure.objects.filter(pk=structure.pk).update(updated_at=at)
    structure.updated_at = at
    if words.concerned(names) and service is None:
        words.index(structure, changed=after)


def of(structure: Structure) -> QuerySet[StructureChange]:
    """What changed on a structure, newest first."""
    return structure.changes.select_related("actor", "service")
