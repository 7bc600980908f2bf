from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import PONT_SAINT_ESPRIT
from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.spaces import Space
from unisson.invoices import delivery
from unisson.invoices.access import Right
from unisson.invoices.lists import search, sorting
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.models import Invoice
from unisson.invoices.periods import PERIODS, period_for
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped

from ..builders import AT, LATER, a_clerk, a_deposit, a_draft, a_person, a_structure, an_available, grant, walk

pytestmark = pytest.mark.django_db

LISTS: dict[str, Callable[[User, User], Sequence[object]]] = {
    "issued": lambda claire, marc: search.issued(claire, Asked()).rows,
    "issued to do": lambda claire, marc: search.issued_to_do(claire),
    "received": lambda claire, marc: search.received(marc, Asked()).rows,
    "received to do": lambda claire, marc: search.received_to_do(marc),
    "counts": lambda claire, marc: list(search.counts(marc, Right.READ_RECEIVED)),
}


def many(count: int, *, first: int = 0) -> None:
    """`count` more invoices: one in two to be treated by its recipient, the others back with the supplier."""
    for rank in range(first, first + count):
        a_deposit(f"FA-{rank}", at=AT + timedelta(minutes=rank))
    delivery.deliver_pending(clock=stopped(LATER + timedelta(hours=first)))
    for rank in range(first, first + count, 2):
        walk(Invoice.objects.get(number=f"FA-{rank}"), Status.SUSPENDUE)


def costs() -> dict[str, int]:
    """The queries of each list with its rows shown; none at all would mean that nothing ran."""
    claire, marc = a_person(), a_clerk()
    found = {}
    for name, read in LISTS.items():
        with CaptureQueriesContext(connection) as captured:
            rows = read(claire, marc)
            for row in (row for row in rows if isinstance(row, Invoice)):
                assert row.supplier.name and row.recipient and row.recipient.name
        assert rows and len(captured) > 0
        found[name] = len(captured)
    return found


def test_a_list_of_fifty_costs_the_queries_of_a_list_of_two() -> None:
    many(2)
    few = costs()
    many(50, first=2)
    assert costs() == few
    assert max(few.values()) <= 4


def test_a_history_costs_one_query_however_long() -> None:
    invoice = walk(an_available(), Status.SUSPENDUE, Status.COMPLETEE, Status.SERVICE_FAIT)
    with CaptureQueriesContext(connection) as captured:
        rows = search.history(invoice)
        assert [row.actor.full_name if row.actor else "" for row in rows]
    assert (len(rows), len(captured)) == (6, 1)


def test_the_supplier_finds_drafts_first_and_then_what_came_back() -> None:
    back = walk(an_available("FA-1"), Status.A_RECYCLER)
    an_available("FA-2")
    draft = a_draft()
    assert search.issued_to_do(a_person()) == [draft, back]


def test_the_recipient_finds_the_fewest_days_left_first() -> None:
    late, early = an_available("FA-1", at=LATER + timedelta(days=9)), an_available("FA-2", at=LATER + timedelta(days=2))
    assert [row.pk for row in search.received_to_do(a_clerk())] == [early.pk, late.pk]


def test_the_deadline_orders_recipients_of_different_periods() -> None:
    """A hospital has fifty days: its older invoice is less pressing, also when the list is cut."""
    hospital = a_structure(PONT_SAINT_ESPRIT, buyer=Structure.Buyer.HOSPITAL)
    older = a_deposit("FA-1")
    Invoice.objects.filter(pk=older.pk).update(recipient=hospital, buyer=hospital.buyer)
    delivery.deliver_pending(clock=stopped(LATER))
    newer = an_available("FA-2", at=LATER + timedelta(days=9))
    clerk = a_clerk()
    grant(clerk, hospital, Space.RECEIVED)
    assert search.received_to_do(clerk) == [newer, older]
    assert search.received_to_do(clerk, most=1) == [newer]


def test_a_cut_list_keeps_the_drafts_and_its_true_length_is_told() -> None:
    draft = a_draft()
    for rank in range(4):
        a_deposit(f"FA-{rank}")
    delivery.deliver_pending(clock=stopped(LATER))
    for invoice in Invoice.objects.filter(status=Status.MISE_A_DISPOSITION)[:3]:
        walk(invoice, Status.SUSPENDUE)
    claire, marc = a_person(), a_clerk()
    assert search.issued_to_do(claire, most=1) == [draft]
    assert len(search.issued_to_do(claire, most=2)) == 2
    assert search.waiting(claire, Right.READ_ISSUED) == 4
    assert search.waiting(marc, Right.READ_RECEIVED) == 1
    assert search.waiting(claire, Right.READ_ISSUED, structure=a_structure(PONT_SAINT_ESPRIT)) == 0


def at(place: str) -> search.Cursor:
    return search.Cursor(place=sorting.Place.read(place, sorting.USUAL))


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    many(2 * search.PAGE + 3)
    pages, after = [], ""
    while True:
        page = search.issued(a_person(), Asked(), cursor=at(after))
        pages.append([row.number for row in page.rows])
        if not (after := page.next):
            break
    assert [len(page) for page in pages] == [search.PAGE, search.PAGE, 3]
    numbers = [number for page in pages for number in page]
    assert numbers == [f"FA-{rank}" for rank in reversed(range(2 * search.PAGE + 3))]


def test_a_page_never_repeats_what_was_deposited_meanwhile() -> None:
    many(search.PAGE + 1)
    first = search.issued(a_person(), Asked())
    a_deposit("FA-NEW", at=AT + timedelta(days=1))
    second = search.issued(a_person(), Asked(), cursor=at(first.next))
    assert [row.number for row in second.rows] == ["FA-0"]


def test_a_list_can_be_narrowed_to_statuses() -> None:
    many(4)
    page = search.received(a_clerk(), Asked(statuses=(Status.SUSPENDUE,)))
    assert [row.status for row in page.rows] == [Status.SUSPENDUE] * 2


def test_counts_tell_each_status_that_waits_for_the_person() -> None:
    many(4)
    a_draft()
    assert search.counts(a_person(), Right.READ_ISSUED) == {Status.BROUILLON: 1, Status.SUSPENDUE: 2}
    assert search.counts(a_clerk(), Right.READ_RECEIVED) == {Status.MISE_A_DISPOSITION: 2}


def test_the_period_counts_from_the_day_in_paris() -> None:
    invoice = an_available(at=LATER.replace(hour=23, minute=30))
    assert invoice.pay_by == date(2026, 12, 21)


def test_an_invoice_not_yet_available_has_no_deadline() -> None:
    assert a_deposit().pay_by is None


def test_every_buyer_has_a_period_and_each_cites_its_text() -> None:
    assert {period.buyer for period in PERIODS} == set(Structure.Buyer)
    assert all(period.reference and period.checked_on >= period.since for period in PERIODS)
    assert period_for(Structure.Buyer.HOSPITAL, on=date(1999, 1, 1)).days == 50


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), Status.PRISE_EN_COMPTE_DESTINATAIRE),
        ((Status.SERVICE_FAIT,), Status.MANDATEE),
        ((Status.SUSPENDUE,), Status.COMPLETEE),
        ((Status.REJETEE,), None),
        ((Status.MISE_EN_PAIEMENT,), None),
    ],
)
def test_the_next_usual_step(steps: tuple[Status, ...], expected: Status | None) -> None:
    assert search.next_step(walk(an_available(), *steps)) == expected
