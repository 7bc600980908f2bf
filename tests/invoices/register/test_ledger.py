"""The register: whatever is taken out of it, or put in its place, is told."""

from collections.abc import Iterable

import pytest
from django.db import IntegrityError

from unisson.invoices.models import Entry
from unisson.invoices.register import ledger
from unisson.invoices.register.ledger import Checkpoint
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal

from ..builders import AT, LATER, a_deposit

pytestmark = pytest.mark.django_db


@pytest.fixture
def entered() -> list[int]:
    """The keys of the numbered entries, in their order: three for each of five deposits."""
    for rank in range(5):
        a_deposit(f"FA-{rank}")
    while ledger.number_pending(clock=stopped(LATER), batch=2):
        pass
    return list(Entry.objects.order_by("serial").values_list("pk", flat=True))


def found(since: Iterable[Checkpoint] = ()) -> list[tuple[str, dict[str, object]]]:
    return [(finding.code, dict(finding.values)) for finding in ledger.faults(since)]


def test_entries_are_numbered_without_a_gap_and_nothing_is_told(entered: list[int]) -> None:
    assert list(Entry.objects.order_by("pk").values_list("serial", flat=True)) == list(range(1, 16))
    assert found([ledger.checkpoint(at=LATER)]) == []
    assert ledger.number_pending(clock=stopped(LATER)) == 0


def test_what_is_taken_from_the_middle_leaves_a_gap(entered: list[int]) -> None:
    Entry.objects.filter(pk__in=entered[1:3]).delete()
    assert found() == [(ledger.MISSING, {"first": 2, "last": 3})]


def test_closing_the_gap_breaks_the_chain(entered: list[int]) -> None:
    Entry.objects.filter(pk=entered[2]).delete()
    for serial, pk in enumerate(entered[3:], start=3):
        Entry.objects.filter(pk=pk).update(serial=serial)
    assert found()[0] == (ledger.UNCHAINED, {"serial": 3, "before": 2})


@pytest.mark.parametrize("values", [{"digest": "0"}, {"of": "NOTE"}, {"key": 99}, {"link": "0"}])
def test_an_edited_entry_breaks_the_chain(entered: list[int], values: dict[str, object]) -> None:
    Entry.objects.filter(pk=entered[2]).update(**values)
    assert found()[0] == (ledger.UNCHAINED, {"serial": 3, "before": 2})


def test_what_is_taken_from_the_end_is_told_by_a_checkpoint_only(entered: list[int]) -> None:
    known = ledger.checkpoint(at=LATER)
    Entry.objects.filter(pk=entered[-1]).delete()
    assert found() == []
    assert found([known]) == [(ledger.CUT, {"last": 14, "serial": 15, "moment": LATER})]


def test_a_register_written_anew_is_told_by_a_checkpoint(entered: list[int]) -> None:
    known = ledger.checkpoint(at=LATER)
    Entry.objects.filter(pk=entered[0]).delete()
    Entry.objects.update(serial=None, link="")
    a_deposit("FA-5")
    ledger.number_pending(clock=stopped(LATER))
    assert found() == []
    assert found([known]) == [(ledger.REWRITTEN, {"serial": 15, "moment": LATER})]


def test_later_deposits_change_nothing_of_a_checkpoint(entered: list[int]) -> None:
    first = ledger.checkpoint(at=LATER)
    a_deposit("FA-5")
    ledger.number_pending(clock=stopped(LATER))
    assert found([Checkpoint(serial=0, link="", at=AT.isoformat()), first, ledger.checkpoint(at=LATER)]) == []


def test_a_twin_who_takes_the_number_first_is_let_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    a_deposit()

    def taken(batch: int) -> int:
        raise IntegrityError

    monkeypatch.setattr(ledger, "_number", taken)
    assert ledger.number_pending(clock=stopped(LATER)) == 0


def test_what_a_twin_entered_meanwhile_keeps_its_number(entered: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """It was read as waiting, then somebody else entered it: it does not move on and leave a gap."""
    a_deposit("FA-5")
    a_deposit("FA-6")
    stale = ledger._waiting(1)
    ledger.number_pending(clock=stopped(LATER), batch=1)
    monkeypatch.setattr(ledger, "_waiting", lambda batch: stale)
    assert ledger.number_pending(clock=stopped(LATER)) == 0
    assert found() == []
    assert Entry.objects.filter(serial=None).count() == 5


def test_checkpoints_are_read_as_they_were_printed() -> None:
    known = [Checkpoint(serial=rank, link="ab", at=LATER.isoformat()) for rank in range(2)]
    assert ledger.read_checkpoints("\n".join(map(str, known)), file="x") == known


@pytest.mark.parametrize("text", ["", "junk", "{}", '{"serial": 1, "link": "", "at": "hier"}', "[1]", "3"])
def test_anything_else_is_no_file_of_checkpoints(text: str) -> None:
    with pytest.raises(Refusal, match="CPP-AUDIT-16"):
        ledger.read_checkpoints(text, file="x")
