"""Whatever is changed behind the portal's back is found, and nothing else is."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from unisson.invoices import append_only, audit, certificate, ledger, returns, seals
from unisson.invoices.models import DepositCertificate, Invoice, Line, StatusChange, VatRow
from unisson.invoices.returns import Route
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped

from .builders import LATER, a_draft, a_structure, a_supplier, an_available, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice() -> Invoice:
    """A completed invoice with its printed certificate, beside a draft."""
    a_draft()
    made = walk(an_available(), Status.SUSPENDUE, Status.COMPLETEE)
    certificate.print_pending(clock=stopped(LATER))
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


EDITS: dict[str, tuple[Callable[[Invoice], object], str]] = {
    "status": (lambda one: Invoice.objects.filter(pk=one.pk).update(status="MISE_EN_PAIEMENT"), audit.STATE),
    "since": (lambda one: Invoice.objects.filter(pk=one.pk).update(status_since=LATER + timedelta(1)), audit.STATE),
    "amount": (lambda one: Invoice.objects.filter(pk=one.pk).update(net_to_pay=1), audit.RECORD),
    "number": (lambda one: Invoice.objects.filter(pk=one.pk).update(number="AUTRE"), audit.RECORD),
    "clock": (lambda one: Invoice.objects.filter(pk=one.pk).update(pay_by="2099-01-01"), audit.CLOCK),
    "snapshot": (lambda one: DepositCertificate.objects.update(snapshot="{}"), audit.SNAPSHOT),
    "certificate": (lambda one: DepositCertificate.objects.all().delete(), audit.UNCERTIFIED),
    "reissued": (
        lambda one: DepositCertificate.objects.update(snapshot="{}", number=certificate.number_of("{}")),
        audit.RECORD,
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_column_is_found(invoice: Invoice, edit: str) -> None:
    act, code = EDITS[edit]
    act(invoice)
    told = found()
    assert told[0] == code
    # A certificate that was issued anew is not the one that its PDF was sealed for.
    assert told[1:] == ([seals.BROKEN] if edit == "reissued" else [])


@pytest.mark.usefixtures("unguarded")
def test_an_invoice_taken_away_whole_is_found() -> None:
    """With its history, its certificate and all that hangs on it."""
    first, _second = an_available(), an_available("FA-2")
    ledger.enter_pending(clock=stopped(LATER))
    for model in (StatusChange, DepositCertificate, Line, VatRow):
        model.objects.filter(invoice=first).delete()
    first.delete()
    assert found() == [ledger.MISSING]


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
    assert set(found()) == {audit.TWICE, audit.RECORD}
