import hashlib
import json
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from tests.builders import PONT_SAINT_ESPRIT
from unisson.directory.models import Structure
from unisson.invoices import attachments, certificate, deposit, returns
from unisson.invoices.models import Attachment, DepositCertificate, Invoice
from unisson.invoices.register import append_only
from unisson.invoices.returns import Route
from unisson.invoices.status import Kind, Status
from unisson.kernel.clock import stopped
from unisson.kernel.ports import ports

from .builders import (
    AT,
    LATER,
    a_cii,
    a_deposit,
    a_draft,
    a_pdf,
    a_person,
    a_service,
    a_structure,
    certificate_of,
    walk,
)

pytestmark = pytest.mark.django_db


class PlainRenderer:
    """A page that names its certificate: what the seal and the store need, without typesetting."""

    def render(self, template: str, values: object) -> bytes:
        return f"{template} {json.dumps(values, sort_keys=True)}".encode()


class PlainSeal:
    def __init__(self) -> None:
        self.count = 0

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        self.count += 1
        return pdf + f" sealed {self.count}".encode()


@pytest.fixture(autouse=True)
def press(monkeypatch: pytest.MonkeyPatch) -> PlainSeal:
    seal = PlainSeal()
    monkeypatch.setattr(ports, "renderer", PlainRenderer())
    monkeypatch.setattr(ports, "seal", seal)
    return seal


def printed(invoice: Invoice) -> bytes:
    certificate.print_pending(clock=stopped(LATER))
    pdf = certificate_of(invoice).pdf
    assert pdf is not None
    with default_storage.open(f"{pdf.digest[:2]}/{pdf.digest}") as file:
        content: bytes = file.read()
    return content


def test_the_number_is_the_digest_of_a_canonical_snapshot() -> None:
    found = certificate_of(a_deposit())
    content = json.loads(found.snapshot)
    assert found.snapshot == json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert found.number == certificate.number_of(found.snapshot)
    assert content["file"]["sha256"] == hashlib.sha256(a_cii()).hexdigest()
    assert (content["net_total"], content["net_to_pay"], content["deposited_at"]) == ("701", "841.2", AT.isoformat())


def test_the_same_deposit_gives_the_same_number_whatever_the_zone_of_the_clock() -> None:
    invoice = a_deposit()
    number = certificate_of(invoice).number
    fresh = Invoice.objects.get(pk=invoice.pk)
    assert certificate.number_of(certificate.snapshot_of(fresh, attachments=[])) == number


SIGNED = {"signer": "SAFE STYLE", "signed_at": AT.isoformat(), "intact": True, "whole": True, "trusted": False}


def a_signed_deposit() -> Invoice:
    """Sent from a draft whose file was signed."""
    draft = a_draft()
    Invoice.objects.filter(pk=draft.pk).update(signature={**SIGNED, "count": 1})
    deposit.send(a_person(), draft.pk, version=draft.draft_version, at=LATER)
    return Invoice.objects.get(pk=draft.pk)


def test_a_signature_that_was_checked_is_of_the_deposit() -> None:
    invoice = a_signed_deposit()
    assert json.loads(certificate_of(invoice).snapshot)["signature"] == {**SIGNED, "why": None}
    pdf = printed(invoice)
    assert b"SAFE STYLE" in pdf and certificate.verify(pdf).authentic
    Invoice.objects.update(signature={**SIGNED, "signer": "Quelqu’un d’autre"})
    assert certificate.verify(pdf).code == "CPP-VERIF-04"


def test_a_certificate_from_before_signatures_were_told_stays_as_it_is() -> None:
    invoice = a_deposit()
    assert "signature" not in json.loads(certificate_of(invoice).snapshot)
    pdf = printed(invoice)
    Invoice.objects.update(signature=SIGNED)
    assert certificate.verify(pdf).authentic


def test_the_order_of_attachments_does_not_matter() -> None:
    invoice = a_deposit()
    joined = [("b.pdf", "2" * 64), ("a.pdf", "1" * 64)]
    snapshots = {certificate.snapshot_of(invoice, attachments=order) for order in (joined, joined[::-1])}
    assert len(snapshots) == 1


def test_one_pdf_is_printed_for_ever(press: PlainSeal) -> None:
    invoice = a_deposit()
    first = printed(invoice)
    assert certificate.print_pending(clock=stopped(LATER + timedelta(days=1))) == 0
    certificate._print(DepositCertificate.objects.get(invoice=invoice), at=LATER)
    assert press.count == 2
    assert printed(invoice) == first


def test_one_that_cannot_be_printed_keeps_no_other_waiting_and_is_tried_again(
    press: PlainSeal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = certificate_of(a_deposit("FA-1")), certificate_of(a_deposit("FA-2"))
    with monkeypatch.context() as patch:
        patch.setattr(press, "seal", lambda pdf, *, reason: pdf if bad.number not in reason else _refuse())
        assert certificate.print_pending(clock=stopped(LATER)) == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.pdf, bad.attempts, bad.last_error) == (None, 1, "ValueError: wrong password")
    assert good.pdf is not None
    assert certificate.print_pending(clock=stopped(LATER)) == 0
    assert certificate.print_pending(clock=stopped(LATER + timedelta(minutes=1))) == 1


def test_a_certificate_is_never_given_up(press: PlainSeal, monkeypatch: pytest.MonkeyPatch) -> None:
    found, moment = certificate_of(a_deposit()), LATER
    monkeypatch.setattr(press, "seal", lambda pdf, *, reason: _refuse())
    for tries in range(1, 10):
        certificate.print_pending(clock=stopped(moment))
        found.refresh_from_db()
        assert found.attempts == tries
        assert found.next_try_at and moment < found.next_try_at <= moment + timedelta(hours=1)
        moment = found.next_try_at


def _refuse() -> bytes:
    raise ValueError("wrong password")


def test_an_untouched_certificate_is_authentic_with_and_without_its_invoice() -> None:
    pdf = printed(a_deposit())
    assert certificate.verify(pdf).code == "CPP-VERIF-01"
    assert certificate.verify(pdf, a_cii()).authentic


def test_it_stays_authentic_after_the_invoice_lived_on() -> None:
    invoice = a_deposit()
    pdf = printed(invoice)
    walk(invoice, Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION, Status.A_RECYCLER)
    assert certificate.verify(pdf, a_cii()).authentic


def test_a_deposit_dated_in_paris_verifies_too() -> None:
    invoice = a_deposit(at=AT.astimezone(ZoneInfo("Europe/Paris")))
    assert certificate.verify(printed(invoice)).code == "CPP-VERIF-01"


EXTENDED = "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"


@pytest.mark.parametrize("due", ["841.2000001", "0841.20", "-0.00"])
def test_an_amount_written_unusually_verifies_as_well(due: str) -> None:
    # Of a profile that is not held to EN 16931: there such an amount would not come this far.
    unusual = {"<ram:DuePayableAmount>841.20": f"<ram:DuePayableAmount>{due}", "urn:cen.eu:en16931:2017": EXTENDED}
    invoice = a_deposit(replace=unusual)
    assert certificate.verify(printed(invoice)).code == "CPP-VERIF-01"


def test_a_pdf_changed_by_one_byte_is_not_ours() -> None:
    pdf = printed(a_deposit())
    assert certificate.verify(pdf[:-1] + b"!").code == "CPP-VERIF-02"
    assert certificate.verify(a_pdf()).code == "CPP-VERIF-02"


def test_another_invoice_file_is_told_apart_from_a_false_certificate() -> None:
    verdict = certificate.verify(printed(a_deposit()), a_cii("FA-2"))
    assert (verdict.code, verdict.values["number"]) == ("CPP-VERIF-03", "FA-2026-0101")


def test_an_altered_snapshot_shows() -> None:
    invoice = a_deposit()
    pdf = printed(invoice)
    found = certificate_of(invoice)
    DepositCertificate.objects.update(snapshot=found.snapshot.replace('"841.2"', '"84.12"'))
    assert certificate.verify(pdf).code == "CPP-VERIF-04"


def test_an_invoice_renumbered_afterwards_shows() -> None:
    invoice = a_deposit()
    pdf = printed(invoice)
    Invoice.objects.filter(pk=invoice.pk).update(number="FA-9999")
    assert certificate.verify(pdf).code == "CPP-VERIF-04"


@pytest.mark.parametrize("column", ["comment", "target", "reason", "digest"])
def test_a_history_rewritten_behind_the_database_shows(column: str) -> None:
    invoice = walk(a_deposit(), Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION)
    pdf = printed(invoice)
    append_only.remove(connection)
    invoice.history.filter(sequence=2).update(**{column: "autre"})
    append_only.install(connection)
    assert certificate.verify(pdf).code == "CPP-VERIF-04"


@pytest.mark.parametrize("column", ["net_to_pay", "vat_total"])
def test_an_amount_changed_in_the_record_shows(column: str) -> None:
    invoice = a_deposit()
    pdf = printed(invoice)
    Invoice.objects.filter(pk=invoice.pk).update(**{column: 1})
    assert certificate.verify(pdf).code == "CPP-VERIF-04"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", Kind.CREDIT_NOTE),
        ("issue_date", date(2026, 1, 2)),
        ("currency", "USD"),
        ("framework", "A9"),
        ("commitment", "AUTRE"),
        ("contract", "AUTRE"),
        ("file_name", "autre.xml"),
        ("deposited_at", AT + timedelta(days=1)),
        ("depositor", None),
    ],
)
def test_a_column_changed_in_the_record_shows(column: str, value: object) -> None:
    invoice = a_deposit()
    pdf = printed(invoice)
    Invoice.objects.filter(pk=invoice.pk).update(**{column: value})
    assert certificate.verify(pdf).code == "CPP-VERIF-04"


@pytest.mark.parametrize("party", ["supplier", "recipient"])
def test_another_party_in_the_record_shows_and_another_name_of_the_same_does_not(party: str) -> None:
    invoice = a_deposit()
    pdf = printed(invoice)
    Structure.objects.update(name="Un autre nom")
    assert certificate.verify(pdf).code == "CPP-VERIF-01"
    Invoice.objects.filter(pk=invoice.pk).update(**{party: a_structure(PONT_SAINT_ESPRIT)})
    assert certificate.verify(pdf).code == "CPP-VERIF-04"


def test_recycling_changes_where_it_goes_and_the_certificate_stays_authentic() -> None:
    invoice = a_deposit()
    pdf = printed(invoice)
    there_and_back = (Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION, Status.A_RECYCLER)
    walk(invoice, *there_and_back)
    town = a_structure(PONT_SAINT_ESPRIT)
    route = Route(siret=town.identifier, service_code=a_service(town).code, commitment="EJ-9")
    returns.recycle(a_person(), invoice.pk, route, at=LATER)
    assert certificate.verify(pdf).code == "CPP-VERIF-01"
    Invoice.objects.filter(pk=invoice.pk).update(currency="USD")
    assert certificate.verify(pdf).code == "CPP-VERIF-04"


def with_attachment() -> tuple[Invoice, bytes]:
    draft = a_draft()
    joined = attachments.join(a_person(), draft.pk, [attachments.Joined(name="bon.pdf", content=a_pdf("B1"))], at=AT)
    invoice = deposit.send(a_person(), draft.pk, version=joined.draft_version, at=LATER)
    return invoice, printed(invoice)


def test_an_attachment_of_the_deposit_must_still_be_there_and_a_later_one_may_come() -> None:
    invoice, pdf = with_attachment()
    row = Attachment.objects.get()
    Attachment.objects.create(invoice=invoice, file=row.file, name="suite.pdf", added_at=LATER + timedelta(days=1))
    assert certificate.verify(pdf).code == "CPP-VERIF-01"
    row.delete()
    assert certificate.verify(pdf).code == "CPP-VERIF-04"


def test_an_attachment_altered_on_the_disk_shows() -> None:
    _, pdf = with_attachment()
    digest = Attachment.objects.get().file_id
    kept = Path(default_storage.path(f"{digest[:2]}/{digest}"))
    content = kept.read_bytes()
    try:
        kept.write_bytes(content + b" ")
        assert certificate.verify(pdf).code == "CPP-VERIF-04"
    finally:
        kept.write_bytes(content)


@pytest.mark.parametrize("sequence", [1, 2, 3])
def test_a_row_taken_out_of_the_history_shows(sequence: int) -> None:
    invoice = walk(a_deposit(), Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION)
    pdf = printed(invoice)
    append_only.remove(connection)
    invoice.history.filter(sequence=sequence).delete()
    append_only.install(connection)
    assert certificate.verify(pdf).code == "CPP-VERIF-04"


def test_an_invoice_file_altered_on_the_disk_shows() -> None:
    invoice = a_deposit("FA-2026-ALTERED")
    pdf = printed(invoice)
    place = default_storage.path(f"{invoice.file_id[:2]}/{invoice.file_id}")
    try:
        with open(place, "ab") as file:  # noqa: PTH123 - a path that the storage gave
            file.write(b" ")
        assert certificate.verify(pdf).code == "CPP-VERIF-04"
    finally:
        default_storage.delete(f"{invoice.file_id[:2]}/{invoice.file_id}")


def test_an_invoice_file_lost_from_the_disk_shows() -> None:
    invoice = a_deposit("FA-2026-LOST")
    pdf = printed(invoice)
    default_storage.delete(f"{invoice.file_id[:2]}/{invoice.file_id}")
    assert certificate.verify(pdf).code == "CPP-VERIF-04"
