"""Whatever is changed behind the portal's back is found, and nothing else is."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from unisson.directory.models import BankAccount
from unisson.invoices import actions, certificate, colleagues, deposit, exchange, returns
from unisson.invoices.attachments import Joined
from unisson.invoices.lifecycle import chained
from unisson.invoices.models import (
    Attachment,
    DepositCertificate,
    Entry,
    Invoice,
    Line,
    Message,
    Note,
    StatusChange,
    UserAction,
    VatRow,
)
from unisson.invoices.register import append_only, audit, ledger, record, seals
from unisson.invoices.register.traces import FIXED
from unisson.invoices.returns import Route
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped

from ..builders import LATER, a_clerk, a_draft, a_person, a_structure, a_supplier, an_available, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice() -> Invoice:
    """A completed invoice with its printed certificate, beside a draft."""
    a_draft()
    made = walk(an_available(), Status.SUSPENDUE, Status.COMPLETEE)
    certificate.print_pending(clock=stopped(LATER))
    return Invoice.objects.get(pk=made.pk)


@pytest.fixture
def talked() -> Invoice:
    """A completed invoice about which both sides said and did something, with its printed certificate."""
    clerk, (claire, _) = a_clerk(), a_supplier()
    made = an_available()
    actions.treat(clerk, made.pk, Status.MANDATEE, at=LATER, mandate="MD-1")
    colleagues.note(clerk, made.pk, text="À voir.", to=clerk.pk, at=LATER)
    exchange.say(claire, made.pk, Message.Side.SUPPLIER, text="Où en est-elle ?", at=LATER)
    motive = {"reason": "JUSTIF_ABS", "comment": "Il manque le bon signé."}
    actions.treat(clerk, made.pk, Status.SUSPENDUE, at=LATER + timedelta(minutes=1), **motive)
    returns.acknowledge(
        claire, {made.pk: Invoice.objects.get(pk=made.pk).status_since}, at=LATER + timedelta(minutes=2)
    )
    joined = [Joined(name="bon.txt", content=b"Bon pour accord")]
    returns.complete(claire, made.pk, joined, comment="Le voici.", at=LATER + timedelta(minutes=3))
    certificate.print_pending(clock=stopped(LATER))
    assert found() == []
    return Invoice.objects.get(pk=made.pk)


@pytest.fixture
def unguarded() -> Iterator[None]:
    """Somebody took the triggers away."""
    append_only.remove(connection)
    yield
    append_only.install(connection)


def found() -> list[str]:
    return [finding.code for finding in audit.audit(audit.Tally())]


def rows(invoice: Invoice) -> list[StatusChange]:
    return list(StatusChange.objects.filter(invoice=invoice).order_by("sequence"))


def test_an_untouched_record_has_no_fault_and_is_counted(invoice: Invoice) -> None:
    tally = audit.Tally()
    assert list(audit.audit(tally)) == []
    assert (tally.invoices, tally.certificates, tally.changes > 5, tally.files > 1) == (2, 1, True, True)


def test_a_recycled_invoice_is_no_fault() -> None:
    made = walk(an_available(), Status.A_RECYCLER)
    a_structure("21300202500012")
    returns.recycle(a_supplier()[0], made.pk, Route(siret="21300202500012", commitment="EJ-9"), at=LATER)
    assert found() == []


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("comment", "tout va bien"),
        ("reason", "X"),
        ("actor_id", None),
        ("at", LATER + timedelta(days=9)),
        ("digest", "0" * 64),
    ],
)
def test_an_edited_row_of_the_history_is_found(invoice: Invoice, column: str, value: object) -> None:
    target = rows(invoice)[3]
    StatusChange.objects.filter(pk=target.pk).update(**{column: value if value is not None else 1})
    if column == "actor_id":
        StatusChange.objects.filter(pk=target.pk).update(actor=a_supplier()[0])
    assert audit.BROKEN in found()


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(("which", "codes"), [(0, [audit.GAP]), (2, [audit.GAP]), (-1, [audit.STATE, audit.CLOCK])])
def test_a_row_taken_away_is_found(invoice: Invoice, which: int, codes: list[str]) -> None:
    StatusChange.objects.filter(pk=rows(invoice)[which].pk).delete()
    assert set(codes) <= set(found())


def _of(model: type[Any], **values: object) -> Callable[[Invoice], object]:
    return lambda one: model.objects.filter(invoice=one).update(**values)


def _on(**values: object) -> Callable[[Invoice], object]:
    return lambda one: Invoice.objects.filter(pk=one.pk).update(**values)


def _gone(model: type[Any]) -> Callable[[Invoice], object]:
    return lambda one: model.objects.filter(invoice=one).delete()


EDITS: dict[str, tuple[Callable[[Invoice], object], set[str]]] = {
    "status": (_on(status="MISE_EN_PAIEMENT"), {audit.STATE}),
    "since": (_on(status_since=LATER + timedelta(1)), {audit.STATE}),
    "amount": (_on(net_to_pay=1), {audit.RECORD, audit.CHANGED}),
    "number": (_on(number="AUTRE"), {audit.RECORD, audit.CHANGED}),
    "due date": (_on(due_date="2099-01-01"), {audit.CHANGED}),
    "regime": (_on(vat_regime="EXONERATION"), {audit.CHANGED}),
    "findings": (_on(findings=[{"code": "X"}]), {audit.CHANGED}),
    "clock": (_on(pay_by="2099-01-01"), {audit.CLOCK}),
    "available": (_on(available_at=LATER + timedelta(1)), {audit.STRAYED}),
    "mandate": (_on(mandate_number="MD-2"), {audit.STRAYED}),
    "in hand": (_on(assignee=None), {audit.STRAYED}),
    "unread": (_on(return_read=False), {audit.STRAYED}),
    "treated": (_on(rejection_treated=True), {audit.STRAYED}),
    "downloaded": (_on(downloaded=True), {audit.STRAYED}),
    "payments": (_on(payment_unreported=True), {audit.STRAYED}),
    "route": (_on(commitment="EJ-2026-9"), {audit.RECORD}),
    "line": (_of(Line, net=1), {audit.CHANGED}),
    "lines": (_gone(Line), {audit.CHANGED}),
    "VAT": (_of(VatRow, rate=1), {audit.CHANGED}),
    "message": (_of(Message, text="rien"), {audit.CHANGED}),
    "messages": (_gone(Message), {audit.ERASED}),
    "note": (_of(Note, text="rien"), {audit.CHANGED}),
    "notes": (_gone(Note), {audit.ERASED, audit.STRAYED}),
    "action": (_of(UserAction, at=LATER + timedelta(1)), {audit.CHANGED}),
    "actions": (_gone(UserAction), {audit.ERASED, audit.STRAYED}),
    "late document": (_of(Attachment, name="autre.pdf"), {audit.CHANGED}),
    "late documents": (_gone(Attachment), {audit.ERASED}),
    "snapshot": (lambda one: DepositCertificate.objects.update(snapshot="{}"), {audit.SNAPSHOT}),
    "certificate": (lambda one: DepositCertificate.objects.all().delete(), {audit.UNCERTIFIED, audit.ERASED}),
    # A certificate that was issued anew is not the one that its PDF was sealed for.
    "reissued": (
        lambda one: DepositCertificate.objects.update(snapshot="{}", number=certificate.number_of("{}")),
        {audit.RECORD, audit.CHANGED, seals.BROKEN},
    ),
    "buyer": (lambda one: Invoice.objects.filter(pk=one.pk).update(buyer="X"), {audit.BUYER}),
    "entries": (_gone(Entry), {audit.UNENTERED, audit.STRAYED}),
    "unprinted": (lambda one: DepositCertificate.objects.update(pdf=None), {audit.ERASED}),
    "another PDF": (lambda one: DepositCertificate.objects.update(pdf=one.file_id), {audit.CHANGED, seals.BROKEN}),
    "forged message": (
        lambda one: Message.objects.create(
            invoice=one, recipient=one.recipient, side="DESTINATAIRE", text="Payée.", author=a_supplier()[0], at=LATER
        ),
        {audit.UNENTERED},
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_edited_is_found(talked: Invoice, edit: str) -> None:
    act, codes = EDITS[edit]
    act(talked)
    assert set(found()) == codes


@pytest.mark.usefixtures("unguarded")
def test_a_history_whose_end_is_cut_off_with_the_state_is_found() -> None:
    made = walk(an_available(), Status.PRISE_EN_COMPTE_DESTINATAIRE, Status.SERVICE_FAIT)
    *_, before, last = rows(made)
    StatusChange.objects.filter(pk=last.pk).delete()
    Invoice.objects.filter(pk=made.pk).update(status=before.target, status_since=before.at)
    assert found() == [audit.ERASED]


@pytest.mark.usefixtures("unguarded")
def test_a_history_written_anew_with_its_digests_is_found() -> None:
    made = walk(an_available(), Status.REJETEE)
    digest = ""
    for row in rows(made):
        row.comment = "Tout va bien."
        digest = chained(row, previous=digest)
        StatusChange.objects.filter(pk=row.pk).update(comment=row.comment, digest=digest)
    assert set(found()) == {audit.CHANGED}


def test_a_recycled_route_that_is_not_the_one_of_its_history_is_found() -> None:
    made = walk(an_available(), Status.A_RECYCLER)
    a_structure(PONT_SAINT_ESPRIT)
    returns.recycle(a_supplier()[0], made.pk, Route(siret=PONT_SAINT_ESPRIT), at=LATER + timedelta(hours=1))
    Invoice.objects.filter(pk=made.pk).update(recipient=a_structure(PARIS_7E))
    assert found() == [audit.RECORD]


@pytest.mark.usefixtures("unguarded")
def test_an_invoice_taken_away_whole_is_found() -> None:
    """With its history, its certificate and all that hangs on it, the entries too."""
    first, _second = an_available(), an_available("FA-2")
    while ledger.number_pending(clock=stopped(LATER)):
        pass
    for model in (Entry, StatusChange, DepositCertificate, Line, VatRow):
        model.objects.filter(invoice=first).delete()
    first.delete()
    assert set(found()) == {ledger.MISSING}


def test_what_somebody_writes_while_the_audit_reads_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the question that loads an invoice and those that load what hangs on it."""
    made = an_available()
    load = record._whole

    def slowly() -> QuerySet[Invoice]:
        monkeypatch.setattr(record, "_whole", load)
        stale = list(load())
        actions.treat(a_clerk(), made.pk, Status.SERVICE_FAIT, at=LATER + timedelta(hours=1))
        for one in stale:
            one._prefetched_objects_cache.pop("history")  # type: ignore[attr-defined]
        return stale_only(stale)

    monkeypatch.setattr(record, "_whole", slowly)
    assert found() == []


def stale_only(stale: list[Invoice]) -> Any:
    """What a query set answers to the audit, once."""

    class Once(list[Invoice]):
        def filter(self, pk__gt: int) -> "Once":
            return Once(one for one in self if one.pk > pk__gt)

    return Once(stale)


def test_order_is_told_by_what_was_written_and_not_by_moments() -> None:
    """Two who act at once took their moments before either wrote; and the clock of a sandbox is put back."""
    claire, clerk = a_supplier()[0], a_clerk()
    made = walk(an_available(), Status.A_RECYCLER)
    a_structure(PONT_SAINT_ESPRIT)
    colleagues.note(clerk, made.pk, text="À voir.", to=clerk.pk, at=LATER + timedelta(hours=2))
    returns.recycle(claire, made.pk, Route(siret=PONT_SAINT_ESPRIT), at=LATER + timedelta(hours=1))
    assert found() == []
    late = walk(an_available("FA-2"), Status.REJETEE, at=LATER + timedelta(days=31))
    returns.acknowledge(claire, {late.pk: late.status_since}, at=LATER)
    assert found() == []


def test_the_account_of_a_deposit_stays_the_one_it_was() -> None:
    account = BankAccount.objects.create(structure=a_supplier()[1], label="Banque", iban="FR7630006000011234567890189")
    draft = a_draft()
    Invoice.objects.filter(pk=draft.pk).update(account=account)
    sent = deposit.send(a_person(), draft.pk, version=draft.draft_version, at=LATER)
    BankAccount.objects.update(iban="FR7610107001011234567890129")
    assert certificate.paid_to(Invoice.objects.get(pk=sent.pk))["iban"] == "FR7630006000011234567890189"
    assert found() == []


def test_recycling_to_who_reports_no_payments_is_no_fault() -> None:
    a_structure(PONT_SAINT_ESPRIT, payment_not_reported=True)
    made = walk(an_available(), Status.A_RECYCLER)
    returns.recycle(a_supplier()[0], made.pk, Route(siret=PONT_SAINT_ESPRIT), at=LATER)
    assert Invoice.objects.get().payment_unreported
    assert found() == []
    Invoice.objects.update(payment_unreported=False)
    assert found() == [audit.STRAYED]


def test_every_column_of_an_invoice_is_fixed_or_told_again() -> None:
    told_again = {"status", "status_since", "available_at", "pay_from", "pay_by", "assignee_id", "return_read"}
    told_again |= {"rejection_treated", "mandate_number", "downloaded", *("recipient_id", "recipient_service_id")}
    told_again |= {"commitment"}
    # What the recipient said on the day of the sending; a wrong kind of buyer shows in the period.
    told_again |= {"buyer", "payment_unreported"}
    of_drafts = {"id", "draft", "draft_version", "awaits_id"}
    # Where it is listed: it says nothing of the invoice.
    of_lists = {"archived_at"}
    columns = {field.attname for field in Invoice._meta.concrete_fields}
    assert columns == told_again | of_drafts | of_lists | set(FIXED)


@pytest.mark.parametrize(("content", "code"), [(b"autre", audit.ALTERED), (None, audit.LOST)])
def test_an_altered_or_lost_file_is_found(invoice: Invoice, content: bytes | None, code: str) -> None:
    path = settings.VAR / "files" / invoice.file_id[:2] / invoice.file_id
    before = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    try:
        assert found() == [code]
    finally:
        path.unlink(missing_ok=True)
        path.write_bytes(before)


def test_an_audit_asks_as_many_questions_of_few_as_of_many(invoice: Invoice) -> None:
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            found()
        return len(captured)

    before = asked()
    for number in range(5):
        an_available(f"FA-{number}")
    assert asked() == before


def test_a_number_sent_twice_is_found_though_its_guard_was_edited(invoice: Invoice) -> None:
    other = an_available("FA-77")
    Invoice.objects.filter(pk=other.pk).update(number=invoice.number.lower(), number_key="AUTRE")
    assert set(found()) == {audit.TWICE, audit.RECORD, audit.CHANGED}
