"""Who may do what where: the one reader of memberships, grants and openings (domain-rules §2.5).

A grant counts while the membership is valid and the space is open on the structure. Modification includes
consultation. A grant without service covers the structure and all its services.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from unisson.accounts.models import User

from .models import Grant, Membership, SpaceOpening, Structure
from .spaces import Level, Space


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


def scope(user: User, space: Space, level: Level = Level.READ) -> Scope:
    """What `user` reaches in `space` at `level`: one query."""
    grants = _effective(user).filter(space=space)
    if level is Level.WRITE:
        grants = grants.filter(level=Level.WRITE)
    rows = list(grants.values_list("membership__structure_id", "service_id"))
    return Scope(
        structures=frozenset(structure for structure, service in rows if service is None),
        services=frozenset(service for _, service in rows if service is not None),
    )


def spaces(user: User) -> frozenset[Space]:
    """The spaces that `user` has somewhere."""
    return frozenset(Space(value) for value in _effective(user).values_list("space", flat=True).distinct())


def structures(user: User, space: Space, level: Level = Level.READ) -> QuerySet[Structure]:
    """The structures where `user` has `space`, whole or for one service, by name."""
    grants = _effective(user).filter(space=space)
    if level is Level.WRITE:
        grants = grants.filter(level=Level.WRITE)
    return Structure.objects.filter(pk__in=grants.values("membership__structure_id")).order_by("name", "pk")


def is_manager(user: User) -> bool:
    """Whether `user` manages a structure."""
    managing = (Membership.Role.PRINCIPAL, Membership.Role.SECONDARY)
    return user.memberships.filter(role__in=managing, state=Membership.State.VALID).exists()


def _effective(user: User) -> QuerySet[Grant]:
    opened = SpaceOpening.objects.filter(structure=OuterRef("membership__structure"), space=OuterRef("space"))
    return Grant.objects.filter(
        Exists(opened), membership__user=user, membership__state=Membership.State.VALID, membership__until=None
    )
