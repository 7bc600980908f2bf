"""A parameter changed today is never applied to an invoice already deposited (§3.3); the next one follows it."""

from typing import Any

import pytest

from tests.builders import PONT_SAINT_ESPRIT
from tests.directory.conftest import an_operator
from unisson.directory import fiche, servicing
from unisson.directory.fiche import Parameters
from unisson.directory.models import Service, Structure
from unisson.directory.servicing import Wanted
from unisson.invoices import actions, delivery, deposit, payment, returns
from unisson.invoices.drafting import drafts
from unisson.invoices.models import Invoice
from unisson.invoices.register import audit
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped

from .builders import LATER, a_clerk, a_draft, a_person, a_service, a_structure, a_supplier, walk

pytestmark = pytest.mark.django_db
PAID = (Status.PRISE_EN_COMPTE_DESTINATAIRE, Status.MANDATEE, Status.MISE_EN_PAIEMENT)


def sent(number: str, *, service: Service | None = None) -> Invoice:
    """To the town hall, delivered."""
    draft = a_draft(number)
    if service:
        draft = drafts.fill(a_person(), draft.pk, {"service_code": service.code}, at=LATER)
    invoice = deposit.send(a_person(), draft.pk, version=draft.draft_version, at=LATER)
    delivery.deliver_pending(clock=stopped(LATER))
    return Invoice.objects.get(pk=invoice.pk)


def everything(invoice: Invoice) -> dict[str, Any]:
    """All that is kept of it, with its history."""
    kept = Invoice.objects.filter(pk=invoice.pk).values().get()
    return {**kept, "history": list(invoice.history.values().order_by("sequence"))}


def change(town_hall: Structure, **wanted: Any) -> None:
    town_hall.refresh_from_db()
    seen = fiche.mark(town_hall, fiche.PARAMETERS)
    parameters = Parameters(**wanted)
    fiche.change_parameters(an_operator(), town_hall.pk, parameters, seen=seen, reason="Arrêté", at=LATER)


def change_service(service: Service, **wanted: Any) -> None:
    seen = fiche.mark(service, servicing.FIELDS)
    typed = Wanted(code=service.code, name=service.name, **wanted)
    servicing.change(an_operator(), service.pk, typed, seen=seen, reason="Arrêté", at=LATER)


def goes_on_to_its_end(invoice: Invoice) -> None:
    """Suspended, completed by its supplier, treated until it is paid: nobody is asked for anything new."""
    clerk, supplier = a_clerk(PONT_SAINT_ESPRIT), a_supplier()[0]
    actions.treat(clerk, invoice.pk, Status.SUSPENDUE, reason="JUSTIF_ABS", comment="Il manque le bon.", at=LATER)
    returns.complete(supplier, invoice.pk, [], comment="Il n’y en a pas.", at=LATER)
    for step in PAID:
        actions.treat(clerk, invoice.pk, step, at=LATER)
    assert Invoice.objects.get(pk=invoice.pk).status == Status.MISE_EN_PAIEMENT
    assert not list(audit.audit(audit.Tally()))


NEXT = {
    "service_required": "CPP-ADM-05",
    "commitment_required": "CPP-ADM-06",
    "service_or_commitment_required": "CPP-ADM-07",
    "works_owner_only": "CPP-ADM-04",
}
"""What each keeps out from now on."""


@pytest.mark.parametrize(
    "wanted",
    [
        {"service_required": True},
        {"commitment_required": True},
        {"service_or_commitment_required": True},
        {"payment_not_reported": True},
        {"works_owner": True},
        {"works_owner": True, "works_owner_only": True},
        {"buyer": Structure.Buyer.HOSPITAL},
    ],
    ids="+".join,
)
def test_a_parameter_changes_nothing_of_what_was_deposited_and_holds_for_the_next(wanted: dict[str, Any]) -> None:
    town_hall = a_structure(PONT_SAINT_ESPRIT)
    a_service(town_hall)
    invoice = sent("SS-2026-001")
    waits = a_draft("SS-2026-002")
    before = everything(invoice)

    change(town_hall, **wanted)

    assert everything(invoice) == before
    goes_on_to_its_end(invoice)
    told = [one.code for one in drafts.check(Invoice.objects.get(pk=waits.pk), at=LATER).findings]
    assert told == [NEXT[name] for name in wanted if name in NEXT]
    if not told:
        following = sent("SS-2026-003")
        assert following.payment_unreported == ("payment_not_reported" in wanted)
        assert (following.buyer, payment.buyer_of(invoice)) == (wanted.get("buyer", "STATE_OR_LOCAL"), "STATE_OR_LOCAL")


@pytest.mark.parametrize(
    ("wanted", "told"), [({"commitment_required": True}, ["CPP-ADM-06"]), ({"payment_not_reported": True}, [])]
)
def test_nor_does_a_flag_of_a_service(wanted: dict[str, Any], told: list[str]) -> None:
    service = a_service(a_structure(PONT_SAINT_ESPRIT))
    invoice = sent("SS-2026-001", service=service)
    waits = a_draft("SS-2026-002")
    drafts.fill(a_person(), waits.pk, {"service_code": service.code}, at=LATER)
    before = everything(invoice)

    change_service(service, **wanted)

    assert everything(invoice) == before
    goes_on_to_its_end(invoice)
    assert [one.code for one in drafts.check(Invoice.objects.get(pk=waits.pk), at=LATER).findings] == told
    if not told:
        assert sent("SS-2026-003", service=service).payment_unreported


def test_a_service_that_closes_keeps_what_it_got() -> None:
    town_hall = a_structure(PONT_SAINT_ESPRIT)
    service = a_service(town_hall)
    invoice = sent("SS-2026-001", service=service)
    before, seen = everything(invoice), fiche.mark(service, servicing.FIELDS)
    servicing.switch_off(an_operator(), service.pk, seen=seen, reason="Arrêté", at=LATER)
    assert everything(invoice) == before
    goes_on_to_its_end(invoice)


@pytest.mark.parametrize("facts", [{"active": False}, {"masked": True}, {"name": "AUTRE NOM"}])
def test_nor_does_what_else_a_structure_becomes(facts: dict[str, Any]) -> None:
    town_hall = a_structure(PONT_SAINT_ESPRIT)
    invoice = sent("SS-2026-001")
    before = everything(invoice)
    Structure.objects.filter(pk=town_hall.pk).update(**facts)
    assert everything(invoice) == before
    goes_on_to_its_end(invoice)


def test_sent_back_it_is_addressed_anew_and_follows_the_parameters_of_that_day() -> None:
    town_hall = a_structure(PONT_SAINT_ESPRIT)
    invoice = walk(sent("SS-2026-001"), Status.A_RECYCLER)
    change(town_hall, payment_not_reported=True)
    assert not Invoice.objects.get(pk=invoice.pk).payment_unreported
    route = returns.Route(siret=PONT_SAINT_ESPRIT, comment="De nouveau")
    returns.recycle(a_supplier()[0], invoice.pk, route, at=LATER)
    assert Invoice.objects.get(pk=invoice.pk).payment_unreported
