"""A scan on the form: read behind the page, told as it goes, and what to do where it cannot be read."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import AT, LATER, a_person
from tests.invoices.drafting.test_scans import a_scanned_draft
from tests.web.issued.conftest import form_of, page_of
from unisson.invoices.drafting import drafts, reading, scans
from unisson.invoices.models import Invoice, ScanReading
from unisson.kernel.clock import stopped
from unisson.web.issued.scan_view import scan_view

pytestmark = pytest.mark.ocr


@pytest.fixture
def scanned_draft(claire: Client) -> Invoice:
    return a_scanned_draft()


def poll(claire: Client, draft: Invoice, *, done: int = 0):  # type: ignore[no-untyped-def]
    address = reverse("issued:scan", args=[draft.pk])
    return claire.get(f"{address}?faites={done}", headers={"HX-Request": "true"})


def test_the_form_is_there_at_once_and_says_that_it_reads(claire: Client, scanned_draft: Invoice) -> None:
    scan = claire.get(page_of(scanned_draft)).context["scan"]
    assert scan.reading
    assert (scan.done, scan.total) == (0, 1)
    assert scan.poll.endswith("?faites=0")


def test_nothing_new_is_an_empty_answer(claire: Client, scanned_draft: Invoice) -> None:
    assert poll(claire, scanned_draft).status_code == 204
    ScanReading.objects.update(pages_done=1)
    assert poll(claire, scanned_draft).context["scan"].done == 1


def test_the_end_wakes_the_form(claire: Client, scanned_draft: Invoice) -> None:
    scans.read_pending(clock=stopped(AT))
    answer = poll(claire, scanned_draft)
    assert answer["HX-Trigger-After-Swap"] == "lecture-finie"
    assert answer.context["scan"].state == "read"
    assert "hx-get" not in answer.text


def test_the_form_then_takes_what_was_read(claire: Client, scanned_draft: Invoice) -> None:
    shown_before = {**form_of(scanned_draft), "number": "", "comment": "tapé"}
    scans.read_pending(clock=stopped(AT))
    answer = claire.post(reverse("issued:check", args=[scanned_draft.pk]), shown_before)
    fields = {view.name: view for block in answer.context["page"].blocks.values() for view in block.fields}
    assert (fields["number"].value, fields["number"].read) == ("SS-2026-001", "check")
    assert 'class="box box--check k-number"' in answer.text


def test_without_script_a_button_keeps_what_is_typed_and_looks_again(claire: Client, scanned_draft: Invoice) -> None:
    answer = claire.post(page_of(scanned_draft), form_of(scanned_draft, comment="tapé", action="reload"))
    assert answer.url == page_of(scanned_draft)
    scanned_draft.refresh_from_db()
    assert scanned_draft.draft["typed"]["comment"] == "tapé"


def test_without_script_the_address_of_the_reading_leads_to_the_form(claire: Client, scanned_draft: Invoice) -> None:
    assert claire.get(reverse("issued:scan", args=[scanned_draft.pk])).url == page_of(scanned_draft)


def test_a_scan_that_says_nothing_asks_to_be_typed(claire: Client, scanned_draft: Invoice) -> None:
    ScanReading.objects.update(ended_at=AT, last_error="CPP-PDF-05")
    assert claire.get(page_of(scanned_draft)).context["scan"].state == "failed"


def test_a_portal_without_tesseract_says_so(claire: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "reads_scans", lambda: False)
    answer = claire.get(page_of(a_scanned_draft()))
    assert answer.context["scan"].state == "unable"
    assert "exportez la facture en PDF" in answer.text


def test_a_tab_left_open_on_a_draft_that_is_gone_is_led_on(claire: Client, scanned_draft: Invoice) -> None:
    drafts.delete(a_person(), scanned_draft.pk, at=LATER)

    assert poll(claire, scanned_draft)["HX-Redirect"] == page_of(scanned_draft)


def test_what_was_read_since_the_page_was_begun_is_told_by_the_next_one(claire: Client, scanned_draft: Invoice) -> None:
    looked_at = Invoice.objects.get(pk=scanned_draft.pk)
    scans.read_pending(clock=stopped(AT))
    views = [scan_view(one) for one in (looked_at, Invoice.objects.get(pk=scanned_draft.pk))]
    assert [view and view.state for view in views] == ["reading", "read"]
