"""« Fil d’événements », all of it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from tests.invoices.builders import (
    LATER,
    a_clerk,
    a_deposit,
    a_person,
    a_structure,
    a_supplier,
    an_available,
    grant,
    passed_on,
)
from tests.web.budget import costs_the_same
from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.invoices import delivery
from unisson.kernel.clock import stopped
from unisson.notices import feed
from unisson.notices.feed import Happening

pytestmark = pytest.mark.django_db

FEED = "/fil/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def numbers(page: str) -> list[str]:
    """The invoices named, in the order of the page."""
    return re.findall(r"(?<=n°.)[A-Z]-\d+", page)


def happened(structure_id: int, number: int) -> Happening:
    values = {"number": f"N-{number}", "recipient": "MAIRIE", "supplier": "SAFE STYLE"}
    return Happening(
        structure_id=structure_id,
        service_id=None,
        space=Space.ISSUED,
        code="CPP-EVT-01",
        values=values,
        subject=str(number),
    )


def test_every_event_is_met_once_going_on_from_page_to_page() -> None:
    user, structure = a_supplier()
    for number in range(1, 61):
        # By threes at the same instant: the cursor must tell them apart.
        feed.record([happened(structure.pk, number)], at=LATER + timedelta(minutes=number // 3))
    client, met, address = signed_in(user), [], FEED
    while address:
        page = client.get(address).text
        met += numbers(page)
        further = re.search(r'href="(\?apres=\d+)"', page)
        address = f"{FEED}{further[1]}" if further else ""
    assert met == [f"N-{number}" for number in range(60, 0, -1)]


def test_each_event_leads_to_its_invoice_seen_from_its_side() -> None:
    invoice = an_available("A-1")
    assert reverse("issued:invoice", args=[invoice.pk]) in signed_in(a_supplier()[0]).get(FEED).text
    assert reverse("received:invoice", args=[invoice.pk]) in signed_in(a_clerk()).get(FEED).text


def test_an_invoice_that_went_to_another_recipient_is_told_without_a_way_to_it() -> None:
    invoice = passed_on("A-1")
    page, there = (signed_in(a_clerk(siret)) for siret in (PARIS_7E, PONT_SAINT_ESPRIT))
    address = reverse("received:invoice", args=[invoice.pk])

    for place in (FEED, reverse("home")):
        assert "A-1" in page.get(place).text
        assert address not in page.get(place).text
        assert "plus chez vous" in page.get(place).text
        assert address in there.get(place).text


def test_the_feed_is_narrowed_by_space_and_by_structure() -> None:
    user, supplier = a_supplier()
    grant(user, a_structure(PARIS_7E), Space.RECEIVED)
    grant(user, a_structure(PONT_SAINT_ESPRIT), Space.RECEIVED)
    invoice = an_available("A-1")
    client = signed_in(user)
    issued, received = (reverse(f"{side}:invoice", args=[invoice.pk]) for side in ("issued", "received"))
    pages = {
        asked: client.get(f"{FEED}?{asked}").text
        for asked in (
            "",
            "espace=FACTURES_EMISES",
            "espace=FACTURES_RECUES",
            f"structure={supplier.pk}",
            f"structure={a_structure(PONT_SAINT_ESPRIT).pk}",
            "espace=nonsense&structure=0&apres=nonsense",
        )
    }
    shown = [(issued in page, received in page) for page in pages.values()]
    assert shown == [(True, True), (True, False), (False, True), (True, False), (False, False), (True, True)]


def test_a_structure_of_others_narrows_nothing_and_shows_nothing_of_it() -> None:
    an_available("A-1")
    stranger = a_person("ailleurs@example.org")
    grant(stranger, a_structure(PONT_SAINT_ESPRIT), Space.RECEIVED)
    assert numbers(signed_in(stranger).get(f"{FEED}?structure={a_structure(PARIS_7E).pk}").text) == []


def test_the_page_speaks_english(compiled: None) -> None:
    an_available("A-1")
    page = signed_in(a_clerk()).get(FEED, headers={"Accept-Language": "en"}).text
    assert "sent you invoice" in page
    assert "vous a envoyé" not in page


def test_the_page_costs_the_same_with_one_row_and_with_fifty() -> None:
    user, _ = a_supplier()
    grant(user, a_structure(PARIS_7E), Space.RECEIVED)
    an_available("A-0")

    def add_rows() -> None:
        for number in range(1, 50):
            a_deposit(f"A-{number}")
        delivery.deliver_pending(clock=stopped(LATER))

    costs_the_same(signed_in(user), FEED, add_rows=add_rows)
