"""The first rows of structures, services, accounts and memberships, as the activities that make them need them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from unisson.accounts.models import User

from . import words
from .models import BankAccount, Grant, Membership, Service, SpaceOpening, Structure
from .search import searchable_service, searchable_structure
from .spaces import Level, Space


@transaction.atomic
def add_structure(*, identifier: str, name: str, nature: str, spaces: Iterable[Space] = (), **facts: Any) -> Structure:
    """A structure with its spaces opened. IntegrityError if the identifier is taken."""
    structure = Structure(identifier=identifier, name=name, nature=nature, **facts)
    structure.searchable = searchable_structure(structure)
    structure.save(force_insert=True)
    words.index(structure, new=True)
    SpaceOpening.objects.bulk_create([SpaceOpening(structure=structure, space=space) for space in spaces])
    return structure


def add_service(structure: Structure, *, code: str, name: str, **facts: Any) -> Service:
    """A service of `structure`. IntegrityError if its code is taken."""
    searchable = searchable_service(code, name)
    return Service.objects.create(structure=structure, code=code, name=name, searchable=searchable, **facts)


def add_account(structure: Structure, *, label: str, iban: str, bic: str = "", factor: str = "") -> BankAccount:
    """Bank details that invoices of `structure` may name."""
    return BankAccount.objects.create(structure=structure, label=label, iban=iban, bic=bic, factor=factor)


@transaction.atomic
def attach(
    user: User,
    structure: Structure,
    *,
    at: datetime,
    role: Membership.Role = Membership.Role.USER,
    rights: Iterable[tuple[Space, Level]] = (),
    service: Service | None = None,
) -> Membership:
    """A valid membership with `rights` on the structure, or on one `service` of it. May be called again to add some."""
    membership, _ = Membership.objects.get_or_create(
        user=user, structure=structure, defaults={"role": role, "since": at}
    )
    Grant.objects.bulk_create(
        [Grant(membership=membership, service=service, space=space, level=level) for space, level in rights]
    )
    return membership
