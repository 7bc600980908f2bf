"""« Archives » on both sides: the lists of every day, but of what is archived."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import LATER, a_clerk, a_deposit, an_available, walk
from unisson.invoices import archives, certificate
from unisson.invoices.models import ArchiveCheck, Invoice
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped

pytestmark = pytest.mark.django_db


def an_archived(number: str = "FA-OLD") -> Invoice:
    invoice = walk(an_available(number), Status.MISE_EN_PAIEMENT)
    certificate.print_pending(clock=stopped(LATER))
    archives.archive_due(clock=stopped(LATER + timedelta(days=400)))
    invoice.refresh_from_db()
    return invoice


def test_an_archived_invoice_is_found_in_archives_only(claire: Client) -> None:
    an_archived()
    a_deposit("FA-NEW")
    numbers = {
        route: [row.number for row in claire.get(reverse(route)).context["found"].rows]
        for route in ("issued:search", "issued:archive")
    }
    assert numbers == {"issued:search": ["FA-NEW"], "issued:archive": ["FA-OLD"]}
    text = claire.get(reverse("issued:export"), {"archives": "1"}).getvalue().decode()
    assert "FA-OLD" in text
    assert "FA-NEW" not in text


def test_its_recipient_finds_it_likewise() -> None:
    an_archived()
    clerk = Client()
    clerk.force_login(a_clerk())
    assert [row.number for row in clerk.get(reverse("received:archive")).context["found"].rows] == ["FA-OLD"]
    assert list(clerk.get(reverse("received:search")).context["found"].rows) == []
    asked = {"recherche": "1", "archives": "1"}
    assert "FA-OLD" in clerk.get(reverse("received:export"), asked).getvalue().decode()


def test_its_page_says_that_it_is_kept_and_whether_it_is_whole(claire: Client) -> None:
    invoice = an_archived()
    page = claire.get(reverse("issued:invoice", args=[invoice.pk])).context["page"]
    assert page.archive.sound
    ArchiveCheck.objects.update(sound=False)
    answer = claire.get(reverse("issued:invoice", args=[invoice.pk]))
    assert not answer.context["page"].archive.sound
    assert list(answer.context["talk"].buttons) == []
