"""A small world for the table of access: each kind of person once, and one of each thing that a route can name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import pyotp
from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests.builders import ARSOUILLE, PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import AT, LATER, a_cii, a_pdf, a_person, a_service, a_structure, grant, receive
from unisson.accounts import factors, totp
from unisson.accounts.models import User
from unisson.directory import register, requests, signup
from unisson.directory.models import Membership, Service, Structure
from unisson.directory.spaces import Level, Space
from unisson.invoices import attachments, sweep
from unisson.invoices.models import Attachment, Invoice, Landmark
from unisson.invoices.status import Channel
from unisson.kernel import clock
from unisson.kernel.clock import stopped
from unisson.kernel.ports import Company
from unisson.notices import preferences
from unisson.notices.models import Email
from unisson.notices.preferences import What

SERVICE_ELEMENT = "<ram:BuyerReference>TECH</ram:BuyerReference>"
_HEAD = "<ram:ApplicableHeaderTradeAgreement>"


class Kind(Enum):
    """Who may ask."""

    ANONYMOUS = auto()
    SUPPLIER = auto()
    SUPPLIER_READER = auto()
    SUPPLIER_SERVICE = auto()
    SUPPLIER_OTHER_SERVICE = auto()
    OTHER_SUPPLIER = auto()
    CLERK = auto()
    CLERK_READER = auto()
    CLERK_SERVICE = auto()
    CLERK_OTHER_SERVICE = auto()
    OTHER_CLERK = auto()
    TWO_STRUCTURES = auto()
    MANAGER = auto()
    NOBODY = auto()
    OPERATOR = auto()

    @property
    def address(self) -> str:
        return f"{self.name.lower().replace('_', '-')}@example.org"


@dataclass(frozen=True, kw_only=True)
class World:
    """People by kind; for each thing a route may be about, the arguments of its address."""

    people: Mapping[Kind, User]
    things: Mapping[str, Mapping[str, Any]]


def a_world() -> World:
    """SAFE STYLE's agency « SUD » sends to the 7th arrondissement's service « TECH »: a draft, and an invoice delivered
    with its certificate, an attachment and its letters."""
    supplier, recipient = a_structure(SAFE_STYLE), a_structure(PARIS_7E, contact_email="finances@example.org")
    services = {code: a_service(supplier, code) for code in ("SUD", "NORD")}
    services |= {code: a_service(recipient, code) for code in ("TECH", "ECOLES")}
    people = {kind: a_person(kind.address) for kind in Kind if kind is not Kind.ANONYMOUS}
    _grant(people, supplier, recipient, services)
    people[Kind.OPERATOR].is_operator = True
    people[Kind.OPERATOR].save()
    draft = _from(a_pdf(), "facture.pdf", services["SUD"], channel=Channel.PORTAL)
    file = a_cii(replace={_HEAD: _HEAD + SERVICE_ELEMENT})
    sent = _from(file, "facture.xml", services["SUD"])
    joined = attachments.Joined(name="bon.pdf", content=a_pdf("SS-2026-002"))
    attachments.join(people[Kind.SUPPLIER], draft.pk, [joined], at=AT)
    page = Attachment.objects.get(invoice=draft)
    attached = Attachment.objects.create(invoice=sent, file=page.file, name=page.name, added_at=AT)
    sweep.sweep(clock=stopped(LATER))
    learnt = {"page": 1, "left": 50, "learnt_at": AT, "used_at": AT}
    landmark = Landmark.objects.create(supplier=supplier, field="number", anchor="Réf. pièce", side="right", **learnt)
    things = {
        "draft": {"pk": draft.pk, "number": 1, "attachment": page.pk},
        "invoice": {"pk": sent.pk, "number": 1, "attachment": attached.pk},
        "letter": {"pk": Email.objects.first().pk},  # type: ignore[union-attr]
        "landmark": {"pk": landmark.pk},
        "supplier": {"pk": supplier.pk},
        "rule": {"code": "CPP-REF-01"},
        "link": _reset_link(a_person("forgetful@example.org")),
        "leave": {"token": preferences.leaving(people[Kind.SUPPLIER].pk, What.DAILY)},
        "request": {"pk": _a_request(supplier).pk},
        "other request": {"pk": _a_request(recipient).pk},
        "activation link": {"token": _an_activation()},
        "false token": {"token": "jamais"},
        "false leave": {"token": "WzEsIkRBSUxZIl0:false"},
        "factor": {"pk": _a_factor(people[Kind.SUPPLIER])},
        "false session": {"pk": 0},
        "spent link": {"person": "MQ", "token": "spent"},
        "": {},
    }
    return World(people=people, things=things)


def _grant(
    people: Mapping[Kind, User], supplier: Structure, recipient: Structure, services: Mapping[str, Service]
) -> None:
    grant(people[Kind.SUPPLIER], supplier)
    grant(people[Kind.SUPPLIER_READER], supplier, level=Level.READ)
    grant(people[Kind.SUPPLIER_SERVICE], supplier, service=services["SUD"])
    grant(people[Kind.SUPPLIER_OTHER_SERVICE], supplier, service=services["NORD"])
    grant(people[Kind.OTHER_SUPPLIER], a_structure(ARSOUILLE, private=True))
    grant(people[Kind.CLERK], recipient, Space.RECEIVED)
    grant(people[Kind.CLERK_READER], recipient, Space.RECEIVED, Level.READ)
    grant(people[Kind.CLERK_SERVICE], recipient, Space.RECEIVED, service=services["TECH"])
    grant(people[Kind.CLERK_OTHER_SERVICE], recipient, Space.RECEIVED, service=services["ECOLES"])
    grant(people[Kind.OTHER_CLERK], a_structure(PONT_SAINT_ESPRIT), Space.RECEIVED)
    register.attach(people[Kind.MANAGER], supplier, at=AT, role=Membership.Role.PRINCIPAL)
    grant(people[Kind.TWO_STRUCTURES], supplier)
    grant(people[Kind.TWO_STRUCTURES], recipient, Space.RECEIVED)


def _from(content: bytes, name: str, service: Service, **others: Any) -> Invoice:
    """`receive` deposits as Claire, who is granted the structure."""
    flow = receive(content, name, service=service, **others)
    return Invoice.objects.get(flow=flow)


def _a_request(structure: Structure) -> Membership:
    somebody = a_person(f"newcomer-{structure.identifier}@example.org")
    return requests.ask(somebody, structure, wanted=[(Space.ISSUED, Level.WRITE)], at=AT)


def _an_activation() -> str:
    company = Company(name="Menuiserie", address="1 rue", postcode="30000", town="Nîmes")
    asked = signup.NewAccount(
        address="new@example.org",
        first_name="Noé",
        last_name="Petit",
        kind=Structure.Kind.SIRET,
        identifier="81234567600011",
        company=company,
        verified=True,
        spaces=[Space.ISSUED],
    )
    signup.ask(asked, at=clock.now())
    return str(Email.objects.get(kind="account-activation").values["token"])


def _a_factor(person: User) -> int:
    proposal = totp.propose(person)
    totp.add(person, proposal, pyotp.TOTP(proposal.secret).at(AT), name="Phone", at=AT)
    return factors.held(person)[0].pk


def _reset_link(person: User) -> dict[str, str]:
    return {
        "person": urlsafe_base64_encode(force_bytes(person.pk)),
        "token": default_token_generator.make_token(person),
    }
