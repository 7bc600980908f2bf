import pytest
from django_tasks_db.models import DBTaskResult

from unisson.invoices.models import DepositCertificate, Invoice
from unisson.invoices.status import Status
from unisson.invoices.sweep import sweep
from unisson.invoices.wake import look
from unisson.notices.models import Email

from .builders import LATER, a_deposit, a_structure

pytestmark = pytest.mark.django_db


def test_the_rows_alone_are_enough_to_finish_all_work() -> None:
    a_structure(contact_email="compta@example.org")
    a_deposit()
    assert not DBTaskResult.objects.exists()
    assert sweep(at=LATER) == {"flows": 0, "delivered": 1, "certificates": 1, "emails": 1}
    assert Invoice.objects.get().status == Status.MISE_A_DISPOSITION
    pdf = DepositCertificate.objects.get().pdf
    assert pdf and pdf.size > 1000
    assert Email.objects.get().state == Email.State.SENT


def test_swept_twice_nothing_is_done_twice() -> None:
    a_deposit()
    sweep(at=LATER)
    assert not any(sweep(at=LATER).values())


def test_a_wake_up_does_what_the_sweep_does() -> None:
    a_deposit()
    look.call()
    assert Invoice.objects.get().status == Status.MISE_A_DISPOSITION
