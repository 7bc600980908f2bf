"""A credit note is kept by its type and positive amounts: screens and tables show the minus (domain-rules §10), papers
the word « Avoir », as EN 16931 writes it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import AT, PONT_SAINT_ESPRIT, a_clerk
from tests.invoices.manual.builders import a_mandated_supplier, a_typed_draft, send
from tests.pdf.test_typeset import text_of
from unisson.files import store
from unisson.invoices import delivery
from unisson.invoices.board import tallying
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped

pytestmark = pytest.mark.django_db

SHOWN = "-1\u202f800,00"
CREDIT = {"kind": "AVOIR", "original_number": "A-1", "means": "", "issue_date": "01/10/2026"}
PERIOD = {"du": "2020-01-01", "au": "2030-12-31"}
ISSUED = ("issued:search", "issued:board", "issued:fiscal")
RECEIVED = ("received:summary", "received:search", "received:board")


@pytest.fixture
def credit() -> Invoice:
    """One of 1 800,00 €, at its recipient's."""
    sent = send(a_typed_draft(**CREDIT))
    delivery.deliver_pending(clock=stopped(AT))
    tallying.count_pending(clock=stopped(AT))
    return Invoice.objects.get(pk=sent.pk)


@pytest.fixture
def supplier(client: Client) -> Client:
    client.force_login(a_mandated_supplier()[0])
    return client


@pytest.mark.parametrize("route", ISSUED)
def test_the_supplier_reads_it_with_its_minus_in_every_list(route: str, supplier: Client, credit: Invoice) -> None:
    page = supplier.get(reverse(route), PERIOD).content.decode()
    assert SHOWN in page and SHOWN.removeprefix("-") not in page.replace(SHOWN, "")


@pytest.mark.parametrize("route", RECEIVED)
def test_its_recipient_reads_it_likewise(route: str, client: Client, credit: Invoice) -> None:
    client.force_login(a_clerk(PONT_SAINT_ESPRIT))
    page = client.get(reverse(route), PERIOD).content.decode()
    assert SHOWN in page and SHOWN.removeprefix("-") not in page.replace(SHOWN, "")


@pytest.mark.parametrize("route", ["issued:invoice", "issued:receipt"])
def test_its_own_pages_say_the_same(route: str, supplier: Client, credit: Invoice) -> None:
    page = supplier.get(reverse(route, args=[credit.pk])).content.decode()
    assert SHOWN in page and SHOWN.removeprefix("-") not in page.replace(SHOWN, "")


@pytest.mark.parametrize("file", ["issued:export", "issued:fiscal-file"])
def test_tables_sum_it_with_its_minus(file: str, supplier: Client, credit: Invoice) -> None:
    table = supplier.get(reverse(file), PERIOD).getvalue().decode("utf-8-sig")
    assert "-1800,00" in table and ";1800,00" not in table and '"1800,00' not in table


def test_a_draft_has_its_minus_in_the_list_and_before_it_leaves(supplier: Client) -> None:
    draft = a_typed_draft(**CREDIT)
    assert draft.status == Status.BROUILLON
    for url in (reverse("issued:summary"), reverse("issued:confirm", args=[draft.pk])):
        assert SHOWN in supplier.get(url).content.decode()


def test_its_papers_name_it_and_write_its_amounts_as_the_standard_does(credit: Invoice) -> None:
    text = " ".join(text_of(store.content_of(credit.file_id)).split())
    assert "Avoir n°" in text and "1 800,00 EUR" in text and "-1 800,00" not in text
