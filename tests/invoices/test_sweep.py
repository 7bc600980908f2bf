from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from unisson.config.wiring import PortalSeal
from unisson.directory import agreements
from unisson.invoices import delivery
from unisson.invoices.lease import LEASE
from unisson.invoices.models import DepositCertificate, Invoice
from unisson.invoices.status import Status
from unisson.invoices.sweep import STEPS, sweep
from unisson.invoices.wake import look
from unisson.kernel.clock import Clock, stopped
from unisson.kernel.ports import ports
from unisson.notices.models import Email

from .builders import AT, LATER, a_deposit, a_person, a_structure
from .test_takeup import left_over

pytestmark = pytest.mark.django_db


HERE = {"delivered", "register", "tallies", "certificates", "agreements", "directory", "emails"}
"""What there is to do once invoices were deposited and terms accepted."""


def _done() -> dict[str, int]:
    """What one sweep did of everything."""
    return {kind: count for kind, count in sweep(clock=stopped(LATER)).items() if count}


def test_the_rows_alone_are_enough_to_finish_all_work() -> None:
    a_structure(contact_email="compta@example.org")
    a_deposit()
    assert not DBTaskResult.objects.exists()
    assert _done() == {
        "delivered": 1,
        "register": 6,
        "tallies": 1,
        "certificates": 1,
        "directory": 1,
        "emails": 1,
    }
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


@pytest.mark.parametrize("broken", STEPS)
def test_a_step_that_fails_keeps_no_other_from_its_work(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    a_structure(contact_email="compta@example.org")
    a_deposit()
    delivery.deliver_pending(clock=stopped(LATER))
    a_deposit("FA-2")
    agreements.accept_terms(a_person(), at=AT)

    def fail(*, clock: Clock) -> int:
        raise OSError("the world is broken")

    monkeypatch.setitem(STEPS, broken, replace(STEPS[broken], do=fail))
    done = sweep(clock=stopped(LATER))
    assert {kind for kind, count in done.items() if count} == HERE - {broken}


def test_a_seal_that_cannot_be_used_stops_no_letter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    a_structure(contact_email="compta@example.org")
    a_deposit()
    monkeypatch.setattr(ports, "seal", PortalSeal(tmp_path / "missing.p12", made=tmp_path / "own.p12", password=""))
    assert _done() == {
        "delivered": 1,
        "register": 5,
        "tallies": 1,
        "directory": 1,
        "emails": 1,
    }


def test_a_wake_up_does_what_the_sweep_does() -> None:
    a_deposit()
    look.call()
    assert Invoice.objects.get().status == Status.MISE_A_DISPOSITION
