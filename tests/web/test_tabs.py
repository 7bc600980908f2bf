"""The tabs of a space: on each of their pages, and below it, the bar says where one is."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import LATER, a_clerk, a_deposit, a_person, a_structure, a_supplier, grant
from unisson.directory import openings
from unisson.directory.models import Membership
from unisson.directory.spaces import Space
from unisson.invoices import delivery
from unisson.invoices.models import Invoice
from unisson.kernel.clock import stopped
from unisson.web.frame import ESPACES

pytestmark = pytest.mark.django_db

TABS = [(espace.space, route) for espace in ESPACES for _, route in espace.tabs if route]
_CURRENT = re.compile(r'<a href="([^"]*)"[^>]* aria-current="page"')


@pytest.fixture
def invoice() -> Invoice:
    made = a_deposit()
    delivery.deliver_pending(clock=stopped(LATER))
    supplier = a_supplier()[1]
    openings.open_spaces(supplier, [Space.FLOWS, Space.CONNECTIONS])
    for space in (Space.FLOWS, Space.CONNECTIONS):
        grant(a_person(), supplier, space)
    a_person().memberships.update(role=Membership.Role.PRINCIPAL)
    return made


def current(client: Client, space: Space, address: str) -> list[str]:
    """The addresses that the bars of a page say to be the one shown."""
    client.force_login(a_clerk() if space is Space.RECEIVED else a_person())
    return _CURRENT.findall(client.get(address).text)


@pytest.mark.usefixtures("invoice")
@pytest.mark.parametrize(("space", "route"), TABS)
def test_a_tab_is_current_on_its_own_page(space: Space, route: str, client: Client, settings: object) -> None:
    settings.DEMO = settings.SANDBOX = True  # type: ignore[attr-defined]
    assert reverse(route) in current(client, space, reverse(route))


@pytest.mark.parametrize(
    ("route", "below"),
    [("issued:deposit", "issued:drops"), ("issued:board", "issued:forecast")],
)
def test_a_tab_is_current_on_the_pages_below_it(route: str, below: str, invoice: Invoice, client: Client) -> None:
    assert reverse(route) in current(client, Space.ISSUED, reverse(below))


def test_an_invoice_stands_under_the_search_of_its_side(invoice: Invoice, client: Client) -> None:
    a_structure()
    for space, side in ((Space.ISSUED, "issued"), (Space.RECEIVED, "received")):
        address = reverse(f"{side}:invoice", args=[invoice.pk])
        assert reverse(f"{side}:search") in current(client, space, address)
