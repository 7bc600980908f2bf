"""« Dans votre structure »: the private notes of the recipient on the page of an invoice."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_clerk, a_supplier, an_available
from tests.invoices.test_colleagues import a_colleague
from unisson.invoices.models import Invoice, Note
from unisson.kernel.clock import now


@pytest.fixture
def invoice(db: None) -> Invoice:
    return an_available()


@pytest.fixture
def marc(client: Client, invoice: Invoice) -> Client:
    client.force_login(a_clerk())
    return client


def post(client: Client, invoice: Invoice, **posted: str):  # type: ignore[no-untyped-def]
    return client.post(reverse("received:note", args=[invoice.pk]), posted)


def test_a_note_and_a_colleague_come_back_on_the_page(marc: Client, invoice: Invoice) -> None:
    colleague = a_colleague()

    answer = post(marc, invoice, note="Reçu ?", confier=str(colleague.pk))

    assert answer.url == reverse("received:invoice", args=[invoice.pk]) + "#interne"
    shown = marc.get(answer.url).context["inside"]
    assert (shown.assignee, shown.chosen) == ("Inès Garnier", str(colleague.pk))
    assert [(one.author, one.handed, one.text) for one in shown.notes] == [("Vous", "Inès Garnier", "Reçu ?")]


def test_a_refusal_keeps_what_was_typed(marc: Client, invoice: Invoice) -> None:
    reader = a_supplier()[0]

    answer = marc.get(post(marc, invoice, note="Pour vous", confier=str(reader.pk)).url)

    assert answer.status_code == 409
    assert answer.context["refusal"].code == "CPP-NOTE-01"
    assert answer.context["inside"].text == "Pour vous"
    assert not Note.objects.exists()


def test_the_slower_of_two_is_told_and_keeps_his_note_and_his_choice(marc: Client, invoice: Invoice) -> None:
    ines, ode = a_colleague(), a_colleague("ode@example.org")
    post(marc, invoice, note="", confier=str(ines.pk), montre="")

    answer = marc.get(post(marc, invoice, note="Pour Ode", confier=str(ode.pk), montre="").url)

    inside = answer.context["inside"]
    assert (answer.status_code, answer.context["refusal"].code) == (409, "CPP-NOTE-03")
    assert (inside.text, inside.chosen, inside.holder) == ("Pour Ode", str(ode.pk), str(ines.pk))
    assert f'name="montre" value="{ines.pk}"' in answer.text


def test_a_note_alone_hands_nothing_over_and_a_person_gone_holds_nothing(marc: Client, invoice: Invoice) -> None:
    ines = a_colleague()
    post(marc, invoice, note="", confier=str(ines.pk), montre="")
    post(marc, invoice, note="À voir lundi.", confier="", montre="")
    page = reverse("received:invoice", args=[invoice.pk])
    assert marc.get(page).context["inside"].assignee == "Inès Garnier"

    ines.memberships.update(until=now() - timedelta(days=1))

    inside = marc.get(page).context["inside"]
    assert (inside.assignee, inside.holder, inside.chosen) == ("", "", "")


def test_the_supplier_sees_nothing_of_it(client: Client, invoice: Invoice, marc: Client) -> None:
    post(marc, invoice, note="Entre nous, jamais ailleurs.", confier="")
    client.force_login(a_supplier()[0])

    page = client.get(reverse("issued:invoice", args=[invoice.pk]))

    assert "Entre nous" not in page.text
    assert "inside" not in page.context
