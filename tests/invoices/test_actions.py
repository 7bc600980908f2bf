from datetime import timedelta

import pytest

from tests.builders import PARIS_7E
from unisson.directory.models import Structure
from unisson.invoices import actions
from unisson.invoices.models import Invoice, UserAction
from unisson.invoices.status import Status
from unisson.kernel.refusal import Refusal
from unisson.notices.models import Email, Event

from .builders import LATER, a_clerk, a_person, a_structure, an_available, walk

pytestmark = pytest.mark.django_db


def treat(invoice: Invoice, target: Status, **others: str) -> Invoice:
    return actions.treat(a_clerk(), invoice.pk, target, at=LATER + timedelta(days=1), **others)


def test_the_recipient_takes_an_invoice_one_step_on_and_the_supplier_is_told() -> None:
    invoice = treat(an_available(), Status.SERVICE_FAIT, comment="Bien reçu.")
    assert invoice.status == Status.SERVICE_FAIT
    assert Email.objects.get(kind="status-changed").to == a_person().email
    event = Event.objects.latest("pk")
    assert (event.structure, event.code, event.values["status"]) == (invoice.supplier, "CPP-EVT-03", "SERVICE_FAIT")
    last = invoice.history.latest("sequence")
    assert (last.actor, last.comment) == (a_clerk(), "Bien reçu.")


def test_pressed_twice_it_is_done_and_told_once() -> None:
    invoice = an_available()
    for _ in range(2):
        treat(invoice, Status.SERVICE_FAIT)
    assert Email.objects.filter(kind="status-changed").count() == 1
    assert invoice.history.filter(target=Status.SERVICE_FAIT).count() == 1


def test_pressed_again_with_other_words_it_is_refused_and_no_word_is_dropped() -> None:
    invoice = an_available()
    treat(invoice, Status.MANDATEE)
    for words in ({"mandate": "M-77"}, {"comment": "Payée vendredi."}):
        with pytest.raises(Refusal, match="CPP-ETAT-07"):
            treat(invoice, Status.MANDATEE, **words)
    assert Invoice.objects.get(pk=invoice.pk).mandate_number == ""


@pytest.mark.parametrize("target", [Status.SERVICE_FAIT, Status.SUSPENDUE])
def test_a_mandate_number_goes_with_no_other_step(target: Status) -> None:
    invoice = an_available()
    with pytest.raises(Refusal, match="CPP-ETAT-08"):
        treat(invoice, target, mandate="M-77", reason="LIVR_ABS")
    assert Invoice.objects.get(pk=invoice.pk).status == Status.MISE_A_DISPOSITION


def test_an_invoice_goes_back_to_its_supplier_for_a_reason() -> None:
    invoice = an_available()
    with pytest.raises(Refusal, match="CPP-ETAT-02"):
        treat(invoice, Status.SUSPENDUE)
    with pytest.raises(Refusal, match="CPP-ETAT-04"):
        treat(invoice, Status.SUSPENDUE, reason="DOUBLON")
    assert treat(invoice, Status.SUSPENDUE, reason="LIVR_ABS").history.latest("sequence").reason == "LIVR_ABS"


def test_a_step_the_table_does_not_have_is_refused() -> None:
    with pytest.raises(Refusal, match="CPP-ETAT-01"):
        treat(walk(an_available(), Status.MISE_EN_PAIEMENT), Status.SERVICE_FAIT)


def test_a_mandate_number_comes_with_the_mandate() -> None:
    invoice = treat(an_available(), Status.MANDATEE, mandate="MD-2026-12")
    assert Invoice.objects.get(pk=invoice.pk).mandate_number == "MD-2026-12"
    assert invoice.history.latest("sequence").values == {"mandate": "MD-2026-12"}


def test_what_is_offered_are_forward_steps_only_and_not_payment_where_it_is_not_reported() -> None:
    invoice = an_available()
    targets = {edge.target for edge in actions.steps_for(invoice)}
    assert Status.MISE_EN_PAIEMENT in targets
    assert not targets & {Status.A_RECYCLER, Status.SUSPENDUE, Status.REJETEE}
    Invoice.objects.update(payment_unreported=True)
    silent = Invoice.objects.get(pk=invoice.pk)
    assert targets - {edge.target for edge in actions.steps_for(silent)} == {Status.MISE_EN_PAIEMENT}


def test_the_contact_address_of_the_supplier_comes_before_the_depositor_s() -> None:
    invoice = an_available()
    Structure.objects.filter(pk=invoice.supplier_id).update(contact_email="compta@example.org")
    treat(invoice, Status.SERVICE_FAIT)
    assert Email.objects.get(kind="status-changed").to == "compta@example.org"


def test_a_download_is_noted_and_only_the_recipient_s_makes_it_no_longer_new() -> None:
    invoice = an_available()
    actions.note_download(a_person(), invoice.pk, at=LATER)
    assert not Invoice.objects.get(pk=invoice.pk).downloaded
    actions.note_download(a_clerk(), invoice.pk, at=LATER)
    assert Invoice.objects.get(pk=invoice.pk).downloaded
    assert [action.actor for action in UserAction.objects.all()] == [a_person(), a_clerk()]
    assert a_structure(PARIS_7E) == invoice.recipient
