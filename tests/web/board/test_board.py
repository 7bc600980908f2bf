"""Each figure of a dashboard leads to a list of that many invoices, of those that the person sees and no others."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from tests.invoices.builders import (
    LATER,
    a_clerk,
    a_deposit,
    a_draft,
    a_service,
    a_structure,
    a_supplier,
    an_available,
    grant,
    passed_on,
    walk,
)
from tests.web.budget import costs_the_same
from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.invoices.access import Right
from unisson.invoices.board import tallying
from unisson.invoices.lists import search
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.models import Invoice
from unisson.invoices.register import ledger
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.web.issued.asked import searched
from unisson.web.received.asked import listed

pytestmark = pytest.mark.django_db
YEARS = "du=2026-01-01&au=2027-12-31"
_S = Status


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is late yet: figures of what is late are of any month."""
    monkeypatch.setattr("unisson.kernel.clock.now", stopped(LATER))


def a_stock() -> None:
    """One invoice in each of many states, some counted already, some not."""
    a_structure(PONT_SAINT_ESPRIT)
    tallying.count_pending(clock=stopped(LATER))
    for rank, steps in enumerate(
        (
            (),
            (_S.SERVICE_FAIT,),
            (_S.SERVICE_FAIT, _S.MANDATEE),
            (_S.SERVICE_FAIT, _S.MANDATEE, _S.MISE_EN_PAIEMENT),
            (_S.SUSPENDUE,),
            (_S.SUSPENDUE, _S.COMPLETEE),
            (_S.REJETEE,),
            (_S.A_RECYCLER,),
        )
    ):
        walk(an_available(f"FA-{rank}"), *steps, at=LATER + timedelta(days=3 + rank))
        if rank == 4:
            counted()
    passed_on("FA-98")
    a_deposit("FA-99")


def counted() -> None:
    while ledger.number_pending(clock=stopped(LATER)):
        pass
    while tallying.count_pending(clock=stopped(LATER)):
        pass


def figures(html: str) -> list[tuple[str, int]]:
    """Each figure of the page that leads somewhere: the address and the number."""
    tiles = re.findall(r'<a href="([^"]*)" class="figure"[^>]*>.*?<b>(\d+)</b>', html, re.DOTALL)
    cells = re.findall(r'<a href="([^"]*)">\s*(\d+)\s*(?:<span| facture)', html, re.DOTALL)
    return [(unescape(address), int(number)) for address, number in (*tiles, *cells)]


def is_of_status(address: str) -> bool:
    """Whether it is of a tile: those of delays ask when it was paid as well."""
    return "statut=" in address and "etat_du=" not in address


def length(person: User, right: Right, query: str) -> int:
    """How many the list of that address has."""
    asked = QueryDict(query)
    if right is Right.READ_ISSUED:
        return search.how_many(person, searched(asked).asked, Space.ISSUED)
    return search.how_many(person, listed(asked).asked, Space.RECEIVED)


def every_figure(person: User, right: Right, query: str = YEARS) -> list[tuple[str, int]]:
    place = "issued" if right is Right.READ_ISSUED else "received"
    html = client_of(person).get(f"{reverse(f'{place}:board')}?{query}").content.decode()
    found = [(address, number) for address, number in figures(html) if "?" in address]
    for address, number in found:
        assert urlsplit(address).path == reverse(f"{place}:search")
        assert length(person, right, urlsplit(address).query) == number, address
    return found


@pytest.mark.parametrize("whole", [True, False])
def test_each_figure_leads_to_a_list_of_that_many(whole: bool) -> None:
    a_stock()
    if whole:
        counted()
    issued = every_figure(a_supplier()[0], Right.READ_ISSUED)
    received = every_figure(a_clerk(), Right.READ_RECEIVED)
    assert len(issued) > 12
    assert len(received) > 12
    assert sum(number for address, number in issued if is_of_status(address)) == Invoice.objects.count()


def test_the_figures_follow_an_invoice_on_its_way() -> None:
    a_stock()
    walk(an_available("FA-50"), _S.PRISE_EN_COMPTE_DESTINATAIRE, at=LATER)
    tiles = (address for address, _ in every_figure(a_clerk(), Right.READ_RECEIVED) if is_of_status(address))
    shown = re.findall(r"statut=(\w+)", " ".join(tiles))
    taken = [one for one in shown if one in (_S.PRISE_EN_COMPTE_DESTINATAIRE, _S.SERVICE_FAIT, _S.MISE_EN_PAIEMENT)]
    assert taken == [_S.PRISE_EN_COMPTE_DESTINATAIRE, _S.SERVICE_FAIT, _S.MISE_EN_PAIEMENT]


def test_what_is_late_leads_to_the_late_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    from unisson.kernel import clock

    a_stock()
    late = LATER + timedelta(days=60)
    for module in ("unisson.web.board.views", "unisson.invoices.lists.criteria"):
        monkeypatch.setattr(f"{module}.today", lambda: clock.legal_day(late))
    for person, right in ((a_supplier()[0], Right.READ_ISSUED), (a_clerk(), Right.READ_RECEIVED)):
        found = [number for address, number in every_figure(person, right) if "EN_RETARD" in address]
        assert found
        assert found[0] > 2


def test_a_draft_counts_whatever_its_day() -> None:
    a_draft()
    html = client_of(a_supplier()[0]).get(reverse("issued:board")).content.decode()
    assert (reverse("issued:summary"), 1) in figures(html)


def test_who_has_one_service_sees_its_figures_only() -> None:
    recipient = a_structure(PARIS_7E)
    service, person = a_service(recipient), a_clerk("21750001600019")
    grant(person, recipient, Space.RECEIVED, service=service)
    a_stock()
    Invoice.objects.filter(number__in=("FA-1", "FA-2")).update(recipient_service=service)
    tallying.rebuild(clock=stopped(LATER))
    found = every_figure(person, Right.READ_RECEIVED)
    assert sum(number for address, number in found if is_of_status(address)) == 2
    assert length(person, Right.READ_RECEIVED, "") == 2


def test_archived_ones_count_and_are_listed() -> None:
    a_stock()
    Invoice.objects.filter(status=Status.MISE_EN_PAIEMENT).update(archived_at=LATER)
    found = every_figure(a_supplier()[0], Right.READ_ISSUED)
    paid = [(number, is_of_status(address)) for address, number in found if "statut=MISE_EN_PAIEMENT" in address]
    assert paid == [(1, True), (1, False), (1, False)], "in its state, in its month, among the steps"
    assert sum(1 for _ in search.issued(a_supplier()[0], Asked()).rows) == Invoice.objects.count() - 1


def test_other_months_are_left_out() -> None:
    a_stock()
    found = every_figure(a_supplier()[0], Right.READ_ISSUED, "du=2026-10-01&au=2026-10-31")
    assert not any(number for _, number in found)


def test_days_are_widened_to_their_months_and_it_says_so() -> None:
    a_stock()
    page = client_of(a_supplier()[0]).get(f"{reverse('issued:board')}?du=2026-11-05&au=2026-11-06")
    period = page.context["period"]
    assert (period.first.isoformat(), period.last.isoformat(), period.widened) == ("2026-11-01", "2026-11-30", True)


@pytest.mark.parametrize(("language", "months"), [("fr", "janv. févr. mars"), ("en", "Jan Feb Mar")])
def test_months_of_a_chart_are_abbreviated_as_each_language_does(language: str, months: str) -> None:
    a_stock()
    asked = f"{reverse('issued:board')}?du=2026-01-01&au=2026-12-31"
    page = client_of(a_supplier()[0]).get(asked, headers={"Accept-Language": language})
    assert [point.label for point in page.context["page"].months.points][:3] == months.split()


@pytest.mark.parametrize(
    "query", ["", "periode=annee", "periode=rien", "du=hier", "du=0001-01-01", "service=x", "du=2999-12-31"]
)
def test_whatever_is_asked_there_is_a_page(query: str) -> None:
    a_stock()
    for person, place in ((a_supplier()[0], "issued"), (a_clerk(), "received")):
        assert client_of(person).get(f"{reverse(f'{place}:board')}?{query}").status_code == 200


@pytest.mark.parametrize("place", ["issued", "received"])
def test_the_page_costs_the_same_with_many(place: str) -> None:
    a_stock()
    person = a_supplier()[0] if place == "issued" else a_clerk()

    def more() -> None:
        for rank in range(30):
            an_available(f"FB-{rank}")

    assert costs_the_same(client_of(person), reverse(f"{place}:board"), add_rows=more) <= 15
