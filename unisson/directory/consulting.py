"""What a caller may read of the directory (chorus-pro-api.md §3.2): public structures, and those it is attached to.

The pages of the portal find by what people type; here one asks by field, and pages by number.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.kernel.identifiers import STATE_SIRET
from unisson.kernel.refusal import NotFound

from . import rights
from .identifiers import tidy
from .models import Grant, Membership, Service, SpaceOpening, Structure, Word
from .words import fold


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Each that is given must hold. `active`, `owner`, `owner_only`: None for either."""

    kind: str = ""
    identifier: str = ""
    name: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""
    nature: str = ""
    active: bool | None = None
    owner: bool | None = None
    owner_only: bool | None = None


def attached(user: User) -> QuerySet[Membership]:
    """The attachments of `user` in force."""
    return user.memberships.filter(rights.in_force(), state=Membership.State.VALID)


def visible(user: User) -> QuerySet[Structure]:
    """The structures that `user` may read of."""
    own = attached(user).values("structure")
    return Structure.objects.filter(Q(nature=Structure.Nature.PUBLIC) | Q(pk__in=own))


def get_structure(user: User, pk: int) -> Structure:
    """One of those. NotFound for any other."""
    found = visible(user).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def get_own(user: User, *, pk: int | None = None, kind: str = "", identifier: str = "") -> Structure:
    """A structure `user` is attached to, by key or by identifier; the only one there is where none is named."""
    found = Structure.objects.filter(pk__in=attached(user).values("structure"))
    if pk or identifier:
        found = found.filter(pk=pk) if pk else found.filter(identifier=_number(kind, identifier))
        found = found.filter(kind=kind) if kind and not pk else found
    several = list(found.order_by("pk")[:2])
    if len(several) != 1:
        raise NotFound
    return several[0]


def find(user: User, wanted: Wanted) -> QuerySet[Structure]:
    """The structures that answer. What is typed of a public one is looked up in the directory's words; of one's own in
    what it is found by."""
    found = visible(user)
    if wanted.identifier:
        found = found.filter(identifier=_number(wanted.kind, wanted.identifier))
    for field, value in (("kind", wanted.kind), ("nature", wanted.nature), ("postcode", wanted.postcode)):
        found = found.filter(**{field: value}) if value else found
    if wanted.country:
        found = found.filter(country=wanted.country.upper()[:2])
    flags = {"active": wanted.active, "works_owner": wanted.owner, "works_owner_only": wanted.owner_only}
    found = found.filter(**{field: flag for field, flag in flags.items() if flag is not None})
    for word in fold(f"{wanted.name} {wanted.town}").split()[:8]:
        found = found.filter(_named(user, word))
    return found


def services(structure: Structure) -> QuerySet[Service]:
    """All services of a structure, open or not."""
    return Service.objects.filter(structure=structure)


def state_services() -> QuerySet[Service]:
    """The services of the structure that stands for the State."""
    state = {"structure__kind": Structure.Kind.SIRET, "structure__identifier": STATE_SIRET}
    return Service.objects.filter(**state).order_by("code", "pk")


def get_service(structure: Structure, pk: int) -> Service:
    """One of them. NotFound for any other."""
    found = services(structure).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def attachment(structure: Structure, *, pk: int | None = None, address: str = "") -> Membership:
    """The attachment of a person to that structure, by key or by address. NotFound for who has none."""
    if not pk and not address:
        raise NotFound
    asked = {"user": pk} if pk else {"user__email": address.strip().lower()}
    found = structure.memberships.filter(**asked).select_related("user").prefetch_related("grants__service").first()
    if found is None:
        raise NotFound
    return found


def opened(structure: Structure) -> list[str]:
    """The spaces open on a structure."""
    return list(SpaceOpening.objects.filter(structure=structure).values_list("space", flat=True))


def granted(user: User, structure: Structure) -> dict[str, str]:
    """The highest level that `user` has in each space there."""
    held = Grant.objects.filter(membership__in=attached(user), membership__structure=structure)
    # « CONSULTATION_UNIQUEMENT » comes before « MODIFICATION ».
    return dict(held.order_by("level").values_list("space", "level"))


def _number(kind: str, identifier: str) -> str:
    return tidy(kind or Structure.Kind.SIRET, identifier)[:18]


def _named(user: User, word: str) -> Q:
    public = Word.objects.filter(word__gte=word, word__lt=word + "~").values("structure")
    own = Q(pk__in=attached(user).values("structure"), searchable__contains=word)
    return Q(nature=Structure.Nature.PUBLIC, pk__in=public) | own
