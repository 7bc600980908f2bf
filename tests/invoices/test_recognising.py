from datetime import date
from decimal import Decimal

import pytest

from tests.builders import PONT_SAINT_ESPRIT
from unisson.invoices.deposit import Upload
from unisson.invoices.models import Flow, Invoice
from unisson.invoices.recognising import recognise
from unisson.kernel.refusal import Refusal

from .builders import AT, a_cii, a_pdf, a_supplier

pytestmark = pytest.mark.django_db


def test_what_a_pdf_says_is_told_and_nothing_is_kept() -> None:
    found = recognise(Upload(name="f.pdf", content=a_pdf("SS-2026-001")), supplier=a_supplier()[1], at=AT)
    assert (found.text("number"), found.text("recipient_siret")) == ("SS-2026-001", PONT_SAINT_ESPRIT)
    assert found.day("issue_date") == date(2026, 10, 12)
    assert found.amount("gross_total") == Decimal(1200)
    assert (found.text("commitment"), found.day("due_date"), found.amount("discount")) == (None, None, None)
    assert not Flow.objects.exists()
    assert not Invoice.objects.exists()


def test_what_is_no_pdf() -> None:
    with pytest.raises(Refusal, match="CPP-DEPOT-01"):
        recognise(Upload(name="f.xml", content=a_cii()), supplier=a_supplier()[1], at=AT)
