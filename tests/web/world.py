"""A small world for the table of access: each kind of person once, and one of each thing that a route can name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any
from urllib.parse import quote

import pyotp
from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests.builders import ARSOUILLE, PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.directory.conftest import an_appointment
from tests.invoices.builders import AT, LATER, a_cii, a_pdf, a_person, a_service, a_structure, grant, receive
from unisson.accounts import factors, totp
from unisson.accounts.models import FederatedIdentity, User
from unisson.directory import (
    agreements,
    banking,
    connecting,
    evidence,
    fiche,
    granting,
    handover,
    inviting,
    openings,
    register,
    requests,
    servicing,
    signup,
    succession,
    technical,
)
from unisson.directory.models import Agreement, ApiCall, Demand, Membership, Service, SignUp, Structure
from unisson.directory.spaces import Level, Space
from unisson.invoices import attachments, deposit, keeping, sweep
from unisson.invoices.drops import adding
from unisson.invoices.exports import asking, work
from unisson.invoices.exports.request import Wish
from unisson.invoices.flows import receiving
from unisson.invoices.flows.receiving import Sent
from unisson.invoices.lists import saved
from unisson.invoices.manual import patterns, start
from unisson.invoices.models import Attachment, Export, Flow, Invoice, Landmark
from unisson.invoices.status import Channel
from unisson.invoices.webhooks import log, managing
from unisson.kernel import clock
from unisson.kernel.clock import stopped
from unisson.kernel.ports import Company
from unisson.notices import calendars, feed, preferences
from unisson.notices.models import Email
from unisson.notices.preferences import What
from unisson.notices.webhooks.events import DEPOSITED

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
    OTHER_MANAGER = auto()
    NOBODY = auto()
    WAITING = auto()
    OPERATOR = auto()
    OTHER_OPERATOR = auto()
    TECHNICAL = auto()

    @property
    def address(self) -> str:
        return f"{self.name.lower().replace('_', '-')}@example.org"


NOBODY_HERE = frozenset({Kind.ANONYMOUS, Kind.TECHNICAL})
"""Whom no page knows: a technical account signs in to none."""


@dataclass(frozen=True, kw_only=True)
class World:
    """People by kind; for each thing a route may be about, the arguments of its address."""

    people: Mapping[Kind, User]
    things: Mapping[str, Mapping[str, Any]]


_FALSE: Mapping[str, Mapping[str, Any]] = {
    "false token": {"token": "jamais"},
    "false leave": {"token": "WzEsIkRBSUxZIl0:false"},
    "false session": {"pk": 0},
    "spent link": {"person": "MQ", "token": "spent"},
}
"""Things that were never there, or are no longer."""


def a_world() -> World:
    """SAFE STYLE's agency « SUD » sends to the 7th arrondissement's service « TECH »: a draft, and an invoice delivered
    with its certificate, an attachment and its letters."""
    supplier, recipient = a_structure(SAFE_STYLE), a_structure(PARIS_7E, contact_email="finances@example.org")
    services = {code: a_service(supplier, code) for code in ("SUD", "NORD")}
    services |= {code: a_service(recipient, code) for code in ("TECH", "ECOLES")}
    people = {kind: a_person(kind.address) for kind in Kind if kind not in NOBODY_HERE}
    people[Kind.TECHNICAL] = technical.make(supplier, technical.all_rights(supplier), at=AT).user
    _grant(people, supplier, recipient, services)
    draft = _from(a_pdf(), "facture.pdf", services["SUD"], channel=Channel.PORTAL)
    file = a_cii(replace={_HEAD: _HEAD + SERVICE_ELEMENT})
    sent = _from(file, "facture.xml", services["SUD"])
    page = _joined(people[Kind.SUPPLIER], draft)
    attached = Attachment.objects.create(invoice=sent, file=page.file, name=page.name, added_at=AT)
    flow = _a_flow(people[Kind.SUPPLIER], supplier)
    sweep.sweep(clock=stopped(LATER))
    things = {
        "draft": {"pk": draft.pk, "number": 1, "attachment": page.pk},
        "invoice": {"pk": sent.pk, "number": 1, "attachment": attached.pk},
        "piece": {"pk": keeping.keep(people[Kind.SUPPLIER], draft.pk, str(page.pk), at=AT).piece.pk},
        "flow": {"pk": flow.pk, "supplier": supplier.pk},
        "letter": {"pk": Email.objects.first().pk},  # type: ignore[union-attr]
        "landmark": {"pk": _a_landmark(supplier)},
        "supplier": {"pk": supplier.pk},
        "other supplier": {"pk": a_structure(ARSOUILLE).pk},
        "agreement": {"pk": _an_agreement(people[Kind.SUPPLIER]).pk},
        "rule": {"code": "CPP-REF-01"},
        "link": _reset_link(a_person("forgetful@example.org")),
        **_secrets(people[Kind.SUPPLIER]),
        **_people_in_charge(people, supplier, recipient),
        "activation link": {"token": _an_activation()},
        **_FALSE,
        "factor": {"pk": _a_factor(people[Kind.SUPPLIER])},
        "site": {"pk": _a_site(people[Kind.SUPPLIER])},
        "": {},
    }
    return World(people=people, things=things)


def _a_drop(person: User, supplier: Structure) -> int:
    """Of the agency « SUD », like the rest."""
    service = supplier.services.get(code="SUD")
    return adding.open_drop(person, supplier=supplier, service=service, framework="A1", at=AT).pk


def _joined(person: User, draft: Invoice) -> Attachment:
    joined = attachments.Joined(name="bon.pdf", content=a_pdf("SS-2026-002"))
    attachments.join(person, draft.pk, [joined], at=AT)
    return Attachment.objects.get(invoice=draft)


def _people_in_charge(
    people: Mapping[Kind, User], supplier: Structure, recipient: Structure
) -> dict[str, Mapping[str, Any]]:
    """What managers, operators and « Mes rattachements » act on."""
    own = requests.ask(people[Kind.NOBODY], a_structure(ARSOUILLE), wanted=[(Space.ISSUED, Level.READ)], at=AT)
    offered = people[Kind.SUPPLIER_SERVICE].memberships.get()
    return {
        "request": {"pk": _a_request(supplier).pk},
        "other request": {"pk": _a_request(recipient).pk},
        "colleague": _colleague(people[Kind.SUPPLIER_READER]),
        "other colleague": _colleague(people[Kind.CLERK_READER]),
        "own request": {"pk": own.pk},
        "own place": {"pk": people[Kind.SUPPLIER_READER].memberships.get().pk},
        "offer": {"pk": handover.offer(people[Kind.MANAGER], offered.pk, at=AT).pk},
        "person": {"pk": people[Kind.CLERK_READER].pk},
        "public structure": {"pk": recipient.pk},
        "listed": {"siret": PARIS_7E},
        "not listed": {"siret": SAFE_STYLE},
        "appointment": {"pk": _an_appointment(people, recipient)},
        "succession": {"pk": _a_succession(people[Kind.SUPPLIER], supplier)},
        "news": {"pk": feed.publish(title="Maintenance", body="Samedi.", at=AT).pk},
        "sign-up": {"pk": _a_sign_up()},
        "open space": {"pk": supplier.pk, "code": Space.ISSUED.value},
        "received space": {"pk": recipient.pk, "code": "AILLEURS"},
        "invitation": {"pk": _an_invitation(people, supplier, "rattachable@example.org")},
        "invitation link": {"token": str(_letter("attachment-proposed").values["token"])},
        "own invitation": {"pk": _an_invitation(people, supplier, people[Kind.NOBODY].email)},
        **_of_the_fiche(supplier, recipient),
        **_of_machines(people, supplier),
        "drop": {"pk": _a_drop(people[Kind.SUPPLIER], supplier)},
        "typed": {"pk": (typed := _a_typed(people)).pk},
        "pattern": {"pk": patterns.keep(people[Kind.SUPPLIER], typed.pk, "Entretien", at=AT).pk},
        "kept search": {"pk": saved.save(people[Kind.SUPPLIER], Space.ISSUED, name="Mes avoirs", query="", at=AT).pk},
        "export": {"pk": _an_export(people[Kind.SUPPLIER]), "number": 1},
        "prepared": {"pk": _a_prepared(people[Kind.WAITING], supplier), "number": 1},
    }


def _an_export(person: User) -> int:
    """A table that is ready."""
    export = asking.ask(person, Wish(), Export.Kind.CSV, Space.ISSUED, structure=None, at=AT)
    while work.make_pending(clock=stopped(LATER)):
        pass
    return export.pk


def _of_the_fiche(supplier: Structure, recipient: Structure) -> dict[str, Mapping[str, Any]]:
    """A service of the recipient, an account of the supplier, and what their pages saw of them."""
    service = recipient.services.get(code="TECH")
    account = register.add_account(supplier, label="Agence", iban="FR8910096000501234567890184")
    return {
        "service": {"pk": service.pk, "mark": fiche.mark(service, servicing.FIELDS)},
        "account": {"pk": account.pk, "mark": fiche.mark(account, banking.FIELDS)},
    }


def _of_machines(people: Mapping[Kind, User], supplier: Structure) -> dict[str, Mapping[str, Any]]:
    """Software that is let in and software that waits; a technical account, and what its pages saw of it."""
    valid = connecting.connect(supplier, name="Compta", by=people[Kind.SUPPLIER], at=AT).connection
    asked = connecting.ask(people[Kind.SUPPLIER], supplier.pk, name="Caisse", at=AT).connection
    machine = people[Kind.TECHNICAL].memberships.get()
    call = ApiCall.objects.create(application=valid.application, at=AT, path="/cpro/", status=200, microseconds=1)
    seen = technical.get_account(people[Kind.MANAGER], machine.pk).mark
    return {
        "connection": {"pk": valid.pk, "secret": connecting.newest(valid)},
        "asked connection": {"pk": asked.pk},
        "call": {"pk": call.pk},
        "machine": {"pk": machine.pk, "mark": quote(seen), "rights": granting.mark(machine)},
        "machines": {"pk": supplier.pk, "seen": technical.ever(supplier)},
        "webhook": _a_webhook(people[Kind.SUPPLIER], supplier),
    }


def _a_webhook(person: User, supplier: Structure) -> Mapping[str, Any]:
    """With a test that waits."""
    made = managing.add(person, supplier.pk, url="https://exemple.fr/", kinds=[DEPOSITED], at=AT).endpoint
    return {"pk": made.pk, "mark": quote(managing.mark_of(made)), "sent": log.test(person, made.pk, at=AT).pk}


def _grant(
    people: Mapping[Kind, User], supplier: Structure, recipient: Structure, services: Mapping[str, Service]
) -> None:
    for kind in (Kind.OPERATOR, Kind.OTHER_OPERATOR):
        people[kind].is_operator = True
        people[kind].save()
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
    register.attach(people[Kind.OTHER_MANAGER], recipient, at=AT, role=Membership.Role.PRINCIPAL)
    grant(people[Kind.TWO_STRUCTURES], supplier)
    grant(people[Kind.TWO_STRUCTURES], recipient, Space.RECEIVED)
    openings.open_spaces(supplier, [Space.FLOWS, Space.CONNECTIONS])
    for space in (Space.FLOWS, Space.CONNECTIONS):
        for kind in (Kind.SUPPLIER, Kind.TWO_STRUCTURES):
            grant(people[kind], supplier, space)
        grant(people[Kind.SUPPLIER_READER], supplier, space, Level.READ)
    for kind in (Kind.OPERATOR, Kind.OTHER_OPERATOR):
        people[kind].is_operator = True
        people[kind].save()


def _from(content: bytes, name: str, service: Service, **others: Any) -> Invoice:
    """`receive` deposits as Claire, who is granted the structure."""
    flow = receive(content, name, service=service, **others)
    return Invoice.objects.get(flow=flow)


def _a_flow(person: User, supplier: Structure) -> Flow:
    """What a machine sent in his name, turned down."""
    sent = Sent(name="lot.xml", content=a_cii("FA-LOT", replace={">701.00<": ">700.00<"}), stated="IN_DP_E1_CII_16B")
    return receiving.receive(person, sent, supplier=supplier, channel=Channel.API, at=AT).flow


def _a_prepared(person: User, structure: Structure) -> int:
    """A draft of somebody whom SAFE STYLE did not accept yet."""
    requests.ask(person, structure, wanted=[(Space.ISSUED, Level.WRITE)], at=AT)
    upload = deposit.Upload(name="facture.pdf", content=a_pdf("SS-2026-003"))
    return deposit.receive(person, upload, supplier=structure, channel=Channel.PORTAL, at=AT).invoice.pk


def _a_typed(people: Mapping[Kind, User]) -> Invoice:
    """A draft of the agency « SUD » that is typed line by line."""
    supplier = a_structure(SAFE_STYLE)
    agreements.sign_mandate(people[Kind.MANAGER], supplier.pk, at=AT)
    agreements.accept_terms(people[Kind.SUPPLIER_SERVICE], at=AT)
    return start.begin(people[Kind.SUPPLIER_SERVICE], supplier, texts={"line_name_1": "Entretien"}, at=AT)


def _colleague(person: User) -> dict[str, Any]:
    """The place of a person, and what its page saw of it."""
    membership = person.memberships.get()
    return {"pk": membership.pk, "mark": granting.mark(membership)}


def _a_request(structure: Structure) -> Demand:
    somebody = a_person(f"newcomer-{structure.identifier}@example.org")
    return requests.ask(somebody, structure, wanted=[(Space.ISSUED, Level.WRITE)], at=AT)


def _a_landmark(supplier: Structure) -> int:
    learnt = {"page": 1, "left": 50, "learnt_at": AT, "used_at": AT}
    return Landmark.objects.create(supplier=supplier, field="number", anchor="Réf. pièce", side="right", **learnt).pk


def _an_agreement(person: User) -> Agreement:
    agreement = agreements.accept_terms(person, at=AT)
    agreements.print_pending(clock=stopped(LATER))
    return agreement


def _secrets(person: User) -> dict[str, dict[str, Any]]:
    """What opens without signing in."""
    return {
        "leave": {"token": preferences.leaving(person.pk, What.DAILY)},
        "calendar link": {"token": calendars.renew(person.pk, at=AT)},
    }


def _an_activation() -> str:
    company = Company(name="Menuiserie", address="1 rue", postcode="30000", town="Nîmes")
    asked = signup.NewAccount(
        address="new@example.org",
        first_name="Noé",
        last_name="Petit",
        kind=Structure.Kind.SIRET,
        identifier="81234567600017",
        company=company,
        verified=True,
        spaces=[Space.ISSUED],
    )
    signup.ask(asked, at=clock.now())
    return str(Email.objects.get(kind="account-activation").values["token"])


def _an_appointment(people: Mapping[Kind, User], structure: Structure) -> int:
    made = an_appointment(people[Kind.OPERATOR], structure, people[Kind.CLERK])
    return made.pk


def _a_succession(person: User, structure: Structure) -> int:
    document = evidence.Document(name="arrete.pdf", content=a_pdf())
    reason = "La gestionnaire est partie à la retraite"
    return succession.ask(person, structure, reason=reason, document=document, at=AT).pk


def _an_invitation(people: Mapping[Kind, User], structure: Structure, address: str) -> int:
    rights = [(Space.ISSUED, Level.READ, None)]
    proposed = inviting.Proposed(address=address, first_name="Noé", last_name="Petit", wanted=rights)
    return inviting.invite(people[Kind.MANAGER], structure.pk, proposed, at=clock.now()).pk


def _letter(kind: str) -> Email:
    return Email.objects.filter(kind=kind).latest("pk")


def _a_sign_up() -> int:
    """Somebody asked for an account at SAFE STYLE and did not follow the link."""
    facts = {"kind": Structure.Kind.SIRET, "identifier": SAFE_STYLE, "terms": "2026-11"}
    row = SignUp.objects.create(
        address="jamais@example.org", digest="x", asked_at=AT, expires_at=LATER, spaces=[], **facts
    )
    return row.pk


def _a_factor(person: User) -> int:
    proposal = totp.propose(person)
    totp.add(person, proposal, pyotp.TOTP(proposal.secret).at(AT), name="Phone", at=AT)
    return factors.held(person)[0].pk


def _a_site(person: User) -> int:
    site = FederatedIdentity.objects.create(user=person, issuer="https://site.example", subject="there", since=AT)
    return site.pk


def _reset_link(person: User) -> dict[str, str]:
    return {
        "person": urlsafe_base64_encode(force_bytes(person.pk)),
        "token": default_token_generator.make_token(person),
    }
