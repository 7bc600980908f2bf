"""Factures reçues, as the clerk of a town hall sees them."""

from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import LATER, a_clerk, a_deposit, a_supplier, an_available, walk
from tests.web.budget import costs_the_same
from unisson.invoices import delivery
from unisson.invoices.models import Invoice
from unisson.invoices.status import Kind, Status
from unisson.kernel.clock import stopped
from unisson.web.received.page import row

pytestmark = pytest.mark.django_db


def clerk() -> Client:
    client = Client()
    client.force_login(a_clerk())
    return client


def numbers(client: Client, route: str, **asked: str) -> list[str]:
    context = client.get(reverse(route), asked).context
    if route == "received:search":
        return [one.number for one in context["found"].rows]
    return [one.invoice.number for one in context["page"].rows]


def test_the_most_urgent_comes_first() -> None:
    an_available("TARD", at=LATER)
    an_available("TOT", at=LATER - timedelta(days=5))

    assert numbers(clerk(), "received:summary") == ["TOT", "TARD"]


def test_what_is_taken_in_charge_leaves_the_list_but_not_the_search() -> None:
    walk(an_available("A-1"), Status.PRISE_EN_COMPTE_DESTINATAIRE)
    client = clerk()

    assert numbers(client, "received:summary") == []
    assert numbers(client, "received:search") == ["A-1"]


def test_the_search_keeps_one_status() -> None:
    walk(an_available("A-1"), Status.MISE_EN_PAIEMENT)
    an_available("A-2")
    client = clerk()

    assert numbers(client, "received:search", statut=Status.MISE_EN_PAIEMENT) == ["A-1"]
    assert numbers(client, "received:search", statut="INCONNU") == ["A-2", "A-1"]


def test_the_next_lines_follow_the_cursor() -> None:
    for number in range(30):
        a_deposit(f"A-{number:02d}", at=LATER + timedelta(minutes=number))
    delivery.deliver_pending(clock=stopped(LATER + timedelta(hours=1)))
    client = clerk()
    first = client.get(reverse("received:search"))
    place = parse_qs(first.context["found"].next.lstrip("?"))["apres"][0]
    following = numbers(client, "received:search", apres=place)

    assert len(first.context["found"].rows) == 25
    assert following == [f"A-{number:02d}" for number in range(4, -1, -1)]
    assert "apres=" in first.text


def test_nothing_is_seen_before_it_is_made_available() -> None:
    a_deposit("A-1")

    assert numbers(clerk(), "received:search") == []


def test_the_town_hall_next_door_sees_nothing() -> None:
    an_available("A-1")
    client = Client()
    client.force_login(a_clerk(PONT_SAINT_ESPRIT))

    assert numbers(client, "received:search") == []


def test_a_supplier_has_no_such_space() -> None:
    user, _ = a_supplier()
    client = Client()
    client.force_login(user)

    assert client.get(reverse("received:summary")).status_code == 404


def test_days_left_count_from_the_day_of_availability() -> None:
    invoice = Invoice.objects.select_related("recipient").get(pk=an_available("A-1").pk)

    assert row(invoice, on=date(2026, 11, 20)).left == 30
    assert row(invoice, on=date(2026, 12, 22)).left == -2


def test_no_clock_runs_once_paid_and_it_rests_while_suspended() -> None:
    paid = walk(an_available("A-1"), Status.MISE_EN_PAIEMENT)
    suspended = walk(an_available("A-2"), Status.SUSPENDUE)

    assert row(paid, on=LATER.date()).left is None
    assert row(suspended, on=LATER.date()).stopped


def test_a_suspended_credit_note_has_no_clock_that_rests() -> None:
    suspended = walk(an_available("A-1"), Status.SUSPENDUE)
    suspended.kind = Kind.CREDIT_NOTE

    assert (row(suspended, on=LATER.date()).stopped, row(suspended, on=LATER.date()).left) == (False, None)


@pytest.mark.parametrize("route", ["received:summary", "received:search"])
def test_a_list_costs_the_same_with_one_row_and_with_fifty(route: str) -> None:
    an_available("A-0")

    def add_rows() -> None:
        for number in range(1, 50):
            a_deposit(f"A-{number}")
        delivery.deliver_pending(clock=stopped(LATER))

    costs_the_same(clerk(), reverse(route), add_rows=add_rows)
