from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from tests.pdf.scans import scanned
from unisson.invoices.drafting import drafts, reading, scans
from unisson.invoices.drafting.reading import FileRead
from unisson.invoices.lease import MOST_ATTEMPTS
from unisson.invoices.models import Flow, Invoice, ScanReading
from unisson.invoices.status import Channel
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal

from ..builders import AT, LATER, PONT_SAINT_ESPRIT, a_pdf, a_person, a_structure, receive

pytestmark = [pytest.mark.django_db, pytest.mark.ocr]


@cache
def a_scan() -> bytes:
    return scanned(a_pdf(), dpi=150)


def a_scanned_draft(*, channel: Channel = Channel.PORTAL, pdf: bytes | None = None) -> Invoice:
    a_structure(PONT_SAINT_ESPRIT)
    flow = receive(pdf or a_scan(), "scan.pdf", channel=channel)
    return Invoice.objects.get(flow=flow)


def read(at: Any = AT) -> int:
    return scans.read_pending(clock=stopped(at))


def save(draft: Invoice, *, version: int, tab: str = "", **texts: str) -> Invoice:
    return drafts.save(a_person(), draft.pk, drafts.Typed(texts=texts, version=version, tab=tab), at=LATER)


def typed(draft: Invoice) -> dict[str, str]:
    draft.refresh_from_db()
    return draft.draft["typed"]


def test_a_scan_is_a_draft_at_once_and_its_row_is_the_work() -> None:
    draft = a_scanned_draft()
    assert "number" not in typed(draft)
    assert draft.flow.state == Flow.State.DRAFTED
    assert scans.of(draft)


def test_reading_fills_the_form_and_asks_for_a_look() -> None:
    draft = a_scanned_draft()
    assert read() == 1
    texts = typed(draft)
    assert (texts["number"], texts["issue_date"]) == ("SS-2026-001", "12/10/2026")
    assert texts["gross_total"] == "1\u202f200,00"
    assert not draft.draft["read"]["number"]["sure"]
    scan = ScanReading.objects.get()
    assert (scan.pages_done, scan.found > 6, scan.ended_at) == (1, True, AT)


def test_read_twice_it_fills_once() -> None:
    draft = a_scanned_draft()
    assert [read(), read()] == [1, 0]
    draft.refresh_from_db()
    assert draft.draft_version == 1


def test_what_a_person_typed_meanwhile_is_never_overwritten() -> None:
    draft = a_scanned_draft()
    save(draft, version=0, number="MA-PROPRE-1", vat_amount_1="1,00")
    read()
    texts = typed(draft)
    assert (texts["number"], texts["gross_total"]) == ("MA-PROPRE-1", "1\u202f200,00")
    assert texts.get("vat_rate_1", "") == ""
    assert draft.draft["read"]["number"]["alternatives"][0]["value"] == "SS-2026-001"


def test_a_page_shown_before_erases_nothing_and_is_not_stale() -> None:
    draft = a_scanned_draft()
    read()
    saved = save(draft, version=0, number="", kind="FACTURE", comment="tapé entre-temps")
    assert (saved.draft["typed"]["number"], saved.draft["typed"]["comment"]) == ("SS-2026-001", "tapé entre-temps")


def test_a_page_given_back_after_the_session_ended_erases_nothing_either() -> None:
    draft = a_scanned_draft()
    read()
    draft.refresh_from_db()
    shown = drafts.preview(a_person(), draft, drafts.Typed(texts={"number": "", "comment": "gardé"}, version=0))
    assert (shown.draft["typed"]["number"], shown.draft["typed"]["comment"]) == ("SS-2026-001", "gardé")


def test_a_page_shown_after_may_erase() -> None:
    draft = a_scanned_draft()
    read()
    assert save(draft, version=1, number="").draft["typed"]["number"] == ""


def test_a_page_that_is_stale_for_another_reason_stays_so() -> None:
    draft = a_scanned_draft()
    read()
    save(draft, version=1, tab="other", comment="un")
    with pytest.raises(Refusal, match="CPP-DEPOT-05"):
        save(draft, version=0, tab="here", comment="deux")


def test_a_worker_killed_at_work_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = a_scanned_draft()

    def killed(*_: Any, **__: Any) -> FileRead:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(reading, "read_scan", killed)
        read()
    assert read(AT + timedelta(minutes=1)) == 0
    assert read(AT + scans.LEASE + timedelta(seconds=1)) == 1
    assert typed(draft)["number"] == "SS-2026-001"


def test_a_scan_that_always_fails_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    a_scanned_draft()

    def fails(*_: Any, **__: Any) -> FileRead:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(reading, "read_scan", fails)
    assert [read(AT + turn * 2 * scans.LEASE) for turn in range(5)] == [0, 0, 1, 0, 0]
    scan = ScanReading.objects.get()
    assert scan.ended_at
    assert scan.last_error == "ValueError: a fault of ours"


def test_a_scan_that_cannot_be_read_ends_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    a_scanned_draft()

    def refuses(*_: Any, **__: Any) -> FileRead:
        raise Refusal("CPP-PDF-05")

    monkeypatch.setattr(reading, "read_scan", refuses)
    assert read() == 1
    assert ScanReading.objects.get().last_error == "CPP-PDF-05"


def test_a_draft_deleted_meanwhile_is_not_read() -> None:
    draft = a_scanned_draft()
    drafts.delete(a_person(), draft.pk, at=LATER)
    assert read() == 1
    draft.refresh_from_db()
    assert draft.draft_version == 0


def test_a_draft_sent_while_it_was_read_keeps_what_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = a_scanned_draft()
    read_scan = reading.read_scan

    def sent_meanwhile(*given: Any, **options: Any) -> FileRead:
        drafts.delete(a_person(), draft.pk, at=LATER)
        return read_scan(*given, **options)

    monkeypatch.setattr(reading, "read_scan", sent_meanwhile)
    assert read() == 1
    draft.refresh_from_db()
    assert (draft.draft_version, ScanReading.objects.get().found) == (0, 0)


def test_one_scan_at_a_time_so_that_other_work_has_its_turn() -> None:
    a_scanned_draft()
    a_scanned_draft(pdf=scanned(a_pdf("SS-2026-002"), dpi=150))
    assert [read(), read(), read()] == [1, 1, 0]


def test_a_scan_that_a_machine_deposits_waits_for_a_person_as_before() -> None:
    assert scans.of(a_scanned_draft(channel=Channel.API)) is None


def test_without_tesseract_nothing_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "reads_scans", lambda: False)
    draft = a_scanned_draft()
    assert scans.of(draft) is None
    assert draft.draft["scanned"] == [1]


def test_a_pdf_of_text_asks_for_no_reading() -> None:
    assert scans.of(a_scanned_draft(pdf=a_pdf())) is None


def test_a_scan_that_killed_its_worker_each_time_is_given_up() -> None:
    draft = a_scanned_draft()
    ScanReading.objects.update(attempts=MOST_ATTEMPTS)

    read()

    scan = ScanReading.objects.get()
    assert (scan.last_error, scan.ended_at) == ("killed", AT)
    assert "number" not in typed(draft)
