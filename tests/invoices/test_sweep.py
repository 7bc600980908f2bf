from datetime import timedelta
from itertools import count

import pytest
from django_tasks_db.models import DBTaskResult

from unisson.invoices.deposit import LEASE
from unisson.invoices.models import DepositCertificate, Invoice
from unisson.invoices.status import Status
from unisson.invoices.sweep import sweep
from unisson.invoices.wake import look
from unisson.kernel.clock import stopped
from unisson.notices.models import Email

from .builders import AT, LATER, a_deposit, a_structure
from .test_takeup import left_over

pytestmark = pytest.mark.django_db


def test_the_rows_alone_are_enough_to_finish_all_work() -> None:
    a_structure(contact_email="compta@example.org")
    a_deposit()
    assert not DBTaskResult.objects.exists()
    assert sweep(clock=stopped(LATER)) == {"flows": 0, "delivered": 1, "certificates": 1, "emails": 1}
    assert Invoice.objects.get().status == Status.MISE_A_DISPOSITION
    pdf = DepositCertificate.objects.get().pdf
    assert pdf and pdf.size > 1000
    assert Email.objects.get().state == Email.State.SENT


def test_swept_twice_nothing_is_done_twice() -> None:
    a_deposit()
    sweep(clock=stopped(LATER))
    assert not any(sweep(clock=stopped(LATER)).values())


def test_each_step_is_dated_when_it_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that ticks: what a sweep deposits is made available later than it was deposited, not before."""
    flow = left_over(monkeypatch)
    minutes = count()
    sweep(clock=lambda: AT + LEASE + timedelta(minutes=1 + next(minutes)))
    invoice = Invoice.objects.get(flow=flow)
    assert invoice.deposited_at and invoice.available_at
    assert AT + LEASE < invoice.deposited_at < invoice.available_at
    moments = [row.at for row in invoice.history.order_by("sequence")]
    assert moments == sorted(moments)


def test_a_wake_up_does_what_the_sweep_does() -> None:
    a_deposit()
    look.call()
    assert Invoice.objects.get().status == Status.MISE_A_DISPOSITION
