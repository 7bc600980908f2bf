"""What was found in one's own invoice: a draft as it is now, a sent invoice as it was admitted."""

import pytest

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, a_clerk, a_deposit, a_draft, a_person, a_structure, a_supplier, grant
from unisson.invoices.models import Invoice
from unisson.invoices.verdict import verdict
from unisson.kernel.findings import Finding, Severity, to_data
from unisson.kernel.refusal import NotFound

pytestmark = pytest.mark.django_db


def test_a_draft_is_judged_as_it_is_now() -> None:
    draft = a_draft(ready=False)
    supplier, _ = a_supplier()
    found = verdict(supplier, draft.pk, at=AT)

    assert found.is_draft
    assert found.findings
    value = found.value()
    assert value is not None and value.number == "SS-2026-001"


def test_a_sent_invoice_keeps_what_was_remarked() -> None:
    invoice = a_deposit()
    remark = Finding(code="BR-CO-10", where="BT-106", severity=Severity.WARNING)
    Invoice.objects.filter(pk=invoice.pk).update(findings=[to_data(remark)])
    supplier, _ = a_supplier()
    found = verdict(supplier, invoice.pk, at=AT)

    assert (found.is_draft, found.findings) == (False, (remark,))
    value = found.value()
    assert value is not None and value.number == invoice.number


def test_a_recipient_has_none_of_what_is_not_there_yet() -> None:
    with pytest.raises(NotFound):
        verdict(a_clerk(), a_deposit().pk, at=AT)


def test_a_stranger_has_none() -> None:
    draft, stranger = a_draft(), a_person("noe@example.org")
    grant(stranger, a_structure(PARIS_7E))
    with pytest.raises(NotFound):
        verdict(stranger, draft.pk, at=AT)
