"""Who says where events go, and who does not."""

from datetime import timedelta

import pytest

from tests.invoices.builders import AT, LATER, a_person, a_structure, a_supplier, grant
from unisson.accounts.models import User
from unisson.directory.models import ManagerAct, Structure
from unisson.directory.spaces import Level, Space
from unisson.invoices.webhooks import log, managing
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Delivery, Endpoint
from unisson.notices.webhooks import keyring, queueing
from unisson.notices.webhooks.endpoints import Told
from unisson.notices.webhooks.events import DEPOSITED, STATUS_CHANGED, TEST
from unisson.notices.webhooks.queueing import Draft

pytestmark = pytest.mark.django_db
URL = "https://exemple.fr/hook?cle=secrete"


@pytest.fixture
def claire(supplier: Structure) -> User:
    return a_supplier()[0]


@pytest.fixture
def reader(supplier: Structure) -> User:
    person = a_person("lectrice@example.org")
    grant(person, supplier, Space.CONNECTIONS, Level.READ)
    return person


@pytest.fixture
def strangers(supplier: Structure) -> list[User]:
    """Somebody of another structure, somebody of this one without the space, and nobody."""
    town = a_structure()
    elsewhere, issuing, nobody = a_person("e@example.org"), a_person("i@example.org"), a_person("n@example.org")
    grant(elsewhere, town, Space.CONNECTIONS)
    grant(issuing, supplier, Space.ISSUED)
    return [elsewhere, issuing, nobody]


def added(person: User, **given: object) -> Told:
    asked = {"url": URL, "kinds": [STATUS_CHANGED, DEPOSITED], **given}
    asked["url"] = given.get("url", f"{URL}{Endpoint.objects.count() or ''}")
    return managing.add(person, a_supplier()[1].pk, at=AT, **asked)  # type: ignore[arg-type]


def an_event(endpoint: Endpoint, name: str = "1") -> Delivery:
    queueing.queue([Draft(endpoint=endpoint.pk, kind=DEPOSITED, source=name, data={}, at=AT)], at=AT)
    return Delivery.objects.get(source=name)


def acts() -> list[str]:
    return list(ManagerAct.objects.order_by("pk").values_list("what", flat=True))


def test_a_webhook_is_added_with_a_secret_told_once(claire: User) -> None:
    told = added(claire, description="  ERP\nde la compta ")
    assert told.secret.startswith("whsec_")
    assert (told.endpoint.description, told.endpoint.kinds) == ("ERP de la compta", [DEPOSITED, STATUS_CHANGED])
    assert list(managing.endpoints_of(claire)) == [told.endpoint]
    act = ManagerAct.objects.get()
    assert (act.what, act.detail) == ("WEBHOOK_AJOUTE", {"webhook": "ERP de la compta"})


def test_the_history_tells_the_machine_not_what_its_address_hides(claire: User) -> None:
    added(claire)
    assert ManagerAct.objects.get().detail == {"webhook": "exemple.fr"}


@pytest.mark.parametrize("kinds", [[], ["invoice.paid"], [TEST]])
def test_an_event_has_to_be_chosen_among_those_that_are(claire: User, kinds: list[str]) -> None:
    with pytest.raises(Refusal, match="CPP-WEBHOOK-05"):
        added(claire, kinds=kinds)


def test_ten_at_most(claire: User) -> None:
    for _ in range(managing.MOST):
        last = added(claire).endpoint
    with pytest.raises(Refusal, match="CPP-WEBHOOK-04"):
        added(claire)
    managing.remove(claire, last.pk, at=AT)
    added(claire)


def test_it_is_changed_paused_resumed_and_removed_and_each_is_noted(claire: User) -> None:
    pk = added(claire).endpoint.pk
    managing.change(claire, pk, at=AT)
    managing.change(claire, pk, url="https://autre.fr/", at=AT)
    changed = managing.get(claire, pk)
    assert (changed.url, changed.kinds) == ("https://autre.fr/", [DEPOSITED, STATUS_CHANGED])
    for _ in range(2):
        managing.pause(claire, pk, at=AT)
    assert managing.get(claire, pk).state == Endpoint.State.PAUSED
    for _ in range(2):
        managing.resume(claire, pk, at=AT)
    assert managing.get(claire, pk).state == Endpoint.State.ACTIVE
    managing.remove(claire, pk, at=AT)
    with pytest.raises(NotFound):
        managing.get(claire, pk)
    assert not managing.endpoints_of(claire)
    assert acts() == ["WEBHOOK_AJOUTE", "WEBHOOK_MODIFIE", "WEBHOOK_SUSPENDU", "WEBHOOK_REPRIS", "WEBHOOK_SUPPRIME"]


def test_resumed_after_the_portal_stopped_it_starts_afresh(claire: User) -> None:
    pk = added(claire).endpoint.pk
    Endpoint.objects.update(state="DESACTIVE", failing_since=AT, failures=9, disabled_at=AT, to_tell=True)
    managing.pause(claire, pk, at=AT)
    assert managing.get(claire, pk).state == Endpoint.State.DISABLED
    endpoint = managing.resume(claire, pk, at=AT)
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.failing_since, endpoint.failures, endpoint.to_tell) == ("ACTIF", None, 0, False)


def test_a_renewed_secret_leaves_the_former_a_day(claire: User) -> None:
    first = added(claire)
    second = managing.renew_secret(claire, first.endpoint.pk, at=AT)
    kept = managing.get(claire, first.endpoint.pk)
    assert keyring.of(kept, at=LATER) == [second.secret, first.secret]
    assert keyring.of(kept, at=AT + timedelta(days=2)) == [second.secret]


def test_sent_twice_a_request_makes_one_webhook_and_one_secret(claire: User) -> None:
    told, other = added(claire, url=URL), added(claire, url="https://autre.fr/")
    with pytest.raises(Refusal, match="CPP-WEBHOOK-08"):
        added(claire, url=URL)
    with pytest.raises(Refusal, match="CPP-WEBHOOK-08"):
        managing.change(claire, other.endpoint.pk, url=URL, at=AT)
    managing.change(claire, told.endpoint.pk, url=URL, kinds=[DEPOSITED], at=AT)

    seen = managing.mark_of(told.endpoint)
    managing.renew_secret(claire, told.endpoint.pk, seen=seen, at=LATER)
    with pytest.raises(Refusal, match="CPP-WEBHOOK-09"):
        managing.renew_secret(claire, told.endpoint.pk, seen=seen, at=LATER)


def test_who_only_reads_changes_nothing(claire: User, reader: User) -> None:
    endpoint = added(claire).endpoint
    delivery = an_event(endpoint)
    assert list(managing.endpoints_of(reader)) == [endpoint]
    assert log.page(reader, endpoint.pk).rows == [delivery]
    refused_all(reader, endpoint, delivery)


def test_strangers_find_nothing(claire: User, strangers: list[User]) -> None:
    endpoint = added(claire).endpoint
    delivery = an_event(endpoint)
    for stranger in strangers:
        assert not managing.endpoints_of(stranger)
        for read in (managing.get, log.page):
            with pytest.raises(NotFound):
                read(stranger, endpoint.pk)
        with pytest.raises(NotFound):
            log.delivery(stranger, endpoint.pk, delivery.pk)
        refused_all(stranger, endpoint, delivery)


def refused_all(person: User, endpoint: Endpoint, delivery: Delivery) -> None:
    pk, asked = endpoint.pk, {"url": URL, "kinds": [DEPOSITED], "at": AT}
    for act in (
        lambda: managing.add(person, endpoint.structure_id, **asked),  # type: ignore[arg-type]
        lambda: managing.change(person, pk, **asked),  # type: ignore[arg-type]
        lambda: managing.pause(person, pk, at=AT),
        lambda: managing.resume(person, pk, at=AT),
        lambda: managing.remove(person, pk, at=AT),
        lambda: managing.renew_secret(person, pk, at=AT),
        lambda: log.test(person, pk, at=AT),
        lambda: log.replay(person, pk, delivery.pk, at=AT),
        lambda: log.replay_failed(person, pk, since=AT, at=AT),
    ):
        with pytest.raises(NotFound):
            act()


def test_the_log_is_read_page_by_page_newest_first(claire: User) -> None:
    endpoint = added(claire).endpoint
    events = [an_event(endpoint, str(number)) for number in range(5)][::-1]
    first = log.page(claire, endpoint.pk, count=2)
    second = log.page(claire, endpoint.pk, after=first.after, count=2)
    third = log.page(claire, endpoint.pk, after=second.after, count=2)
    assert [*first.rows, *second.rows, *third.rows] == events
    assert third.after == ""
    Delivery.objects.filter(pk=events[3].pk).update(state="ECHOUEE")
    assert log.page(claire, endpoint.pk, state="ECHOUEE").rows == [events[3]]
    assert log.page(claire, endpoint.pk, after="rien").rows == []


def test_a_delivery_of_another_webhook_is_not_there(claire: User) -> None:
    one, other = added(claire).endpoint, added(claire).endpoint
    delivery = an_event(one)
    with pytest.raises(NotFound):
        log.delivery(claire, other.pk, delivery.pk)
    with pytest.raises(NotFound):
        log.replay(claire, other.pk, delivery.pk, at=AT)


def test_one_test_waits_at_a_time(claire: User) -> None:
    endpoint = added(claire).endpoint
    assert log.test(claire, endpoint.pk, at=AT).kind == TEST
    with pytest.raises(Refusal, match="CPP-WEBHOOK-07"):
        log.test(claire, endpoint.pk, at=AT)


def test_what_is_stopped_is_neither_tested_nor_replayed(claire: User) -> None:
    endpoint = added(claire).endpoint
    delivery = an_event(endpoint)
    managing.pause(claire, endpoint.pk, at=AT)
    for act in (
        lambda: log.test(claire, endpoint.pk, at=AT),
        lambda: log.replay(claire, endpoint.pk, delivery.pk, at=AT),
        lambda: log.replay_failed(claire, endpoint.pk, since=AT, at=AT),
    ):
        with pytest.raises(Refusal, match="CPP-WEBHOOK-06"):
            act()


def test_what_failed_since_a_moment_is_replayed_tests_left_out(claire: User) -> None:
    endpoint = added(claire).endpoint
    for number in range(4):
        an_event(endpoint, str(number))
    log.test(claire, endpoint.pk, at=AT)
    Delivery.objects.update(state="ECHOUEE", attempts=10)
    Delivery.objects.filter(source="0").update(made_at=AT - timedelta(days=1))
    Delivery.objects.filter(source="1").update(state="LIVREE")
    assert log.replay_failed(claire, endpoint.pk, since=AT, at=LATER) == 2
    waiting = Delivery.objects.filter(state="EN_ATTENTE").order_by("pk")
    assert [(one.source, one.attempts) for one in waiting] == [("2", 0), ("3", 0)]


def test_removed_its_rows_go_with_the_next_sweep(claire: User) -> None:
    endpoint = added(claire).endpoint
    an_event(endpoint)
    managing.remove(claire, endpoint.pk, at=AT)
    queueing.forget_over(clock=stopped(AT))
    assert not Endpoint.objects.exists()
