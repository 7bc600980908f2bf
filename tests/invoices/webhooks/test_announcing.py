"""Who is told of what: each side what it may see, once, in the order of what happened, whoever is killed when."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import AT, LATER, a_clerk, a_deposit, a_draft, a_structure, an_available, passed_on, walk
from tests.invoices.flows.builders import WRONG_TOTAL, a_cii, judged
from unisson.directory.models import SpaceOpening, Structure
from unisson.directory.spaces import Space
from unisson.invoices import delivery
from unisson.invoices.models import Announced, Entry, Flow, Invoice, StatusChange
from unisson.invoices.register import ledger
from unisson.invoices.status import Status
from unisson.invoices.webhooks import announcing
from unisson.kernel.clock import stopped
from unisson.notices.models import Delivery, Endpoint
from unisson.notices.webhooks import endpoints
from unisson.notices.webhooks.endpoints import Asked
from unisson.notices.webhooks.events import DEPOSITED, FLOW_FINISHED, KINDS, STATUS_CHANGED

from .conftest import with_webhooks

pytestmark = pytest.mark.django_db
BEFORE = AT - timedelta(days=1)
CLOCK = stopped(LATER)


def listens(structure: Structure, kinds: Any = KINDS, at: Any = BEFORE) -> Endpoint:
    announcing.announce_pending(clock=CLOCK)  # the worker runs already
    return endpoints.make(structure.pk, Asked(url="https://exemple.fr/", kinds=kinds), at=at).endpoint


def announce(batch: int = 500) -> None:
    while ledger.number_pending(clock=CLOCK):
        pass
    while announcing.announce_pending(clock=CLOCK, batch=batch):
        pass


def told(endpoint: Endpoint) -> list[tuple[str, str]]:
    """Kind and status of what it hears, in order."""
    said = [json.loads(one.body) for one in endpoint.deliveries.order_by("pk")]
    return [(one["type"], one["data"].get("status", one["data"].get("state"))) for one in said]


def test_each_side_hears_from_when_it_may_see_it(supplier: Structure, town: Structure) -> None:
    sends, receives = listens(supplier), listens(town)
    invoice = a_deposit()
    announce()
    assert told(sends) == [(DEPOSITED, "DEPOSEE")]
    assert told(receives) == []

    delivery.deliver_pending(clock=CLOCK)
    walk(Invoice.objects.get(), Status.SUSPENDUE)
    announce()
    later = [(STATUS_CHANGED, "MISE_A_DISPOSITION"), (STATUS_CHANGED, "SUSPENDUE")]
    assert told(sends) == [(DEPOSITED, "DEPOSEE"), *later]
    assert told(receives) == later

    first = json.loads(receives.deliveries.order_by("pk")[0].body)["data"]
    assert first == {
        "id": StatusChange.objects.get(target="MISE_A_DISPOSITION").pk,
        "side": "recipient",
        "invoice_id": invoice.pk,
        "number": "FA-2026-0101",
        "former_status": "EN_COURS_ACHEMINEMENT",
        "status": "MISE_A_DISPOSITION",
        "supplier": SAFE_STYLE,
        "recipient": PARIS_7E,
    }


def test_nobody_is_named(supplier: Structure, town: Structure) -> None:
    ends = [listens(supplier), listens(town)]
    an_available()
    announce()
    bodies = "".join(one.body for end in ends for one in end.deliveries.all())
    for name in ("claire", "marc", "SAFE STYLE", "MAIRIE"):
        assert name.lower() not in bodies.lower()


def test_others_hear_nothing(supplier: Structure, town: Structure) -> None:
    elsewhere = with_webhooks(a_structure(PONT_SAINT_ESPRIT), a_clerk(PONT_SAINT_ESPRIT))
    stranger = listens(elsewhere)
    an_available()
    announce()
    assert told(stranger) == []


def test_each_recipient_hears_of_its_own_time_even_when_it_is_told_late(supplier: Structure, town: Structure) -> None:
    former = listens(town)
    now = listens(with_webhooks(a_structure(PONT_SAINT_ESPRIT), a_clerk(PONT_SAINT_ESPRIT)))
    passed_on()
    announce()
    assert [status for _, status in told(former)] == [
        "MISE_A_DISPOSITION",
        "PRISE_EN_COMPTE_DESTINATAIRE",
        "A_RECYCLER",
    ]
    assert [status for _, status in told(now)] == ["MISE_A_DISPOSITION"]
    assert {json.loads(one.body)["data"]["recipient"] for one in former.deliveries.all()} == {PARIS_7E}
    assert {json.loads(one.body)["data"]["recipient"] for one in now.deliveries.all()} == {PONT_SAINT_ESPRIT}


def test_drafts_are_nobodys_business(supplier: Structure) -> None:
    endpoint = listens(supplier)
    a_draft()
    announce()
    assert told(endpoint) == []


def test_only_what_was_asked_for_is_told(supplier: Structure) -> None:
    deposits, changes = listens(supplier, [DEPOSITED]), listens(supplier, [STATUS_CHANGED])
    an_available()
    announce()
    assert [kind for kind, _ in told(deposits)] == [DEPOSITED]
    assert [kind for kind, _ in told(changes)] == [STATUS_CHANGED]


def test_what_happened_before_is_not_told(supplier: Structure) -> None:
    an_available()
    while ledger.number_pending(clock=CLOCK):
        pass
    early, late = listens(supplier), listens(supplier, at=LATER + timedelta(seconds=1))
    announce()
    assert told(early) == []
    a_deposit("FA-2")
    announce()
    assert [kind for kind, _ in told(early)] == [DEPOSITED]
    assert told(late) == []


@pytest.mark.parametrize("batch", [1, 2, 7])
def test_told_in_small_batches_or_twice_it_is_told_once(supplier: Structure, batch: int) -> None:
    endpoint = listens(supplier)
    for number in range(3):
        an_available(f"FA-{number}")
    announce(batch)
    before = told(endpoint)
    assert len(before) == 6
    Announced.objects.update(serial=0)
    announce()
    assert told(endpoint) == before


def test_killed_in_the_middle_the_batch_is_given_back_whole(
    supplier: Structure, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = listens(supplier)
    an_available()
    with monkeypatch.context() as broken:
        broken.setattr(Announced, "save", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            announce()
    assert told(endpoint) == []
    announce()
    assert len(told(endpoint)) == 2


def test_while_nobody_listens_the_place_goes_on_without_reading(
    supplier: Structure, django_assert_max_num_queries: Any
) -> None:
    announce()
    for number in range(3):
        an_available(f"FA-{number}")
    while ledger.number_pending(clock=CLOCK):
        pass
    with django_assert_max_num_queries(8):
        assert announcing.announce_pending(clock=CLOCK) == 0
    assert Announced.objects.get().serial == Entry.objects.count()
    assert not announcing.unread().exists()


def test_many_events_cost_no_more_queries_than_one(supplier: Structure, django_assert_max_num_queries: Any) -> None:
    endpoint = listens(supplier)
    for number in range(12):
        an_available(f"FA-{number}")
    while ledger.number_pending(clock=CLOCK):
        pass
    with django_assert_max_num_queries(12):
        announcing.announce_pending(clock=CLOCK)
    assert endpoint.deliveries.count() == 24


@pytest.mark.parametrize("space", [Space.CONNECTIONS, Space.ISSUED])
def test_a_closed_space_is_told_nothing_of(supplier: Structure, space: Space) -> None:
    endpoint = listens(supplier)
    an_available()
    SpaceOpening.objects.filter(structure=supplier, space=space).delete()
    announce()
    assert told(endpoint) == []


def test_paused_it_keeps_what_happens_and_stopped_by_the_portal_it_does_not(supplier: Structure) -> None:
    paused, stopped_one = listens(supplier), listens(supplier)
    Endpoint.objects.filter(pk=paused.pk).update(state=Endpoint.State.PAUSED)
    Endpoint.objects.filter(pk=stopped_one.pk).update(state=Endpoint.State.DISABLED)
    an_available()
    announce()
    assert (len(told(paused)), len(told(stopped_one))) == (2, 0)


def test_what_a_machine_sent_is_told_when_it_is_finished(supplier: Structure, town: Structure) -> None:
    sends, receives = listens(supplier, [FLOW_FINISHED]), listens(town, [FLOW_FINISHED])
    good, bad = judged(a_cii("FA-1")), judged(a_cii("FA-2", replace=WRONG_TOTAL))
    announce()
    announce()
    assert told(sends) == [(FLOW_FINISHED, "IN_INTEGRE"), (FLOW_FINISHED, "IN_REJETE")]
    assert told(receives) == []
    said = [json.loads(one.body)["data"] for one in sends.deliveries.order_by("pk")]
    assert [one["flow"] for one in said] == [good.number, bad.number]
    assert not announcing.unread_flows().exists()


def test_what_a_person_sent_is_no_flow_to_tell(supplier: Structure) -> None:
    endpoint = listens(supplier, [FLOW_FINISHED])
    an_available()
    announce()
    assert told(endpoint) == []
    assert Flow.objects.exists()


def test_it_says_since_when_something_waits(supplier: Structure) -> None:
    announce()
    assert announcing.waits_since() is None
    a_deposit()
    while ledger.number_pending(clock=CLOCK):
        pass
    assert announcing.waits_since() == AT


def test_a_deposit_writes_nothing_for_it(supplier: Structure) -> None:
    listens(supplier)
    a_deposit()
    assert not Delivery.objects.exists()
