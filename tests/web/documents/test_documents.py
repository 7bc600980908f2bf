"""The documents of an invoice: images made by us, downloads that are recorded, nothing of a stranger's inline."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, LATER, a_cii, a_clerk, a_deposit, a_draft, a_person, a_supplier
from unisson.invoices import certificate
from unisson.invoices.delivery import deliver_pending
from unisson.invoices.models import Invoice, UserAction
from unisson.kernel.clock import stopped

PNG = b"\x89PNG\r\n"


@pytest.fixture
def sent(client: Client, db: None) -> Invoice:
    """A delivered CII invoice, seen by its supplier."""
    client.force_login(a_supplier()[0])
    invoice = a_deposit()
    deliver_pending(clock=stopped(AT))
    return invoice


def url(name: str, invoice: Invoice, *others: object) -> str:
    return reverse(f"documents:{name}", args=[invoice.pk, *others])


def test_the_page_of_an_xml_is_the_readable_view_as_an_image(client: Client, sent: Invoice) -> None:
    assert client.get(url("page", sent, 1)).content.startswith(PNG)


def test_a_page_is_kept_only_as_long_as_the_portal_says_so_each_time(client: Client, sent: Invoice) -> None:
    first = client.get(url("page", sent, 1))
    again = client.get(url("page", sent, 1), headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == again["Cache-Control"] == "private, no-cache"
    assert (again.status_code, again.content) == (304, b"")
    client.logout()
    assert client.get(url("page", sent, 1), headers={"If-None-Match": first["ETag"]}).status_code == 302


def test_the_page_of_a_draft_is_shown_before_anything_is_sent(client: Client, sent: Invoice) -> None:
    assert client.get(url("page", a_draft(), 1)).content.startswith(PNG)


def test_a_page_that_is_not_there_is_told(client: Client, sent: Invoice) -> None:
    assert client.get(url("page", sent, 99)).status_code == 409


def test_the_original_is_the_very_file_and_always_a_download(client: Client, sent: Invoice) -> None:
    answer = client.post(url("original", sent))

    assert answer.content == a_cii()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_download_asked_after_the_session_ended_leads_to_its_button(sent: Invoice) -> None:
    client = Client()
    way = client.post(url("original", sent)).headers["Location"]
    client.force_login(a_supplier()[0])
    back = client.get(way).headers["Location"]

    assert client.get(back, follow=True).redirect_chain[-1][0] == url("view", sent)
    assert not UserAction.objects.filter(invoice=sent).exists()


def test_only_the_recipients_download_makes_it_downloaded(client: Client, sent: Invoice) -> None:
    client.post(url("original", sent))
    sent.refresh_from_db()
    assert not sent.downloaded

    client.force_login(a_clerk(PARIS_7E))
    client.post(url("original", sent))

    sent.refresh_from_db()
    assert sent.downloaded
    assert UserAction.objects.filter(invoice=sent).count() == 2


def test_a_certificate_not_yet_made_says_to_come_back(client: Client, sent: Invoice) -> None:
    assert client.get(url("certificate", sent)).status_code == 503


def test_the_certificate_is_a_pdf_that_verifies(client: Client, sent: Invoice) -> None:
    certificate.print_pending(clock=stopped(LATER))

    pdf = client.get(url("certificate", sent)).content

    assert certificate.verify(pdf, a_cii()).authentic


@pytest.mark.parametrize("name", ["view", "readable", "certificate"])
def test_not_theirs_is_not_there(client: Client, sent: Invoice, name: str) -> None:
    client.force_login(a_person("autre@example.org"))

    assert client.get(url(name, sent)).status_code == 404


def test_a_recipient_sees_nothing_before_delivery(client: Client, db: None) -> None:
    invoice = a_deposit()
    client.force_login(a_clerk(PARIS_7E))

    assert client.get(url("view", invoice)).status_code == 404
