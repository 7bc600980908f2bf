"""The orders of « Rechercher », and places in them."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.invoices.lists import search, sorting
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.search import Cursor
from unisson.invoices.lists.sorting import COLUMNS, Place, Sort
from unisson.invoices.models import Invoice
from unisson.invoices.status import Kind

from ..builders import AT, a_clerk, a_deposit, a_person, a_service, a_structure, an_available

pytestmark = pytest.mark.django_db
SORTS = [Sort(column=column, descending=descending) for column in COLUMNS for descending in (False, True)]
BEYOND = ("1_0001-01-01T00:00:00+23:59", "1_9999-12-31T23:59:59-23:59")
"""Moments that no year of UTC has."""
LISTS = {Space.ISSUED: search.issued, Space.RECEIVED: search.received}


@pytest.fixture
def some() -> list[Invoice]:
    """Eleven that differ in all that can be sorted by, some alike in some."""
    other, service = a_structure(PONT_SAINT_ESPRIT), a_service(a_structure(PARIS_7E))
    made = [an_available(f"FA-{rank}") for rank in range(11)]
    for rank, one in enumerate(made):
        at = AT + timedelta(days=rank * 7 % 11 // 2)
        Invoice.objects.filter(pk=one.pk).update(
            deposited_at=at,
            status_since=at,
            issue_date=at.date(),
            kind=Kind.CREDIT_NOTE if rank % 3 == 0 else Kind.INVOICE,
            gross_total=Decimal(rank * 5 % 11),
            net_total=Decimal(rank * 5 % 11 // 2),
            commitment="" if rank % 2 else f"EJ-{rank % 4}",
            recipient_service=service if rank % 4 == 1 else None,
            currency="USD" if rank == 7 else "EUR",
        )
    Invoice.objects.filter(pk=a_deposit("FA-X").pk).update(recipient=other)
    return made


def walked(person: User, space: Space, sort: Sort) -> tuple[list[int], list[int]]:
    """All lines, page by page to the end, and back again."""
    there: list[int] = []
    back: list[int] = []
    page = LISTS[space](person, Asked(), sort=sort, size=4)
    there += [row.pk for row in page.rows]
    while page.next:
        cursor = Cursor(place=Place.read(page.next, sort))
        page = LISTS[space](person, Asked(), sort=sort, cursor=cursor, size=4)
        there += [row.pk for row in page.rows]
    back += [row.pk for row in reversed(page.rows)]
    while page.previous:
        cursor = Cursor(place=Place.read(page.previous, sort), back=True)
        page = LISTS[space](person, Asked(), sort=sort, cursor=cursor, size=4)
        back += [row.pk for row in reversed(page.rows)]
    return there, back


@pytest.mark.parametrize("space", LISTS)
def test_each_order_is_walked_whole_there_and_back(some: Sequence[Invoice], space: Space) -> None:
    person = a_person() if space is Space.ISSUED else a_clerk()
    for sort in SORTS:
        there, back = walked(person, space, sort)
        rows = Invoice.objects.select_related("supplier", "recipient", "recipient_service").in_bulk(there)
        places = [sorting.place_of(rows[pk], sort, space) for pk in there]
        values: list[Any] = [(place.value, place.pk) for place in places]
        assert values == sorted(values, reverse=sort.descending), sort
        assert len(there) == len(set(there)) == (12 if space is Space.ISSUED else 11), sort
        assert set(back) == set(there), sort


def test_a_place_is_read_as_it_was_written(some: Sequence[Invoice]) -> None:
    for sort in SORTS:
        place = sorting.place_of(Invoice.objects.get(pk=some[3].pk), sort, Space.RECEIVED)
        assert Place.read(str(place), sort) == place
        assert Sort.read(str(sort)) == sort


@pytest.mark.parametrize("text", ["", "1", "_", "x_2026", "1_x", "1_2026-13-45", "1_NaN", *BEYOND])
def test_what_is_no_place_is_the_beginning(text: str) -> None:
    assert Place.read(text, Sort(column="date")) is None
    assert Place.read(text, Sort(column="ttc")) is None
    assert Place.read(text, Sort()) is None


def test_an_unknown_order_is_the_usual_one() -> None:
    assert Sort.read("-couleur") == sorting.USUAL


def test_a_page_before_the_first_lines_is_the_first_page(some: Sequence[Invoice]) -> None:
    first = search.received(a_clerk(), Asked(), size=4)
    second = search.received(a_clerk(), Asked(), cursor=Cursor(place=Place.read(first.next, Sort())), size=4)
    again = search.received(
        a_clerk(), Asked(), cursor=Cursor(place=Place.read(second.previous, Sort()), back=True), size=4
    )
    assert again == first
    assert not again.previous
