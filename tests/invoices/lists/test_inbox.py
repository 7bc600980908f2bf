"""« Factures à traiter »: order, places, criteria, figures."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from unisson.accounts.models import User
from unisson.invoices import delivery, exchange
from unisson.invoices.lists import criteria, inbox, search
from unisson.invoices.lists.criteria import MINE, NOBODY, Asked, Between
from unisson.invoices.lists.inbox import Inbox, following, whole
from unisson.invoices.models import Invoice, Message
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped

from ..builders import LATER, a_clerk, a_deposit, a_service, a_structure, a_supplier, an_available, walk

pytestmark = pytest.mark.django_db

ALL = Asked()


def waiting(count: int) -> list[Invoice]:
    """`count` invoices that wait, each a day more pressing than the one before."""
    for rank in range(count):
        a_deposit(f"FA-{rank:02}")
        delivery.deliver_pending(clock=stopped(LATER - timedelta(days=rank)))
    return list(Invoice.objects.order_by("-pk"))


def numbers(page: Inbox) -> list[str]:
    return [row.number for row in page.rows]


def test_pages_go_on_and_back_without_gap_or_repetition() -> None:
    expected, clerk = [one.number for one in waiting(7)], a_clerk()
    first = inbox.inbox(clerk, ALL, size=3)
    second = inbox.inbox(clerk, ALL, after=first.next, size=3)
    third = inbox.inbox(clerk, ALL, after=second.next, size=3)

    assert [*numbers(first), *numbers(second), *numbers(third)] == expected
    assert (first.first, second.first, third.first) == (1, 4, 7)
    assert (first.previous, third.next) == (None, None)
    again = inbox.inbox(clerk, ALL, before=third.previous, size=3)
    assert (numbers(again), again.first) == (numbers(second), 4)
    assert numbers(inbox.inbox(clerk, ALL, before=again.previous, size=3)) == numbers(first)


def test_a_place_outlives_the_line_it_was_taken_from() -> None:
    invoices, clerk = waiting(4), a_clerk()
    first = inbox.inbox(clerk, ALL, size=2)
    walk(invoices[1], Status.SERVICE_FAIT)

    assert numbers(inbox.inbox(clerk, ALL, after=first.next, size=2)) == [one.number for one in invoices[2:]]


def test_a_page_whose_lines_were_all_treated_gives_the_first_one() -> None:
    invoices, clerk = waiting(3), a_clerk()
    first = inbox.inbox(clerk, ALL, size=2)
    walk(invoices[2], Status.SERVICE_FAIT)

    assert numbers(inbox.inbox(clerk, ALL, after=first.next, size=2)) == numbers(first)


def test_what_rests_comes_last_on_the_last_page_only() -> None:
    invoices, clerk = waiting(4), a_clerk()
    walk(invoices[0], Status.SUSPENDUE)
    first = inbox.inbox(clerk, ALL, size=2)
    last = inbox.inbox(clerk, ALL, after=first.next, size=2)

    assert (list(first.stopped), [one.number for one in last.stopped]) == ([], [invoices[0].number])
    assert invoices[0].number not in numbers(first) + numbers(last)


def test_the_next_line_is_the_one_after_then_the_first_then_none() -> None:
    invoices, clerk = waiting(3), a_clerk()
    keys = [one.pk for one in invoices]

    assert following(clerk, ALL, keys[0]) == keys[1]
    assert following(clerk, ALL, keys[2]) == keys[0]
    for one in invoices[1:]:
        walk(one, Status.SERVICE_FAIT)
    assert following(clerk, ALL, keys[0]) is None


def test_the_whole_list_is_in_its_order_and_cut() -> None:
    invoices, clerk = waiting(3), a_clerk()

    assert whole(clerk, ALL) == invoices
    assert whole(clerk, ALL, most=2) == invoices[:2]


def test_the_figures_count_the_late_and_those_of_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    walk(waiting(4)[3], Status.SUSPENDUE)
    # Made available on the 20th, 19th, 18th and 17th of November: to be paid within thirty days.
    monkeypatch.setattr(inbox, "today", lambda: date(2026, 12, 18))

    figures = inbox.inbox(a_clerk(), ALL).headline

    assert (figures.waiting, figures.late, figures.tomorrow) == (3, 1, 1)


def test_the_figures_are_those_of_what_is_asked() -> None:
    waiting(3)
    clerk = a_clerk()

    assert inbox.inbox(clerk, Asked(text="FA-01")).headline.waiting == 1
    assert inbox.inbox(clerk, Asked(statuses=(Status.SERVICE_FAIT,))).headline.waiting == 0
    assert inbox.inbox(clerk, Asked(text="rien")).headline.waiting == 0


def test_what_is_under_way_and_late_is_told_over_the_list_that_does_not_show_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invoices, clerk = waiting(3), a_clerk()
    walk(invoices[0], Status.PRISE_EN_COMPTE_DESTINATAIRE)
    walk(invoices[1], Status.MANDATEE)
    for module in (inbox, criteria):
        monkeypatch.setattr(module, "today", lambda: date(2026, 12, 31))
    late = Asked(statuses=inbox.OPEN, late=True)

    assert inbox.inbox(clerk, ALL).headline.late_elsewhere == 2
    assert len(inbox.inbox(clerk, late).rows) == 3
    Invoice.objects.update(payment_unreported=True)
    assert inbox.inbox(clerk, ALL).headline.late_elsewhere == 1
    assert len(inbox.inbox(clerk, late).rows) == 2


@pytest.mark.parametrize(
    ("status", "what"),
    [
        (Status.MISE_A_DISPOSITION, Message.What.QUESTION),
        (Status.MISE_A_DISPOSITION, Message.What.REJECTION_ASKED),
        (Status.REJETEE, Message.What.CONTEST),
    ],
)
def test_what_its_supplier_waits_for_is_told_with_the_line_until_it_is_answered(
    status: Status, what: Message.What
) -> None:
    invoice, clerk, other = an_available("FA-1"), a_clerk(), an_available("FA-2")
    if status is Status.REJETEE:
        walk(invoice, status)
    exchange.say(a_supplier()[0], invoice.pk, Message.Side.SUPPLIER, text="Bonjour.", what=what, at=LATER)
    exchange.say(a_supplier()[0], invoice.pk, Message.Side.SUPPLIER, text="Alors ?", at=LATER)

    def lines() -> dict[int, Message.What | None]:
        return {one.pk: exchange.asked_of(one) for one in search.received(clerk, ALL).rows}

    def unanswered() -> list[Invoice]:
        return list(search.received(clerk, Asked(unanswered=True)).rows)

    assert lines() == {invoice.pk: what, other.pk: None}
    assert (unanswered(), inbox.inbox(clerk, ALL).headline.unanswered) == ([invoice], 1)
    exchange.say(clerk, invoice.pk, Message.Side.RECIPIENT, text="Bien reçu.", at=LATER)
    assert lines() == {invoice.pk: None, other.pk: None}
    assert (unanswered(), inbox.inbox(clerk, ALL).headline.unanswered) == ([], 0)


CRITERIA: dict[str, tuple[Asked, set[str]]] = {
    "a part of the number": (Asked(text="fa-0"), {"FA-01"}),
    "the supplier's words": (Asked(text="Style safe"), {"FA-01", "AB-02"}),
    "an amount": (Asked(text="3 690,00 €"), set()),
    "nobody's": (Asked(hands=NOBODY), {"AB-02"}),
    "mine": (Asked(hands=MINE), {"FA-01"}),
    "not downloaded": (Asked(new=True), {"FA-01"}),
    "a service": (Asked(service=-1), {"AB-02"}),
    "under way": (Asked(statuses=(Status.SERVICE_FAIT,)), set()),
    "deposited that day": (
        Asked(deposited=Between(low=date(2026, 11, 20), high=date(2026, 11, 20))),
        {"FA-01", "AB-02"},
    ),
    "deposited before": (Asked(deposited=Between(high=date(2026, 11, 19))), set()),
    "in this state since": (Asked(since=Between(low=date(2026, 11, 21))), set()),
    "too small": (Asked(gross=Between(low=Decimal(10**9))), set()),
}


@pytest.fixture
def two(db: None) -> User:
    clerk = a_clerk()
    first, second = an_available("FA-01"), an_available("AB-02")
    Invoice.objects.filter(pk=first.pk).update(assignee=clerk)
    service = a_service(a_structure())
    Invoice.objects.filter(pk=second.pk).update(downloaded=True, recipient_service=service)
    return clerk


@pytest.mark.parametrize("name", CRITERIA)
def test_each_criterion_narrows_the_list(name: str, two: User) -> None:
    asked, expected = CRITERIA[name]
    if asked.service:
        asked = replace(asked, service=Invoice.objects.get(number="AB-02").recipient_service_id)

    assert set(numbers(inbox.inbox(two, asked))) == expected


def test_an_amount_is_found_however_it_is_typed(two: User) -> None:
    gross = Invoice.objects.get(number="FA-01").gross_total

    assert len(inbox.inbox(two, Asked(text=f"{gross:.2f}".replace(".", ","))).rows) == 2
