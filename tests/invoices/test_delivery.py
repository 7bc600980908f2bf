from datetime import timedelta

import pytest

from tests.builders import PARIS_7E
from unisson.invoices import delivery
from unisson.invoices.models import Invoice
from unisson.invoices.status import Channel, Status
from unisson.kernel.clock import stopped
from unisson.notices.models import Email, Event

from .builders import LATER, a_deposit, a_structure, walk

pytestmark = pytest.mark.django_db


def test_a_deposited_invoice_is_made_available_through_both_steps() -> None:
    invoice = a_deposit()
    assert delivery.deliver_pending(clock=stopped(LATER)) == 1
    invoice.refresh_from_db()
    assert (invoice.status, invoice.available_at, invoice.status_since) == (Status.MISE_A_DISPOSITION, LATER, LATER)
    assert [row.target for row in invoice.history.all()] == [
        Status.DEPOSEE,
        Status.EN_COURS_ACHEMINEMENT,
        Status.MISE_A_DISPOSITION,
    ]
    assert {row.channel for row in invoice.history.all()[1:]} == {Channel.AUTOMATIC}


def test_run_twice_it_delivers_and_tells_once() -> None:
    a_structure(PARIS_7E, contact_email="compta@example.org")
    a_deposit()
    assert [delivery.deliver_pending(clock=stopped(LATER + timedelta(minutes=turn))) for turn in range(2)] == [1, 0]
    assert [email.kind for email in Email.objects.all()] == ["invoice-available"]
    assert sorted(Event.objects.values_list("code", flat=True)) == ["CPP-EVT-01", "CPP-EVT-02"]


def test_more_than_a_batch_is_delivered_batch_by_batch() -> None:
    for rank in range(5):
        a_deposit(f"FA-{rank}")
    assert delivery.deliver_pending(clock=stopped(LATER), batch=2) == 5
    assert set(Invoice.objects.values_list("status", flat=True)) == {Status.MISE_A_DISPOSITION}


def test_a_recycled_invoice_is_delivered_again_and_its_clock_starts_anew() -> None:
    invoice = a_deposit()
    delivery.deliver_pending(clock=stopped(LATER))
    invoice.refresh_from_db()
    walk(invoice, Status.A_RECYCLER, Status.EN_COURS_ACHEMINEMENT)
    again = LATER + timedelta(days=3)
    assert delivery.deliver_pending(clock=stopped(again)) == 1
    assert Invoice.objects.get(pk=invoice.pk).available_at == again


def test_a_recipient_without_address_gets_no_letter_and_the_invoice_all_the_same() -> None:
    a_deposit()
    assert delivery.deliver_pending(clock=stopped(LATER)) == 1
    assert not Email.objects.exists()


def test_delivery_asks_no_more_for_fifty_than_for_five(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for rank in range(50):
        a_deposit(f"FA-{rank}")
    with django_assert_max_num_queries(17):
        delivery.deliver_pending(clock=stopped(LATER))
