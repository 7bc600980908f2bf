"""Rows of the core, made by its own activities: `a_structure(…)`, `a_person(…)`, `a_deposit(…)`, `a_draft(…)`.

Valid by default and deterministic: SAFE STYLE sends the sample CII invoice to the town hall of the 7th arrondissement.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from unisson.accounts.models import User
from unisson.directory import register
from unisson.directory.models import Membership, Service, Structure
from unisson.directory.spaces import Level, Space
from unisson.invoices import deposit
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.drafting import drafts
from unisson.invoices.lifecycle import By, Move, change_status
from unisson.invoices.models import DepositCertificate, Flow, Invoice
from unisson.invoices.status import Channel, Status
from unisson.kernel.clock import stopped

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
"""The instant of most deposits."""
LATER = AT + timedelta(hours=1)
SAMPLES = Path(__file__).parent.parent.parent / "samples" / "xml"
NUMBER = "FA-2026-0101"
COMMITMENT = "EJ-2026-00417"
_NAMES = {SAFE_STYLE: "SAFE STYLE", PARIS_7E: "MAIRIE 7EME ARR.", PONT_SAINT_ESPRIT: "MAIRIE DE PONT-SAINT-ESPRIT"}
_PRIVATE = (SAFE_STYLE,)


def a_structure(identifier: str = PARIS_7E, *, spaces: Iterable[Space] | None = None, **facts: Any) -> Structure:
    """The structure of that SIRET, made if need be: public with both spaces open, SAFE STYLE private."""
    found = Structure.objects.filter(identifier=identifier).first()
    if found is not None:
        return found
    private = facts.pop("private", identifier in _PRIVATE)
    nature = Structure.Nature.PRIVATE if private else Structure.Nature.PUBLIC
    opened = spaces if spaces is not None else (Space.ISSUED, *(() if private else (Space.RECEIVED,)))
    name = facts.pop("name", _NAMES.get(identifier, f"STRUCTURE {identifier}"))
    return register.add_structure(identifier=identifier, name=name, nature=nature, spaces=opened, **facts)


def a_service(structure: Structure, code: str = "TECH", **facts: Any) -> Service:
    return register.add_service(structure, code=code, name=facts.pop("name", f"Service {code}"), **facts)


def a_person(address: str = "claire@example.org", **names: str) -> User:
    """An invented person without any right."""
    found = User.objects.filter(email=address).first()
    return found or User.objects.create_user(address, "Essai-2026-xyz", **{"first_name": "Claire", **names})


def grant(
    user: User,
    structure: Structure,
    space: Space = Space.ISSUED,
    level: Level = Level.WRITE,
    *,
    service: Service | None = None,
) -> Membership:
    return register.attach(user, structure, at=AT, rights=[(space, level)], service=service)


def a_supplier() -> tuple[User, Structure]:
    """Claire, who may deposit for SAFE STYLE."""
    structure, user = a_structure(SAFE_STYLE), a_person()
    if not user.memberships.exists():
        grant(user, structure)
    return user, structure


def a_clerk(identifier: str = PARIS_7E) -> User:
    """The person who treats what that structure receives."""
    user = a_person(f"clerk-{identifier}@example.org", first_name="Marc")
    if not user.memberships.exists():
        grant(user, a_structure(identifier), Space.RECEIVED)
    return user


@cache
def sample(name: str = "facture-cii.xml") -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


def a_cii(number: str = NUMBER, *, replace: dict[str, str] | None = None) -> bytes:
    """The sample CII invoice under another number, with pieces of its text replaced."""
    text = sample().replace(NUMBER, number)
    for old, new in (replace or {}).items():
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


@cache
def a_pdf(number: str = "SS-2026-001", *, recipient: str = PONT_SAINT_ESPRIT, faint: bool = False) -> bytes:
    """A plain PDF invoice; a faint one announces its number and amounts by weaker words."""
    head = f"Facture {number}" if faint else f"Facture n° {number}"
    due = "Total à régler : 1 200,00 €" if faint else "Net à payer : 1 200,00 €"
    lines = (
        "SAFE STYLE",
        f"SIRET : {SAFE_STYLE}",
        head,
        "Date de facture : 12/10/2026",
        f"SIRET destinataire : {recipient}",
        "Total HT : 1 000,00 €",
        "TVA 20 % : 200,00 €",
        "Total TTC : 1 200,00 €",
        due,
    )
    source = "#set document(date: none)\n" + " \\\n".join(lines)
    page: bytes = typst.compile(source.encode(), ignore_system_fonts=True, format="pdf")
    return page


def receive(
    content: bytes, name: str = "facture.xml", *, channel: Channel = Channel.API, at: datetime = AT, **others: Any
) -> Flow:
    """`deposit.receive` by Claire for SAFE STYLE."""
    user, supplier = a_supplier()
    upload = deposit.Upload(name=name, content=content)
    return deposit.receive(user, upload, supplier=supplier, channel=channel, at=at, **others)


def a_deposit(number: str = NUMBER, *, at: datetime = AT, **replaced: Any) -> Invoice:
    """A deposited CII invoice of SAFE STYLE to the 7th arrondissement, with its certificate."""
    a_structure(PARIS_7E)
    flow = receive(a_cii(number, **replaced), at=at)
    assert flow.state == Flow.State.INTEGRATED, flow.findings
    return Invoice.objects.get(flow=flow)


def a_draft(number: str = "SS-2026-001", *, ready: bool = True, faint: bool = False, at: datetime = AT) -> Invoice:
    """A draft from a plain PDF for Pont-Saint-Esprit; a ready one lacks nothing."""
    a_structure(PONT_SAINT_ESPRIT)
    flow = receive(a_pdf(number, faint=faint), "facture.pdf", channel=Channel.PORTAL, at=at)
    invoice = Invoice.objects.get(flow=flow)
    if ready:
        typed = drafts.Typed(texts={"vat_regime": "TVA_SUR_DEBIT"}, confirmed=tuple(invoice.draft["read"]), version=0)
        drafts.save(a_person(), invoice.pk, typed, at=at)
        invoice.refresh_from_db()
    return invoice


A_MOTIVE = {Status.A_RECYCLER: "CMD_ERR", Status.SUSPENDUE: "JUSTIF_ABS", Status.REJETEE: "DOUBLON"}
"""The code of a motif for each way back."""


def walk(invoice: Invoice, *steps: Status, at: datetime = LATER) -> Invoice:
    """`invoice` taken through `steps` by whoever the table says, with a reason and a comment."""
    for step in steps:
        edge = edge_of(Status(invoice.status), step)
        move = Move(by=edge, at=at, channel=Channel.AUTOMATIC, reason=A_MOTIVE.get(step, ""), comment="Voir ci-joint.")
        change_status(invoice, step, move=move)
    return invoice


def edge_of(source: Status, target: Status) -> By:
    from unisson.invoices.lifecycle import EDGES

    return next(edge.by for edge in EDGES if (edge.source, edge.target) == (source, target))


def an_available(number: str = NUMBER, *, at: datetime = LATER, **replaced: Any) -> Invoice:
    """A deposited invoice, delivered at `at`."""
    from unisson.invoices import delivery

    invoice = a_deposit(number, **replaced)
    delivery.deliver_pending(clock=stopped(at))
    return Invoice.objects.get(pk=invoice.pk)


def passed_on(number: str = NUMBER, *, at: datetime = LATER, days: int = 4) -> Invoice:
    """Available to the 7th arrondissement, taken in charge, sent back after `days` and recycled that day to
    Pont-Saint-Esprit, which has it now."""
    from unisson.invoices import delivery, returns

    a_structure(PONT_SAINT_ESPRIT)
    invoice, then = an_available(number, at=at), at + timedelta(days=days)
    walk(invoice, Status.PRISE_EN_COMPTE_DESTINATAIRE, at=at)
    walk(invoice, Status.A_RECYCLER, at=then)
    returns.recycle(a_supplier()[0], invoice.pk, returns.Route(siret=PONT_SAINT_ESPRIT), at=then)
    delivery.deliver_pending(clock=stopped(then))
    return Invoice.objects.get(pk=invoice.pk)


def certificate_of(invoice: Invoice) -> DepositCertificate:
    return DepositCertificate.objects.get(invoice=invoice)


def seen_by(user: User, invoice: Invoice, right: Right) -> Invoice:
    return get_invoice(user, invoice.pk, right)
