"""What software follows: each change once, in the order of the register, and nothing that the account may not see."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from unisson.accounts.models import User
from unisson.directory.spaces import Level, Space
from unisson.invoices import changes, delivery, returns
from unisson.invoices.models import Entry, Invoice
from unisson.invoices.register import ledger
from unisson.invoices.returns import Route
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal

from .builders import (
    COMMITMENT,
    LATER,
    a_clerk,
    a_deposit,
    a_draft,
    a_person,
    a_service,
    a_structure,
    a_supplier,
    an_available,
    grant,
    passed_on,
    walk,
)

pytestmark = pytest.mark.django_db
DELIVERED = ["DEPOSEE", "EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION"]


def number() -> None:
    while ledger.number_pending(clock=stopped(LATER)):
        pass


def told(actor: User, place: int = 0) -> list[str]:
    """The states that are told after `place`, once everything is numbered."""
    number()
    return [row.target for row in changes.since(actor, place).rows]


def deliver() -> None:
    delivery.deliver_pending(clock=stopped(LATER))


def test_a_supplier_is_told_all_since_the_deposit_and_a_recipient_all_since_it_has_it() -> None:
    walk(an_available(), Status.SUSPENDUE)
    assert told(a_supplier()[0]) == [*DELIVERED, "SUSPENDUE"]
    assert told(a_clerk()) == ["MISE_A_DISPOSITION", "SUSPENDUE"]
    assert told(a_person("nobody@example.org")) == []


def test_a_draft_is_told_to_nobody_before_it_leaves() -> None:
    a_draft()
    assert told(a_supplier()[0]) == []


def test_what_has_no_number_yet_comes_later() -> None:
    made, claire = a_deposit(), a_supplier()[0]
    assert changes.since(claire, 0).rows == []
    number()
    assert [row.invoice_id for row in changes.since(claire, changes.end() - 3).rows] == [made.pk]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
@pytest.mark.parametrize("stretch", [1, 4, 50_000])
def test_pages_lose_nothing_and_repeat_nothing_whatever_their_size(
    limit: int, stretch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for rank in range(3):
        an_available(f"FA-{rank}")
    number()
    claire, place, found, more = a_supplier()[0], 0, [], True
    whole = [row.pk for row in changes.since(claire, 0).rows]
    monkeypatch.setattr(changes, "STRETCH", stretch)
    while more:
        page = changes.since(claire, place, limit=limit)
        assert len(page.rows) <= limit
        assert page.next > place
        found += [row.pk for row in page.rows]
        place, more = page.next, page.more
    assert found == whole
    assert len(whole) == 9
    assert place == changes.end()


def test_the_order_is_that_of_the_register_not_of_the_keys() -> None:
    made = [an_available(f"FA-{rank}") for rank in range(2)]
    number()
    place = changes.end()
    for invoice in made:
        walk(invoice, Status.SUSPENDUE)
    for serial, entry in enumerate(Entry.objects.filter(serial=None).order_by("-pk"), start=place + 1):
        Entry.objects.filter(pk=entry.pk).update(serial=serial)
    first = changes.since(a_clerk(), place, limit=1)
    second = changes.since(a_clerk(), first.next, limit=1)
    assert [row.invoice_id for page in (first, second) for row in page.rows] == [made[1].pk, made[0].pk]


def test_a_place_that_is_not_reached_yet_is_refused() -> None:
    with pytest.raises(Refusal, match="CPP-SUIVI-01"):
        changes.since(a_supplier()[0], 1)


def test_the_next_recipient_is_told_only_what_it_has_part_in() -> None:
    passed_on()
    assert told(a_clerk(PONT_SAINT_ESPRIT)) == ["MISE_A_DISPOSITION"]
    assert told(a_clerk(PARIS_7E)) == []
    assert len(told(a_supplier()[0])) == 7


def test_what_is_on_its_way_to_another_is_not_told_there_before_it_arrives() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    made, next_clerk = walk(an_available(), Status.A_RECYCLER), a_clerk(PONT_SAINT_ESPRIT)
    returns.recycle(a_supplier()[0], made.pk, Route(siret=PONT_SAINT_ESPRIT), at=LATER)
    assert told(next_clerk) == []
    place = changes.end()
    deliver()
    assert told(next_clerk, place) == ["MISE_A_DISPOSITION"]


def test_who_asked_for_a_correction_is_told_of_it_while_it_comes_back() -> None:
    made, clerk = walk(an_available(), Status.A_RECYCLER), a_clerk()
    route = Route(siret=PARIS_7E, commitment="EJ-2")
    returns.recycle(a_supplier()[0], made.pk, route, at=LATER)
    assert told(clerk) == ["MISE_A_DISPOSITION", "A_RECYCLER"]
    place = changes.end()
    deliver()
    assert told(clerk, place) == ["MISE_A_DISPOSITION"]


def test_the_people_of_one_service_are_not_told_of_the_time_of_another() -> None:
    town = a_structure(PARIS_7E)
    works, school = a_service(town, "TRAVAUX"), a_service(town, "ECOLE")
    workers, teachers, whole = (a_person(f"{name}@example.org") for name in ("works", "school", "whole"))
    grant(workers, town, Space.RECEIVED, Level.READ, service=works)
    grant(teachers, town, Space.RECEIVED, Level.READ, service=school)
    grant(whole, town, Space.RECEIVED, Level.READ)
    made = an_available()
    claire = a_supplier()[0]
    for code in ("TRAVAUX", "ECOLE"):
        made = walk(Invoice.objects.get(pk=made.pk), Status.A_RECYCLER)
        route = Route(siret=PARIS_7E, service_code=code, commitment=COMMITMENT)
        returns.recycle(claire, made.pk, route, at=LATER + timedelta(hours=1))
        if code == "TRAVAUX":
            deliver()
            assert told(workers) == ["MISE_A_DISPOSITION"]
    assert told(teachers) == []
    assert told(workers) == []
    assert len(told(whole)) == 4
    place = changes.end()
    deliver()
    assert told(teachers, place) == told(teachers) == ["MISE_A_DISPOSITION"]


def test_many_changes_cost_the_queries_of_one() -> None:
    clerk = a_clerk()
    an_available("FA-0")
    number()
    with CaptureQueriesContext(connection) as few:
        changes.since(clerk, 0)
    for rank in range(1, 8):
        an_available(f"FA-{rank}")
    number()
    with CaptureQueriesContext(connection) as many:
        assert len(changes.since(clerk, 0).rows) == 8
    assert 0 < len(many) == len(few) <= 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committed")
def test_what_a_slow_transaction_wrote_first_and_commits_last_is_told_last() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time: nothing commits out of order.")
    slow, fast, clerk = an_available("FA-1"), an_available("FA-2"), a_clerk()
    number()
    place, written, go_on = changes.end(), Event(), Event()

    def take_long() -> None:
        try:
            with transaction.atomic():
                walk(slow, Status.SUSPENDUE)
                written.set()
                assert go_on.wait(10)
        finally:
            connection.close()

    thread = Thread(target=take_long)
    thread.start()
    try:
        assert written.wait(10)
        with transaction.atomic():
            walk(fast, Status.SUSPENDUE)
        number()
        first = changes.since(clerk, place)
    finally:
        go_on.set()
        thread.join(10)
    number()
    second = changes.since(clerk, first.next)
    assert [row.invoice_id for row in first.rows] == [fast.pk]
    assert [row.invoice_id for row in second.rows] == [slow.pk]
    assert second.rows[0].pk < first.rows[0].pk
