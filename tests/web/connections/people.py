"""Who has to do with the machines of SAFE STYLE, each at a browser."""

from dataclasses import dataclass

from django.test import Client

from tests.builders import SAFE_STYLE
from tests.invoices.builders import AT, a_person, a_structure, grant
from unisson.accounts.models import User
from unisson.directory import register
from unisson.directory.models import Membership, Structure
from unisson.directory.spaces import Level, Space

SPACE = Space.CONNECTIONS


@dataclass(frozen=True, kw_only=True)
class People:
    """`manager` has no space: managing is enough; `colleague` changes; `reader` reads; `stranger` is elsewhere, and
    manages there."""

    structure: Structure
    elsewhere: Structure
    manager: User
    colleague: User
    reader: User
    stranger: User


def people() -> People:
    structure = a_structure(SAFE_STYLE, spaces=(Space.ISSUED, Space.FLOWS, SPACE))
    elsewhere = a_structure(spaces=(Space.ISSUED, SPACE))
    made = {one: a_person(f"{one}@example.org") for one in ("manager", "colleague", "reader", "stranger")}
    register.attach(made["manager"], structure, at=AT, role=Membership.Role.PRINCIPAL)
    register.attach(made["stranger"], elsewhere, at=AT, role=Membership.Role.PRINCIPAL, rights=[(SPACE, Level.WRITE)])
    grant(made["colleague"], structure, SPACE)
    grant(made["reader"], structure, SPACE, Level.READ)
    return People(structure=structure, elsewhere=elsewhere, **made)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client
