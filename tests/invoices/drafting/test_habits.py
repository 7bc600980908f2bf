"""What was chosen last time is proposed beside what is empty, and nothing of others."""

import pytest

from tests.builders import ARSOUILLE, PARIS_7E
from unisson.directory.models import Service, Structure
from unisson.invoices.drafting import drafts
from unisson.invoices.drafting.habits import Habits, habits_of
from unisson.invoices.models import Invoice
from unisson.kernel.clock import legal_day

from ..builders import AT, LATER, a_deposit, a_draft, a_person, a_service, a_structure

pytestmark = pytest.mark.django_db


def sent_to_the_service(number: str, *, commitment: str) -> Invoice:
    """A deposit of SAFE STYLE for the service « TECH » of the 7th arrondissement."""
    invoice = a_deposit(number)
    Invoice.objects.filter(pk=invoice.pk).update(
        recipient_service=Service.objects.filter(code="TECH").first(), commitment=commitment
    )
    return invoice


def a_draft_to(siret: str) -> Invoice:
    draft = a_draft()
    return drafts.fill(a_person(), draft.pk, {"recipient_siret": siret, "service_code": "", "commitment": ""}, at=LATER)


def habits(draft: Invoice) -> Habits:
    return habits_of(draft, on=legal_day(LATER))


def test_without_a_recipient_the_last_ones_are_proposed() -> None:
    a_deposit()
    assert [one.identifier for one in habits(a_draft_to("")).recipients] == [PARIS_7E]


def test_with_a_recipient_its_last_service_and_commitments_are() -> None:
    a_service(a_structure(PARIS_7E), "TECH")
    sent_to_the_service("F-1", commitment="1400001")
    sent_to_the_service("F-2", commitment="1400002")
    found = habits(a_draft_to(PARIS_7E))
    assert [code for code, _words in found.services] == ["TECH"]
    assert set(found.commitments) == {"1400001", "1400002"}
    assert not found.recipients


def test_a_closed_service_and_a_closed_recipient_are_not_proposed() -> None:
    recipient = a_structure(PARIS_7E)
    service = a_service(recipient, "TECH")
    sent_to_the_service("F-1", commitment="")
    Service.objects.filter(pk=service.pk).update(active=False)
    assert not habits(a_draft_to(PARIS_7E)).services
    Structure.objects.filter(pk=recipient.pk).update(active=False)
    assert not habits(a_draft_to("")).recipients


def test_what_another_supplier_chose_is_not_proposed() -> None:
    a_deposit()
    draft = a_draft_to("")
    draft.supplier = a_structure(ARSOUILLE)
    assert not habits(draft).recipients


def test_what_is_typed_already_is_not_proposed_over() -> None:
    a_service(a_structure(PARIS_7E), "TECH")
    sent_to_the_service("F-1", commitment="1400001")
    draft = a_draft_to(PARIS_7E)
    draft = drafts.fill(a_person(), draft.pk, {"service_code": "TECH", "commitment": "1"}, at=LATER)
    assert habits(draft) == Habits()
    assert draft.created_at == AT
