"""The archive: what ended long ago leaves the lists of every day, stays readable, and is held to its digests."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from unisson.files import store
from unisson.invoices import actions, archives, bulk, certificate, colleagues, exchange
from unisson.invoices.lists import search
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.models import ArchiveCheck, Invoice, Message
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal

from .builders import LATER, a_clerk, a_person, an_available, walk

pytestmark = pytest.mark.django_db

LONG_AFTER = LATER + timedelta(days=400)


def ended(number: str = "FA-1", status: Status = Status.MISE_EN_PAIEMENT) -> Invoice:
    """An invoice at its end, its certificate printed."""
    invoice = walk(an_available(number), status)
    certificate.print_pending(clock=stopped(LATER))
    return invoice


def archive(at: datetime = LONG_AFTER) -> int:
    return archives.archive_due(clock=stopped(at))


def found(archived: bool) -> tuple[list[str], list[str]]:
    asked = Asked(archived=archived)
    sent, came = search.issued(a_person(), asked).rows, search.received(a_clerk(), asked).rows
    return [row.number for row in sent], [row.number for row in came]


def test_what_is_paid_for_a_year_leaves_the_lists_for_the_archive_on_both_sides() -> None:
    ended()
    assert found(archived=False) == (["FA-1"], ["FA-1"])
    assert archive() == 1
    assert found(archived=False) == ([], [])
    assert found(archived=True) == (["FA-1"], ["FA-1"])
    assert archive() == 0


def test_the_delay_is_a_setting(settings: Any) -> None:
    invoice = ended()
    settings.ARCHIVE_AFTER_DAYS = 30
    assert archive(invoice.status_since + timedelta(days=30, seconds=-1)) == 0
    assert archive(invoice.status_since + timedelta(days=30)) == 1


@pytest.mark.parametrize(
    ("status", "facts", "goes"),
    [
        (Status.REJETEE, {"rejection_treated": False}, False),
        (Status.REJETEE, {"rejection_treated": True}, True),
        (Status.MANDATEE, {"payment_unreported": False}, False),
        (Status.MANDATEE, {"payment_unreported": True}, True),
        (Status.SUSPENDUE, {}, False),
        (Status.MISE_A_DISPOSITION, {}, False),
    ],
)
def test_only_what_waits_for_nobody_is_archived(status: Status, facts: dict[str, bool], goes: bool) -> None:
    invoice = an_available() if status is Status.MISE_A_DISPOSITION else walk(an_available(), status)
    certificate.print_pending(clock=stopped(LATER))
    Invoice.objects.filter(pk=invoice.pk).update(**facts)
    assert archive() == int(goes)


def test_a_message_without_an_answer_keeps_it_in_the_lists() -> None:
    invoice = ended()
    exchange.say(a_person(), invoice.pk, Message.Side.SUPPLIER, text="Et les intérêts ?", at=LATER)
    assert archive() == 0
    exchange.seen(a_clerk(), invoice.pk, Message.Side.RECIPIENT, at=LATER)
    assert archive() == 1


def test_nobody_writes_to_an_archived_invoice() -> None:
    invoice = ended()
    archive()
    invoice.refresh_from_db()
    assert exchange.possible(invoice, Message.Side.SUPPLIER) == ()
    with pytest.raises(Refusal, match="CPP-ARCHIVE-01"):
        exchange.say(a_person(), invoice.pk, Message.Side.SUPPLIER, text="Trop tard", at=LONG_AFTER)


def test_it_is_looked_at_when_archived_and_a_year_later_again() -> None:
    invoice = ended()
    archive()
    check = ArchiveCheck.objects.get()
    assert (check.sound, check.checked_at) == (True, LONG_AFTER)
    year_after = LONG_AFTER + archives.EVERY
    assert archives.check_due(clock=stopped(year_after - timedelta(seconds=1))) == 0
    assert archives.check_due(clock=stopped(year_after)) == 1
    check.refresh_from_db()
    assert check.checked_at == year_after
    invoice.refresh_from_db()
    kept = archives.kept(invoice)
    assert kept and kept.sound and kept.until.year == (invoice.deposited_at or LATER).year + archives.YEARS


@pytest.mark.parametrize("lost", ["file", "certificate", "history"])
def test_what_is_lost_or_altered_is_found_and_told_to_the_operator(lost: str) -> None:
    invoice = ended()
    archive()
    if lost == "history":
        Invoice.objects.filter(pk=invoice.pk).update(status=Status.SERVICE_FAIT)
    else:
        digest = invoice.file_id if lost == "file" else str(invoice.certificate.pdf_id)
        path = settings.VAR / "files" / digest[:2] / digest
        before = path.read_bytes()
        path.write_bytes(b"autre")
    try:
        assert not archives.check(invoice.pk, at=LONG_AFTER)
    finally:
        if lost != "history":
            path.write_bytes(before)
    assert [one.invoice_id for one in archives.unsound()] == [invoice.pk]
    assert store.is_intact(invoice.file_id)


def test_ten_years_after_a_leap_day_is_a_day() -> None:
    assert archives._ten_years_after(date(2028, 2, 29)) == date(2038, 2, 28)
    assert archives._ten_years_after(date(2026, 11, 28)) == date(2036, 11, 28)


def test_nothing_is_done_to_an_archived_invoice() -> None:
    invoice = walk(an_available(), Status.MANDATEE)
    Invoice.objects.filter(pk=invoice.pk).update(payment_unreported=True)
    certificate.print_pending(clock=stopped(LATER))
    archive()
    clerk = a_clerk()
    for act in (
        lambda: actions.treat(clerk, invoice.pk, Status.SUSPENDUE, reason="JUSTIF_ABS", comment="x", at=LONG_AFTER),
        lambda: colleagues.note(clerk, invoice.pk, text="Encore", at=LONG_AFTER),
    ):
        with pytest.raises(Refusal, match="CPP-ARCHIVE-01"):
            act()
    seen = {invoice.pk: invoice.status_since}
    verdicts = bulk.treat_several(clerk, seen, Status.MISE_A_DISPOSITION_COMPTABLE, at=LONG_AFTER)
    assert [one.code for one in verdicts] == ["CPP-ARCHIVE-01"]
    invoice.refresh_from_db()
    assert (invoice.status, invoice.history.count()) == (Status.MANDATEE, len(search.history(invoice)))


def test_what_is_not_printed_yet_waits_and_is_not_taken_for_lost() -> None:
    walk(an_available(), Status.MISE_EN_PAIEMENT)
    assert archive() == 0
    certificate.print_pending(clock=stopped(LONG_AFTER))
    assert archive() == 1
    assert not archives.unsound().exists()


def test_what_was_not_whole_is_looked_at_again_the_next_day() -> None:
    ended()
    archive()
    ArchiveCheck.objects.update(sound=False)
    assert archives.check_due(clock=stopped(LONG_AFTER + archives.SOON)) == 1
    assert not archives.unsound().exists()
