"""Which spaces a structure may have, and which managers open and close: nobody is given more (domain-rules §1.3)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.webhooks import endpoints

from . import acts, locking, rights
from .colleagues import tell_all
from .models import Grant, ManagerAct, Membership, SpaceOpening, Structure
from .spaces import Space

BUILT = (Space.ISSUED, Space.RECEIVED, Space.CONNECTIONS, Space.FLOWS)
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


def stays_open(structure: Structure, space: str) -> bool:
    """Whether invoices come in by that space, and would find nobody."""
    return space in FOR_PUBLIC and structure.active


def get_open(actor: User, structure_pk: int, space: str) -> Structure:
    """The structure, managed by `actor`, on which he may close that space. NotFound for another's, or for a space that
    is not open on it; Refusal CPP-DROITS-08 for the space of what a public structure receives while it is active."""
    structure = Structure.objects.filter(pk=structure_pk, pk__in=rights.managed_now(actor)).first()
    if structure is None or space not in open_on(structure):
        raise NotFound
    if stays_open(structure, space):
        raise Refusal("CPP-DROITS-08", structure=structure.name)
    return structure


def holders(structure: Structure, space: str) -> list[User]:
    """Who loses something when that space closes there, by name."""
    valid = structure.memberships.filter(state=Membership.State.VALID, grants__space=space, user__is_technical=False)
    return list(User.objects.filter(pk__in=valid.values("user")).order_by("last_name", "first_name", "pk"))


def falls_silent(structure: Structure, space: str) -> int:
    """How many webhooks are paused when that space closes there."""
    return endpoints.active_at(structure.pk).count() if space == Space.CONNECTIONS else 0


def close_one(actor: User, structure_pk: int, space: str, *, at: datetime) -> Space:
    """A manager closes a space on a structure: nobody has it there from now on, and each who had it gets a letter.
    Webhooks are paused with the space where people say where they go: nobody could stop them. Opened again, it is given
    again, and they are resumed by hand. Refusals of `get_open`."""
    with transaction.atomic():
        locking.hold([structure_pk])
        structure = get_open(actor, structure_pk, space)
        told = [one for one in holders(structure, space) if one.is_active and one.pk != actor.pk]
        Grant.objects.filter(membership__structure=structure, space=space).delete()
        structure.openings.filter(space=space).delete()
        paused = endpoints.pause_all(structure.pk) if space == Space.CONNECTIONS else 0
        detail = {"space": space}
        acts.record(ManagerAct.What.CLOSED, structure=structure, actor=actor, about=actor, detail=detail, at=at)
        values = {"structure": str(structure), "by": actor.full_name, "space": space, "paused": paused}
        tell_all(told, "space-closed", values, key=f"closed-{structure.pk}-{space}-{at.isoformat()}", at=at)
    return Space(space)
