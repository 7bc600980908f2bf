"""The list of the recipient sorted by each of its columns, page after page."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.invoices import delivery
from unisson.invoices.lists import inbox
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.inbox import Inbox
from unisson.invoices.lists.order import Column, Order, Place
from unisson.invoices.models import Invoice
from unisson.invoices.status import Kind, Status
from unisson.kernel.clock import stopped

from ..builders import AT, LATER, a_clerk, a_deposit, walk

EVERY = tuple(Order(column=column, descending=down) for column in Column for down in (False, True))
WAITING = Asked(statuses=(Status.MISE_A_DISPOSITION, Status.SERVICE_FAIT, Status.MANDATEE))


@pytest.fixture
def clerk(db: None) -> User:
    """Twelve lines with equal values, credit notes and lines without a clock, of three suppliers of two names."""
    for rank in range(12):
        a_deposit(f"FA-{rank:02}", at=AT + timedelta(minutes=rank // 3))
        delivery.deliver_pending(clock=stopped(LATER - timedelta(days=rank % 4)))
    others = [
        Structure.objects.create(identifier=siret, name=name, nature=Structure.Nature.PRIVATE)
        for siret, name in (("11111111100011", "ARSOUILLE"), ("22222222200022", "ARSOUILLE"))
    ]
    for rank, invoice in enumerate(Invoice.objects.order_by("number")):
        if rank % 3:
            walk(invoice, Status.SERVICE_FAIT)
        kept: dict[str, object] = {"gross_total": Decimal(100 + rank // 3) / 10}
        if rank % 4 == 0:
            kept |= {"kind": Kind.CREDIT_NOTE, "pay_by": None}
        if rank % 2:
            kept |= {"supplier": others[rank // 2 % 2]}
        Invoice.objects.filter(pk=invoice.pk).update(**kept)
    return a_clerk()


def expected(order: Order) -> list[str]:
    """Sorted in memory, from what each column means."""
    down, lines = order.descending, list(Invoice.objects.select_related("supplier"))
    states = list(Status)
    lines.sort(key=lambda one: one.pk, reverse=order.falls)
    if order.column is Column.AMOUNT:
        lines.sort(key=lambda one: one.shown_gross or 0, reverse=down)
    elif order.column is Column.DATE:
        lines.sort(key=lambda one: one.deposited_at or AT, reverse=down)
    elif order.column is Column.SUPPLIER:
        lines.sort(key=lambda one: (one.supplier.name, one.supplier_id), reverse=down)
    else:
        lines.sort(key=lambda one: one.pay_by or date.min, reverse=order.falls)
        lines.sort(key=lambda one: one.pay_by is None)
        if order.column is Column.STATUS:
            lines.sort(key=lambda one: states.index(Status(one.status)), reverse=down)
    return [one.number for one in lines]


def numbers(page: Inbox) -> list[str]:
    return [row.number for row in page.rows]


@pytest.mark.parametrize("order", EVERY, ids=str)
@pytest.mark.parametrize("size", [1, 5])
def test_pages_go_on_and_back_in_any_order(order: Order, size: int, clerk: User) -> None:
    page = inbox.inbox(clerk, WAITING, order=order, size=size)
    there = [numbers(page)]
    while page.next:
        page = inbox.inbox(clerk, WAITING, order=order, after=Place.read(str(page.next), order), size=size)
        there.append(numbers(page))
    assert [number for one in there for number in one] == expected(order)

    back = [numbers(page)]
    while page.previous:
        page = inbox.inbox(clerk, WAITING, order=order, before=Place.read(str(page.previous), order), size=size)
        back.insert(0, numbers(page))
    assert back == there
    assert page.first == 1


@pytest.mark.parametrize("order", EVERY, ids=str)
def test_the_file_and_the_next_line_follow_the_order(order: Order, clerk: User) -> None:
    lines = inbox.whole(clerk, WAITING, order=order)
    onward = [inbox.following(clerk, WAITING, one.pk, order=order) for one in lines]

    assert [one.number for one in lines] == expected(order)
    assert onward == [one.pk for one in (*lines[1:], lines[0])]


@pytest.mark.parametrize("order", EVERY, ids=str)
def test_a_place_outlives_the_line_it_was_taken_from(order: Order, clerk: User) -> None:
    first = inbox.inbox(clerk, WAITING, order=order, size=5)
    walk(first.rows[-1], Status.MISE_EN_PAIEMENT)

    second = inbox.inbox(clerk, WAITING, order=order, after=first.next, size=5)
    assert [*numbers(first), *numbers(second)] == expected_before(order, first.rows[-1].number)[:10]


def expected_before(order: Order, gone: str) -> list[str]:
    """As `expected`, with the line that is paid where it was."""
    Invoice.objects.filter(number=gone).update(status=Status.SERVICE_FAIT)
    return expected(order)


@pytest.mark.parametrize("order", EVERY, ids=str)
def test_an_order_is_read_as_it_was_written(order: Order) -> None:
    assert Order.read(str(order)) == order


@pytest.mark.parametrize("text", ["", "-", "rien", "--jours", "pay_by"])
def test_an_order_that_makes_no_sense_is_the_usual_one(text: str) -> None:
    assert Order.read(text) == Order()


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (Column.DAYS, ""),
        (Column.DAYS, "x"),
        (Column.DAYS, "0_2026-11-20_1"),
        (Column.DAYS, "0_2026-13-45_1_0"),
        (Column.DAYS, "_2026-11-20_1_0"),
        (Column.DAYS, "0_2026-11-20_99999999999999999999_0"),
        (Column.AMOUNT, "0__1_0"),
        (Column.AMOUNT, "0_NaN_1_0"),
        (Column.AMOUNT, "0_2026-11-20_1_0"),
        (Column.DATE, "0_hier_1_0"),
        (Column.SUPPLIER, "0_SAFE_1_0"),
    ],
)
def test_a_place_that_makes_no_sense_is_none(column: Column, text: str) -> None:
    assert Place.read(text, Order(column=column)) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Column.DAYS, date(2026, 12, 20)),
        (Column.DAYS, None),
        (Column.AMOUNT, Decimal("-12.50")),
        (Column.DATE, datetime(2026, 11, 20, 9, 30, 1, 250, tzinfo=UTC)),
        (Column.SUPPLIER, 12),
    ],
)
def test_a_place_is_read_as_it_was_written(column: Column, value: date | Decimal | int | None) -> None:
    place = Place(rank=1, value=value, pk=12, before=25)

    assert Place.read(str(place), Order(column=column)) == place
