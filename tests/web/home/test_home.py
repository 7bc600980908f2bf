"""« Accueil connecté », asked for as a browser does."""

import functools
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import (
    AT,
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
    walk,
)
from tests.web.budget import costs_the_same
from unisson.accounts.models import User
from unisson.directory.spaces import Level, Space
from unisson.invoices import delivery
from unisson.invoices.lists import search
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.notices import feed
from unisson.web.home.page import Home, build

pytestmark = pytest.mark.django_db


def home(person: User) -> Home:
    return build(person, at=LATER)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_stranger_is_sent_to_sign_in() -> None:
    answer = Client().get("/")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"{reverse('sign-in')}?next=/")


def test_nothing_waits_for_a_person_without_rights() -> None:
    page = home(a_person())

    assert (page.waiting, list(page.todo), list(page.happened), page.may_deposit) == (0, [], [], False)


def test_what_waits_is_counted_even_where_the_lists_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    user, _ = a_supplier()
    a_draft("D-1")
    a_draft("D-2")
    monkeypatch.setattr(search, "issued_to_do", functools.partial(search.issued_to_do, most=1))
    page = home(user)

    assert (page.waiting, page.todo[0].title) == (2, "2 brouillons")


def test_drafts_come_last_and_in_one_line() -> None:
    user, _ = a_supplier()
    a_draft("D-1")
    walk(an_available("A-1"), Status.SUSPENDUE)
    page = home(user)

    assert page.waiting == 2
    assert [todo.status for todo in page.todo] == [Status.SUSPENDUE, Status.BROUILLON]


def test_four_lines_at_most_and_the_count_says_all() -> None:
    user, _ = a_supplier()
    a_draft("D-1")
    for number in range(5):
        walk(an_available(f"A-{number}"), Status.REJETEE)
    page = home(user)

    assert (page.waiting, len(page.todo), page.todo[-1].status) == (6, 4, Status.BROUILLON)


def test_a_recipient_is_told_of_what_arrived() -> None:
    an_available("A-1")
    page = home(a_clerk())

    assert [(todo.status, todo.href) for todo in page.todo] == [
        (Status.MISE_A_DISPOSITION, reverse("received:summary"))
    ]
    assert not page.may_deposit


def test_the_figures_count_what_is_open_and_what_was_paid() -> None:
    user, _ = a_supplier()
    an_available("A-1")
    walk(an_available("A-2"), Status.MISE_EN_PAIEMENT, at=LATER + timedelta(days=3))
    still_open, _, paid = home(user).figures

    assert (still_open.value, paid.value) == ("1", "1")
    assert "3\u00a0jours" in paid.detail or "3 jours" in paid.detail


def test_a_public_body_that_also_issues_reads_the_figures_of_what_it_receives() -> None:
    an_available("A-1")
    clerk = a_clerk()
    grant(clerk, a_structure(PARIS_7E), Space.ISSUED)

    assert home(clerk).figures[0].value == "1"


def test_each_side_reads_its_own_events_only() -> None:
    user, _ = a_supplier()
    invoice = an_available("A-1")
    stranger = a_person("ailleurs@example.org")
    grant(stranger, a_structure(PONT_SAINT_ESPRIT), Space.RECEIVED)

    assert [event.href for event in home(user).happened] == [reverse("issued:invoice", args=[invoice.pk])]
    assert [event.href for event in home(a_clerk()).happened] == [reverse("received:invoice", args=[invoice.pk])]
    assert list(home(stranger).happened) == []


def test_news_are_read_in_the_language_of_the_page(compiled: None) -> None:
    feed.publish(title="Maintenance", body="Dimanche.", title_en="Maintenance window", body_en="On Sunday.", at=AT)
    client = signed_in(a_person())

    assert "Dimanche." in client.get("/").text
    assert "On Sunday." in client.get("/", headers={"Accept-Language": "en"}).text


def test_the_page_costs_the_same_with_one_row_and_with_fifty() -> None:
    user, _ = a_supplier()
    grant(user, a_structure(PARIS_7E), Space.RECEIVED)
    an_available("A-0")

    def add_rows() -> None:
        for number in range(1, 50):
            a_deposit(f"A-{number}")
        delivery.deliver_pending(clock=stopped(LATER))

    costs_the_same(signed_in(user), "/", add_rows=add_rows)


def test_a_structure_of_theirs_is_kept_over_sessions() -> None:
    user, structure = a_supplier()
    answer = signed_in(user).post(reverse("choose-structure") + "?next=/factures-emises/", {"structure": structure.pk})

    assert answer.headers["Location"] == "/factures-emises/"
    assert User.objects.get(pk=user.pk).structure_in_use == structure.pk


def test_a_service_is_kept_until_another_structure_is_chosen() -> None:
    user, structure = a_supplier()
    service, foreign = a_service(structure, "SUD"), a_service(a_structure(PARIS_7E), "TECH")
    client = signed_in(user)

    def in_use(what: str, key: object) -> tuple[int | None, int | None]:
        assert client.post(reverse(f"choose-{what}"), {what: key}).status_code == 302
        held = User.objects.get(pk=user.pk)
        return held.structure_in_use, held.service_in_use

    assert in_use("structure", structure.pk) == (structure.pk, None)
    assert in_use("service", service.pk) == (structure.pk, service.pk)
    assert in_use("service", foreign.pk) == (structure.pk, None)
    assert in_use("service", service.pk) == (structure.pk, service.pk)
    assert in_use("structure", "") == (None, None)


def test_a_structure_that_is_not_theirs_is_not_chosen() -> None:
    user, _ = a_supplier()
    client = signed_in(user)
    client.post(reverse("choose-structure"), {"structure": a_structure(PARIS_7E).pk})

    assert User.objects.get(pk=user.pk).structure_in_use is None


@pytest.mark.parametrize("address", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)", ""])
def test_the_way_on_never_leaves_the_portal(address: str) -> None:
    answer = signed_in(a_person()).post(f"{reverse('choose-structure')}?{urlencode({'next': address})}")

    assert answer.headers["Location"] == reverse("home")


def test_who_only_reads_is_not_offered_a_deposit() -> None:
    reader = a_person("lecture@example.org")
    grant(reader, a_structure(SAFE_STYLE), Space.ISSUED, Level.READ)

    assert not home(reader).may_deposit
