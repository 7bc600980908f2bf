"""A private structure with its principal manager, a secondary one and a colleague."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from tests.builders import SAFE_STYLE
from tests.invoices.builders import AT, a_pdf, a_person, a_structure
from unisson.accounts.models import User
from unisson.directory import appointing, register
from unisson.directory.evidence import Document
from unisson.directory.models import Appointment, Membership, Structure
from unisson.directory.spaces import Level, Space
from unisson.kernel.ports import Company, ports


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


A_DECREE = Document(name="arrete.pdf", content=a_pdf())


def an_appointment(operator: User, structure: Structure, person: User, *, reason: str = "Arrêté") -> Appointment:
    return appointing.propose(operator, structure, person, reason=reason, document=A_DECREE, at=AT)


def confirmed(operator: User, made: Appointment, *, at: datetime) -> Appointment:
    """By an operator who read its document."""
    appointing.read_document(operator, made.pk, at=at)
    return appointing.confirm(operator, made.pk, at=at)


def an_operator(address: str = "olivier@example.org") -> User:
    person = a_person(address, first_name="Olivier")
    person.is_operator = True
    person.save()
    return person


class Register:
    """The register of companies, holding what a test puts in; `silent`: it does not answer."""

    def __init__(self) -> None:
        self.companies: dict[str, Company] = {}
        self.silent = False

    def holds(self, siret: str, name: str = "SAFE STYLE", **facts: Any) -> None:
        valid = {"address": "3 quai du Port", "postcode": "13002", "town": "Marseille"}
        self.companies[siret] = Company(name=name, **{**valid, **facts})

    def find(self, siret: str) -> Company | None:
        if self.silent:
            raise OSError
        return self.companies.get(siret)


@pytest.fixture
def companies(monkeypatch: pytest.MonkeyPatch) -> Register:
    register_of_companies = Register()
    monkeypatch.setattr(ports, "companies", register_of_companies)
    return register_of_companies
