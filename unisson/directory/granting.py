"""The rights of one person at one structure, as its managers write them: in force at the next click.

Nobody gives what the structure has not: a space that is not open on it, a service of another. What a colleague wrote
meanwhile is not written over in silence: whoever changes says what he saw.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from unisson.accounts.models import User
from unisson.kernel.refusal import Refusal
from unisson.kernel.texts import written

from . import acts, openings
from .colleagues import get_colleague, is_principal, tell
from .models import Grant, ManagerAct, Membership, Structure
from .spaces import Level, Space

Right = tuple[Space, Level, int | None]
"""A space at a level, on one service or (None) on the whole structure."""


def held(membership: Membership) -> list[Right]:
    """The rights written for a membership, in a fixed order. One query, none where its grants are loaded."""
    return _ordered((Space(one.space), Level(one.level), one.service_id) for one in membership.grants.all())


def mark(membership: Membership) -> str:
    """What tells whether role or rights changed since somebody looked."""
    seen = json.dumps([membership.role, membership.state, held(membership)])
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def change(
    actor: User,
    pk: int,
    wanted: Iterable[Right],
    *,
    secondary: bool | None = None,
    seen: str,
    comment: str = "",
    at: datetime,
) -> Membership:
    """Give a colleague exactly the rights `wanted`; he gets a letter. `secondary`: whether he is a secondary manager,
    None to leave his role as it is.

    Refusal CPP-DROITS-07 for the rights of the principal manager, which are his own affair; -01 when somebody
    changed them since `seen`, -02 for what the structure has not, -03 when other than the principal manager names
    managers.
    """
    comment, wanted = written(comment, field="commentaire", limit=500), _ordered(wanted)
    with transaction.atomic():
        membership = _unchanged(actor, pk, seen=seen)
        check(membership.structure, wanted)
        before = _told(membership)
        _name(membership, actor, secondary=secondary)
        _write(membership, wanted)
        _announce(ManagerAct.What.RIGHTS, membership, actor, before=before, comment=comment, at=at)
    return membership


@dataclass(frozen=True, kw_only=True)
class Copying:
    """What a copy would change for a colleague. `lost` and `gained`: against what he has."""

    membership: Membership
    model: Membership
    after: Sequence[Right]
    lost: Sequence[Right]
    gained: Sequence[Right]


def copying(actor: User, pk: int, source: int) -> Copying:
    """A copy before it is made. Refusal as `copy`."""
    membership, model = get_colleague(actor, pk), get_colleague(actor, source)
    _check_not_principal(membership, actor)
    before, after = held(membership), _of_model(membership, model)
    return Copying(
        membership=membership,
        model=model,
        after=after,
        lost=[one for one in before if one not in after],
        gained=[one for one in after if one not in before],
    )


def copy(actor: User, pk: int, source: int, *, seen: str, at: datetime) -> Membership:
    """Give a colleague the rights of another of the same structure, and no others.

    Refusal as `change`; CPP-DROITS-04 when `source` is of another structure.
    """
    with transaction.atomic():
        membership = _unchanged(actor, pk, seen=seen)
        model = get_colleague(actor, source)
        before = _told(membership)
        _write(membership, _of_model(membership, model))
        _announce(ManagerAct.What.COPIED, membership, actor, before=before, source=model.user, at=at)
    return membership


def close(actor: User, pk: int, space: Space, *, seen: str, at: datetime) -> Membership:
    """Take one space from a colleague, on the structure and on all services; he gets a letter. Refusal as `change`."""
    with transaction.atomic():
        membership = _unchanged(actor, pk, seen=seen)
        before = _told(membership)
        _write(membership, [one for one in held(membership) if one[0] is not space])
        _announce(ManagerAct.What.RIGHTS, membership, actor, before=before, at=at)
    return membership


def take(membership: Membership, wanted: Iterable[Right], *, at: datetime) -> None:
    """A manager's own rights grow, in the transaction of who checked that he may."""
    before = _told(membership)
    add(membership, wanted)
    _announce(ManagerAct.What.RIGHTS, membership, membership.user, before=before, at=at)


def check(structure: Structure, wanted: Iterable[Right]) -> None:
    """Refusal CPP-DROITS-02 when one of these rights is not the structure's to give, or the same twice."""
    wanted = list(wanted)
    opened, services = set(openings.open_on(structure)), set(structure.services.values_list("pk", flat=True))
    places = [(space, service) for space, _level, service in wanted]
    theirs = all(space in opened and (service is None or service in services) for space, service in places)
    if not theirs or len(places) != len(set(places)):
        raise Refusal("CPP-DROITS-02", field="droits")


def add(membership: Membership, wanted: Iterable[Right]) -> None:
    """More rights beside those held: of two levels the higher one stays."""
    levels = {(space, service): level for space, level, service in held(membership)}
    for space, level, service in wanted:
        if levels.get((space, service)) is not Level.WRITE:
            levels[space, service] = level
    _write(membership, [(space, level, service) for (space, service), level in levels.items()])


def replace(membership: Membership, wanted: Iterable[Right]) -> None:
    """These rights and no others, in the transaction of who checked them and tells of it."""
    _write(membership, wanted)


def as_values(wanted: Iterable[Right]) -> list[list[str | int | None]]:
    """Rights as a JSON column keeps them."""
    return [[space.value, level.value, service] for space, level, service in wanted]


def in_codes(structure: Structure, rights: Iterable[Right]) -> list[list[str]]:
    """Rights as letters keep them: with the codes of services, "" for the whole structure."""
    codes = dict(structure.services.values_list("pk", "code"))
    return [[space.value, level.value, codes.get(at, "") if at else ""] for space, level, at in rights]


def from_values(kept: Iterable[Sequence[str | int | None]]) -> list[Right]:
    """Rights as a JSON column kept them."""
    return [(Space(str(space)), Level(str(level)), int(at) if at else None) for space, level, at in kept]


def _of_model(membership: Membership, model: Membership) -> list[Right]:
    if model.structure_id != membership.structure_id:
        raise Refusal("CPP-DROITS-04", field="modele")
    opened = openings.open_on(membership.structure)
    return [one for one in held(model) if one[0] in opened]


def _check_not_principal(membership: Membership, actor: User) -> None:
    if membership.role == Membership.Role.PRINCIPAL and membership.user_id != actor.pk:
        raise Refusal("CPP-DROITS-07", field="droits", name=membership.user.full_name)


def _unchanged(actor: User, pk: int, *, seen: str) -> Membership:
    membership = get_colleague(actor, pk, lock=True)
    _check_not_principal(membership, actor)
    if mark(membership) != seen:
        raise Refusal("CPP-DROITS-01", field="droits", name=membership.user.full_name)
    return membership


def _name(membership: Membership, actor: User, *, secondary: bool | None) -> None:
    """Only the principal manager names secondary ones; nobody undoes him here."""
    if secondary is None or membership.role == Membership.Role.PRINCIPAL:
        return
    role = Membership.Role.SECONDARY if secondary else Membership.Role.USER
    if role == membership.role:
        return
    if not is_principal(actor, membership.structure):
        raise Refusal("CPP-DROITS-03", field="role")
    membership.role = role
    membership.save(update_fields=["role"])


def _write(membership: Membership, wanted: Iterable[Right]) -> None:
    membership.grants.all().delete()
    Grant.objects.bulk_create(
        [Grant(membership=membership, space=space, level=level, service_id=at) for space, level, at in wanted]
    )
    # What was prefetched is what was before.
    getattr(membership, "_prefetched_objects_cache", {}).clear()


def _told(membership: Membership) -> list[list[str | int | None]]:
    return [[membership.role, "", None], *as_values(held(membership))]


def _announce(
    what: ManagerAct.What,
    membership: Membership,
    actor: User,
    *,
    before: list[list[str | int | None]],
    comment: str = "",
    source: User | None = None,
    at: datetime,
) -> None:
    after = _told(membership)
    if after == before:
        return  # nothing changed: nobody is told
    acts.record(
        what,
        structure=membership.structure,
        actor=actor,
        about=membership.user,
        comment=comment,
        detail={"before": before, "after": after, **({"source": source.pk} if source else {})},
        at=at,
    )
    values = {
        "structure": str(membership.structure),
        "by": actor.full_name,
        "rights": in_codes(membership.structure, held(membership)),
        "comment": comment,
    }
    tell(membership.user, "rights-changed", values, key=f"rights-{membership.pk}-{at.isoformat()}", at=at)


def _ordered(rights: Iterable[Right]) -> list[Right]:
    return sorted(rights, key=lambda one: (one[0], one[2] or 0, one[1]))
