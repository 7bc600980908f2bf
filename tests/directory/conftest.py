"""A private structure with its principal manager, a secondary one and a colleague."""

from dataclasses import dataclass

import pytest

from tests.builders import SAFE_STYLE
from tests.invoices.builders import AT, a_person, a_structure
from unisson.accounts.models import User
from unisson.directory import register
from unisson.directory.models import Membership, Structure
from unisson.directory.spaces import Level, Space


@dataclass(frozen=True, kw_only=True)
class House:
    """The structure and its people; `ines` reads what it sends."""

    structure: Structure
    claire: User
    hugo: User
    ines: User

    def place(self, person: User) -> Membership:
        return person.memberships.select_related("structure", "user").get(structure=self.structure)


def attached(address: str, structure: Structure, role: Membership.Role, **names: str) -> User:
    person = a_person(address, **names)
    register.attach(person, structure, at=AT, role=role, rights=[(Space.ISSUED, Level.READ)])
    return person


@pytest.fixture
def house(db: None) -> House:
    structure = a_structure(SAFE_STYLE)
    return House(
        structure=structure,
        claire=attached("claire@example.org", structure, Membership.Role.PRINCIPAL, last_name="Morel"),
        hugo=attached("hugo@example.org", structure, Membership.Role.SECONDARY, first_name="Hugo"),
        ines=attached("ines@example.org", structure, Membership.Role.USER, first_name="Inès"),
    )


def an_operator(address: str = "olivier@example.org") -> User:
    person = a_person(address, first_name="Olivier")
    person.is_operator = True
    person.save()
    return person
