"""The same thing asked for twice at the same instant, over two connections that commit for real."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from tests.builders import SAFE_STYLE
from unisson.invoices import certificate, delivery, deposit, ledger, recap
from unisson.invoices.models import DepositCertificate, Entry, Flow, Invoice, StatusChange
from unisson.invoices.status import Channel, Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal
from unisson.notices import outbox, preferences
from unisson.notices.models import Email
from unisson.notices.preferences import What

from .builders import AT, LATER, a_cii, a_deposit, a_draft, a_person, a_structure, a_supplier, grant

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Each of `acts` in its own thread, all released together: what each gave or raised."""
    start, given = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=10)
            given[place] = act()
        except Exception as error:
            given[place] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return given


def test_a_draft_sent_from_two_tabs_is_one_invoice_with_one_certificate() -> None:
    draft, user = a_draft(), a_person()
    sent = at_once(*[lambda: deposit.send(user, draft.pk, version=1, at=LATER)] * 4)
    assert [invoice.pk for invoice in sent] == [draft.pk] * 4
    assert Invoice.objects.get().status == Status.DEPOSEE
    assert DepositCertificate.objects.count() == 1
    assert StatusChange.objects.filter(target=Status.DEPOSEE).count() == 1


def test_two_drafts_with_one_number_end_as_one_invoice() -> None:
    drafts, user = [a_draft(), a_draft()], a_person()
    sent = at_once(*[lambda pk=draft.pk: deposit.send(user, pk, version=1, at=LATER) for draft in drafts])
    refusals = [one for one in sent if isinstance(one, Refusal)]
    assert [refusal.code for refusal in refusals] in (["CPP-ADM-10"], ["CPP-DEPOT-06"])
    assert Invoice.objects.filter(status=Status.DEPOSEE).count() == DepositCertificate.objects.count() == 1


def test_a_number_sent_by_two_machines_is_one_invoice() -> None:
    a_structure()
    user, supplier = a_supplier()
    upload = deposit.Upload(name="facture.xml", content=a_cii())
    flows = at_once(*[lambda: deposit.receive(user, upload, supplier=supplier, channel=Channel.API, at=LATER)] * 3)
    assert sorted(flow.state for flow in flows) == [Flow.State.INTEGRATED, Flow.State.REJECTED, Flow.State.REJECTED]
    assert Invoice.objects.count() == DepositCertificate.objects.count() == 1


def test_two_workers_deliver_each_invoice_once() -> None:
    a_structure(contact_email="compta@example.org")
    for rank in range(6):
        a_deposit(f"FA-{rank}")
    delivered = at_once(*[lambda: delivery.deliver_pending(clock=stopped(LATER), batch=2)] * 2)
    assert sum(delivered) == 6
    assert StatusChange.objects.filter(target=Status.MISE_A_DISPOSITION).count() == 6
    assert Email.objects.count() == 6


def test_two_workers_send_each_letter_once(monkeypatch: pytest.MonkeyPatch) -> None:
    outbox.queue(
        [outbox.Draft(to=f"{rank}@example.org", kind="status-changed", values=LETTER) for rank in range(6)], at=LATER
    )
    assert sum(at_once(*[lambda: outbox.send_pending(clock=stopped(LATER))] * 2)) == 6
    assert set(Email.objects.values_list("attempts", flat=True)) == {1}


def test_two_workers_write_each_recap_once() -> None:
    for rank in range(6):
        person = a_person(f"{rank}@example.org")
        grant(person, a_structure(SAFE_STYLE))
        preferences.choose(person.pk, {What.DAILY}, at=AT)
    a_deposit()
    delivery.deliver_pending(clock=stopped(LATER))
    told = at_once(*[lambda: recap.tell_due(clock=stopped(AT + timedelta(days=1)))] * 3)
    assert sum(told) == 6
    assert Email.objects.filter(kind="recap-daily").count() == 6


def test_two_workers_print_one_certificate_for_ever() -> None:
    found = DepositCertificate.objects.get(invoice=a_deposit())
    won = at_once(*[lambda: certificate._print(found, at=LATER)] * 2)
    assert sorted(won) == [False, True]
    assert DepositCertificate.objects.get().pdf is not None


LETTER = {
    "invoice": 1,
    "number": "FA-1",
    "status": Status.SERVICE_FAIT,
    "recipient": "Mairie",
    "comment": "",
    "due": "12.00",
    "currency": "EUR",
}


def test_two_workers_chain_the_deposits_once_and_in_one_thread() -> None:
    for rank in range(12):
        a_deposit(f"FA-{rank}")
    for _ in range(4):
        at_once(*[lambda: ledger.number_pending(clock=stopped(LATER), batch=3)] * 3)
    while ledger.number_pending(clock=stopped(LATER)):
        pass
    assert sorted(Entry.objects.values_list("serial", flat=True)) == list(range(1, 37))
    assert list(ledger.faults()) == []
