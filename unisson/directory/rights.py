"""Who may do what where: the one reader of memberships, grants and openings (domain-rules §2.5).

A grant counts while the membership is valid and not ended, and while the space is open on the structure. Modification
includes consultation. A grant without service covers the structure and all its services.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from unisson.accounts.models import User
from unisson.kernel import clock

from .composed import MOMENT, Statement, composed, marked_keys
from .models import Grant, Membership, SpaceOpening, Structure
from .spaces import Level, Space

MANAGERS = (Membership.Role.PRINCIPAL, Membership.Role.SECONDARY)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The structures (whole) and the single services that a person reaches in one space, at one level or above."""

    structures: frozenset[int]
    services: frozenset[int]

    def covers(self, *, structure_id: int | None, service_id: int | None) -> bool:
        return structure_id in self.structures or (service_id is not None and service_id in self.services)

    def filter(self, structure: str, service: str) -> Q:
        """A condition on two foreign keys, by name: `scope.filter("recipient", "recipient_service")`."""
        return Q(**{f"{structure}_id__in": self.structures}) | Q(**{f"{service}_id__in": self.services})

    def __bool__(self) -> bool:
        return bool(self.structures or self.services)


@dataclass(frozen=True, kw_only=True)
class Held:
    """One effective grant."""

    structure_id: int
    service_id: int | None
    space: Space
    level: Level


@dataclass(frozen=True, kw_only=True)
class Rights:
    """All that a person may do: effective grants, and the structures managed."""

    held: tuple[Held, ...]
    managed: frozenset[int]


def managed(user: User) -> frozenset[int]:
    """The keys of the structures that `user` manages (domain-rules §2.3)."""
    return _rights(user).managed


def managed_now(user: User) -> frozenset[int]:
    """`managed`, read anew: for whoever holds a structure, without what the request remembers."""
    return _read(user).managed


def scope(user: User, space: Space, level: Level = Level.READ) -> Scope:
    """What `user` reaches in `space` at `level`."""
    held = [one for one in _held(user) if one.space is space and level in (Level.READ, one.level)]
    return Scope(
        structures=frozenset(one.structure_id for one in held if one.service_id is None),
        services=frozenset(one.service_id for one in held if one.service_id is not None),
    )


def spaces(user: User) -> frozenset[Space]:
    """The spaces that `user` has somewhere."""
    return frozenset(one.space for one in _held(user))


def places_of(user: User) -> tuple[str, ...]:
    """The names and towns of the structures of `user`, attached or not yet. One query."""
    found = user.memberships.values_list("structure__name", "structure__town")
    return tuple(word for place in found for word in place)


def remember_for_one_request(user: User) -> None:
    """Let the rights of this object be read once. Only for an object that lives as long as one request: rights act
    at once, at the next click."""
    user.held_rights = _read(user)  # type: ignore[attr-defined]


def remember_when_asked(user: User) -> None:
    """`remember_for_one_request`, once somebody asks for them: many calls of the API need none."""
    user.held_rights = None  # type: ignore[attr-defined]


def structures(user: User, space: Space, level: Level = Level.READ) -> QuerySet[Structure]:
    """The structures where `user` has `space`, whole or for one service, by name."""
    reached = {one.structure_id for one in _held(user) if one.space is space and level in (Level.READ, one.level)}
    return Structure.objects.filter(pk__in=reached).order_by("name", "pk")


def people(
    space: Space,
    level: Level = Level.READ,
    *,
    structure_id: int | None,
    service_id: int | None = None,
    any_service: bool = False,
) -> QuerySet[User]:
    """Who has `space` at `level` at a structure, whole or for that service, by name: `scope` the other way round.

    `any_service`: also who has one of its services only, whichever.
    """
    grants = _grants(space, level).filter(
        Q() if any_service else Q(service=None) | Q(service=service_id),
        membership__structure=structure_id,
    )
    found = User.objects.filter(is_active=True, is_technical=False, pk__in=grants.values("membership__user"))
    return found.order_by("last_name", "first_name", "pk")


def reaches(space: Space, level: Level, *, user: str, structure: str, service: str) -> Exists:
    """`people` as a condition on rows that name a person, a structure and a service by these foreign keys."""
    grants = _grants(space, level).filter(
        Q(service=None) | Q(service=OuterRef(service)),
        membership__structure=OuterRef(structure),
        membership__user=OuterRef(user),
        membership__user__is_active=True,
        membership__user__is_technical=False,
    )
    return Exists(grants)


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A person, with one structure (whole: no service) or one service that he reaches."""

    user: User
    structure_id: int
    service_id: int | None

    def covers(self, *, structure_id: int, service_id: int | None) -> bool:
        return self.structure_id == structure_id and self.service_id in (None, service_id)


def audience(
    space: Space, structure_ids: Iterable[int], *, level: Level = Level.READ, among: QuerySet[Any] | None = None
) -> list[Reached]:
    """Who has `space` at `level` at these structures, and where: `people` for many at once, in one query.

    `among`: the keys of the only people who matter.
    """
    grants = _grants(space, level).filter(
        membership__structure__in=set(structure_ids),
        membership__user__is_active=True,
        membership__user__is_technical=False,
    )
    if among is not None:
        grants = grants.filter(membership__user__in=among)
    return [
        Reached(user=grant.membership.user, structure_id=grant.membership.structure_id, service_id=grant.service_id)
        for grant in grants.select_related("membership__user").order_by("membership__user", "pk")
    ]


def _grants(space: Space, level: Level) -> QuerySet[Grant]:
    """The grants in force."""
    return Grant.objects.filter(
        in_force("membership__"),
        membership__state=Membership.State.VALID,
        membership__structure__openings__space=space,
        space=space,
        level__in=(Level.READ, Level.WRITE) if level is Level.READ else (level,),
    )


def _held(user: User) -> tuple[Held, ...]:
    return _rights(user).held


def _rights(user: User) -> Rights:
    remembered: Rights | None = getattr(user, "held_rights", None)
    if remembered is None:
        remembered = _read(user)
        if hasattr(user, "held_rights"):
            user.held_rights = remembered
    return remembered


def _read(user: User) -> Rights:
    """One query: what is held, and what is managed even where nothing is."""
    found = _reading().rows([user.pk], at=clock.now())
    return Rights(
        held=tuple(
            Held(structure_id=structure, service_id=service, space=Space(space), level=Level(level))
            for structure, _role, is_open, service, space, level in found
            if is_open
        ),
        managed=frozenset(structure for structure, role, *_ in found if role in MANAGERS),
    )


@cache
def _reading() -> Statement:
    """Asked by each page and each call, several times by some."""
    opened = SpaceOpening.objects.filter(structure=OuterRef("structure"), space=OuterRef("grants__space"))
    (user,) = marked_keys(1)
    rows = Membership.objects.filter(in_force(at=MOMENT), user=user, state=Membership.State.VALID)
    rows = rows.annotate(opened=Exists(opened))
    return composed(
        rows.values_list("structure_id", "role", "opened", "grants__service_id", "grants__space", "grants__level")
    )


def in_force(to_membership: str = "", *, at: datetime | None = None) -> Q:
    """The condition that a membership has not ended, now unless `at` is told."""
    return Q(**{f"{to_membership}until": None}) | Q(**{f"{to_membership}until__gt": at or clock.now()})
