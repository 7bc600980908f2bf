from typing import Any

import pytest

from tests.builders import PARIS_7E
from tests.einvoice.signatures import beside
from unisson.invoices import deposit, takeup
from unisson.invoices.attachments import Joined
from unisson.invoices.drafting import drafts
from unisson.invoices.lease import LEASE, MOST_ATTEMPTS
from unisson.invoices.models import Flow, Invoice
from unisson.invoices.status import Channel
from unisson.kernel.clock import stopped

from .builders import AT, NUMBER, a_cii, a_structure, receive

pytestmark = pytest.mark.django_db


def left_over(monkeypatch: pytest.MonkeyPatch, number: str = NUMBER) -> Flow:
    """A flow kept by a deposit that a fault of ours stopped."""
    a_structure(PARIS_7E)

    def fails(*_: Any, **__: Any) -> None:
        raise ValueError("a fault of ours")

    with monkeypatch.context() as patch:
        patch.setattr(deposit, "_write", fails)
        with pytest.raises(ValueError, match="a fault of ours"):
            receive(a_cii(number))
    return Flow.objects.latest("pk")


def test_a_flow_that_a_fault_stopped_is_taken_up_once_its_lease_ran_out(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = left_over(monkeypatch)
    assert takeup.process_left_over(clock=stopped(AT + LEASE)) == 0
    assert takeup.process_left_over(clock=stopped(AT + 2 * LEASE)) == 1
    flow.refresh_from_db()
    assert (flow.state, flow.attempts) == (Flow.State.INTEGRATED, 1)


def test_a_signature_file_is_kept_with_the_flow_that_a_fault_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise ValueError("a fault of ours")

    signature = Joined(name="facture.xsig.xml", content=beside(a_cii()))
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "start", fails)
        with pytest.raises(ValueError, match="a fault of ours"):
            receive(a_cii(), channel=Channel.PORTAL, signature=signature)
    assert takeup.process_left_over(clock=stopped(AT + 2 * LEASE)) == 1
    draft = Invoice.objects.get()
    assert draft.signature["intact"] is True
    assert [one.name for one in draft.attachments.all()] == ["facture.xsig.xml"]


def test_what_was_found_before_the_fault_is_not_told_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = left_over(monkeypatch)
    assert (flow.findings, flow.rule_versions) == ([], {})
    takeup.process_left_over(clock=stopped(AT + 2 * LEASE))
    flow.refresh_from_db()
    told = [(finding["code"], finding["where"]) for finding in flow.findings]
    assert told
    assert len(told) == len(set(told))


def test_taken_up_twice_it_is_one_invoice(monkeypatch: pytest.MonkeyPatch) -> None:
    left_over(monkeypatch)
    assert [takeup.process_left_over(clock=stopped(AT + turns * LEASE)) for turns in (2, 4)] == [1, 0]
    assert Invoice.objects.count() == 1


def test_a_flow_that_always_fails_is_given_up_and_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    poison, other = left_over(monkeypatch, "FA-1"), left_over(monkeypatch, "FA-2")

    def process(flow: Flow, *read: Any, **at: Any) -> None:
        if flow.pk == poison.pk:
            raise ValueError("a fault of ours")
        deposit.process(flow, *read, **at)

    monkeypatch.setattr(takeup, "process", process)
    done = [takeup.process_left_over(clock=stopped(AT + turns * 2 * LEASE)) for turns in range(1, MOST_ATTEMPTS + 3)]
    poison.refresh_from_db()
    other.refresh_from_db()
    assert sum(done) == 1
    assert (poison.state, other.state) == (Flow.State.FAILED, Flow.State.INTEGRATED)
    assert poison.last_error == "ValueError: a fault of ours"
