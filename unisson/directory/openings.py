"""Which spaces a structure may have, and which are open on it: nobody is given more (domain-rules §1.3)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.kernel.refusal import NotFound, Refusal

from . import acts, locking, rights
from .models import ManagerAct, SpaceOpening, Structure
from .spaces import Space

BUILT = (Space.ISSUED, Space.RECEIVED)
"""The spaces that exist; the others of the catalogue are « à venir »."""
FOR_PUBLIC = frozenset({Space.RECEIVED})
"""Reserved for public structures."""


def possible(*, public: bool) -> tuple[Space, ...]:
    """The spaces that its managers may open on a structure of that nature."""
    return tuple(space for space in BUILT if public or space not in FOR_PUBLIC)


def open_on(structure: Structure) -> list[Space]:
    """The spaces open on `structure`, in the order of the catalogue."""
    opened = set(structure.openings.values_list("space", flat=True))
    return [space for space in Space if space in opened]


def open_spaces(structure: Structure, spaces: Iterable[Space]) -> list[Space]:
    """Open those of `spaces` that the structure may have; returns them, opened before or not."""
    allowed = [space for space in possible(public=structure.is_public) if space in set(spaces)]
    openings = [SpaceOpening(structure=structure, space=space) for space in allowed]
    SpaceOpening.objects.bulk_create(openings, ignore_conflicts=True)
    return allowed


def opened(structures: Iterable[Structure]) -> QuerySet[SpaceOpening]:
    """What is open on these structures."""
    return SpaceOpening.objects.filter(structure__in=[one.pk for one in structures])


def open_one(actor: User, structure_pk: int, space: str, *, at: datetime) -> Space:
    """A manager opens one more space on a structure: he and his colleagues may then be given it.

    NotFound for a structure that `actor` does not manage; Refusal CPP-DROITS-06 for a space it cannot have.
    """
    with transaction.atomic():
        locking.hold([structure_pk])
        structure = Structure.objects.filter(pk=structure_pk, pk__in=rights.managed_now(actor)).first()
        if structure is None:
            raise NotFound
        if space not in possible(public=structure.is_public):
            raise Refusal("CPP-DROITS-06")
        if Space(space) not in open_on(structure):
            open_spaces(structure, [Space(space)])
            detail = {"space": space}
            acts.record(ManagerAct.What.OPENED, structure=structure, actor=actor, about=actor, detail=detail, at=at)
    return Space(space)
