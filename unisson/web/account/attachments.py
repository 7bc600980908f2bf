"""« Mes rattachements » as data: where one is attached, what was asked, what may be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.accounts.models import User
from unisson.directory import identifiers, openings
from unisson.directory.granting import Right
from unisson.directory.models import Membership, Structure
from unisson.directory.spaces import Level, Space
from unisson.kernel.refusal import NotFound, Refusal

from .page import Belonging, belonging

LEVELS: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Non demandé")),
    (Level.READ.value, Level.READ.label),
    (Level.WRITE.value, Level.WRITE.label),
)
MOST_LISTED = 200
"""Services that a list may hold; above, their code is typed."""
_PREFIX = "niveau-"


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One « rattachement » and what its person may do with it."""

    pk: int
    shown: Belonging
    valid: bool
    principal: bool


def attachments(person: User) -> list[Attachment]:
    """Where `person` is or asked to be attached, by name: two queries. What ended is in the history of requests."""
    over = (Membership.State.DELETED, Membership.State.REFUSED)
    held = person.memberships.exclude(state__in=over).select_related("structure").prefetch_related("grants__service")
    return [
        Attachment(
            pk=one.pk,
            shown=belonging(one),
            valid=one.state == Membership.State.VALID,
            principal=one.role == Membership.Role.PRINCIPAL,
        )
        for one in held.order_by("structure__name", "pk")
    ]


def own(person: User, pk: int) -> Membership:
    """A valid attachment of `person`. NotFound for any other."""
    mine = person.memberships.filter(pk=pk, state=Membership.State.VALID).select_related("structure")
    found = mine.prefetch_related("grants__service").first()
    if found is None:
        raise NotFound
    return found


def kinds() -> list[tuple[str, str]]:
    """The kinds of identifier, to choose from."""
    return [(kind, f"{one.label}\u00a0: {one.hint}") for kind, one in identifiers.FORMATS.items()]


def offered(structure: Structure, typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """The spaces that may be asked at `structure`, with the level that was chosen."""
    return [
        {"name": f"{_PREFIX}{space.value}", "label": space.label, "value": typed.get(f"{_PREFIX}{space.value}", "")}
        for space in openings.possible(public=structure.is_public)
    ]


def services(structure: Structure) -> list[tuple[str, str | Promise]]:
    """« Toute la structure », then the services, while a list may hold them."""
    listed = list(structure.services.filter(active=True).values_list("code", "name")[: MOST_LISTED + 1])
    choices: list[tuple[str, str | Promise]] = [("", _("toute la structure"))]
    return [*choices, *((code, f"{code} - {name}") for code, name in listed)] if 0 < len(listed) <= MOST_LISTED else []


def wanted(typed: Mapping[str, str], structure: Structure) -> list[Right]:
    """The rights that a form asked. Refusal CPP-DEMANDE-04 for none, CPP-DROITS-05 for a service that is not there."""
    chosen = [
        (space, Level(level))
        for space in openings.possible(public=structure.is_public)
        if (level := typed.get(f"{_PREFIX}{space.value}", "")) in Level.values
    ]
    if not chosen:
        raise Refusal("CPP-DEMANDE-04", field="espace")
    service = service_named(typed.get("service", ""), structure)
    return [(space, level, service) for space, level in chosen]


def whole(rights: Sequence[Right]) -> list[tuple[Space, Level]]:
    """The same without services, as a first attachment asks them."""
    return [(space, level) for space, level, _service in rights]


def works_elsewhere(person: User, structure: Structure) -> bool:
    """Whether a public structure is asked by somebody who is at no public one: the seeds' classic mistake."""
    public = {"structure__nature": Structure.Nature.PUBLIC, "state": Membership.State.VALID}
    return structure.is_public and not person.memberships.filter(**public).exists()


def service_named(code: str, structure: Structure) -> int | None:
    """The key of the service of that code, None for no code. Refusal CPP-DROITS-05 when it is not there."""
    code = code.strip()
    if not code:
        return None
    found = structure.services.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise Refusal("CPP-DROITS-05", field="service", service=code[:100], structure=str(structure))
    return found
