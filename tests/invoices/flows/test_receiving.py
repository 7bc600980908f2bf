from datetime import timedelta

import pytest

from tests.builders import PARIS_7E
from unisson.files import limits, store
from unisson.invoices.flows import receiving
from unisson.invoices.flows.syntaxes import SYNTAXES
from unisson.invoices.models import ARCHIVE, Flow, Invoice
from unisson.invoices.status import Channel
from unisson.kernel.ports import ScanVerdict, ports
from unisson.kernel.refusal import Refusal

from ..builders import AT, a_cii, a_person, a_structure, a_supplier
from .builders import CII, WRONG_TOTAL, an_archive, judged, promised, work

pytestmark = pytest.mark.django_db
DAY = timedelta(hours=24)


def refused(content: bytes = b"<a/>", name: str = "f.xml", *, stated: str = CII) -> str:
    with pytest.raises(Refusal) as refusal:
        promised(content, name, stated=stated)
    return refusal.value.code


def test_what_is_promised_is_kept_and_not_yet_judged() -> None:
    promise = promised(a_cii())
    flow = Flow.objects.get()
    assert (flow.state, flow.stated, promise.again) == (Flow.State.RECEIVED, CII, False)
    assert store.content_of(flow.file_id) == a_cii()
    assert not Invoice.objects.exists()


@pytest.mark.parametrize("stated", SYNTAXES)
def test_a_number_has_25_characters_and_the_interface_of_its_syntax(stated: str) -> None:
    number = promised(a_cii(), stated=stated).flow.number
    assert (len(number), number[6:10]) == (25, SYNTAXES[stated].interface[3:7])


def test_a_number_does_not_change_when_the_file_is_read() -> None:
    flow = promised(a_cii()).flow
    before = flow.number
    work()
    flow.refresh_from_db()
    assert (flow.number, flow.state) == (before, Flow.State.INTEGRATED)


def test_a_syntax_of_no_table() -> None:
    assert refused(stated="IN_DP_E9") == "CPP-FLUX-01"


def test_an_empty_file_a_large_one_and_a_wrong_name() -> None:
    assert refused(b"") == "CPP-FICHIER-01"
    assert refused(b"<a/>" + b" " * limits.INVOICE_FILE) == "CPP-FICHIER-02"
    assert refused(name="a" * 201) == "CPP-FICHIER-04"
    assert not Flow.objects.exists()


def test_an_archive_may_be_larger() -> None:
    content = an_archive("FA-1") + bytes(limits.INVOICE_FILE)
    assert promised(content, "lot.tar.gz").flow.syntax == ARCHIVE


def test_a_virus_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finds:
        def scan(self, content: bytes) -> ScanVerdict:
            return ScanVerdict.INFECTED

    monkeypatch.setattr(ports, "scanner", Finds())
    assert refused() == "CPP-FICHIER-06"


def test_only_for_whom_one_may_send() -> None:
    a_supplier()
    with pytest.raises(Refusal, match="CPP-ACCES-02"):
        receiving.receive(
            a_person(),
            receiving.Sent(name="a.xml", content=a_cii(), stated=CII),
            supplier=a_structure(PARIS_7E),
            channel=Channel.API,
            at=AT,
        )


class TestTheSameBytes:
    def test_within_a_day_are_one_flow(self) -> None:
        first = promised(a_cii())
        again = promised(a_cii(), at=AT + DAY)
        assert (again.flow.pk, again.again) == (first.flow.pk, True)
        assert Flow.objects.count() == 1

    def test_are_one_flow_once_it_is_integrated_too(self) -> None:
        first = judged(a_cii())
        assert promised(a_cii()).flow.pk == first.pk

    def test_after_a_day_are_another_one(self) -> None:
        first = judged(a_cii())
        later = promised(a_cii(), at=AT + DAY + timedelta(seconds=1))
        assert (later.again, later.flow.pk == first.pk) == (False, False)
        assert promised(a_cii(), at=AT + DAY + timedelta(seconds=2)).flow.pk == later.flow.pk

    def test_are_another_one_when_the_first_was_rejected(self) -> None:
        first = judged(a_cii(replace=WRONG_TOTAL))
        assert first.state == Flow.State.REJECTED
        again = promised(a_cii(replace=WRONG_TOTAL))
        assert (again.again, again.flow.pk == first.pk) == (False, False)

    def test_are_another_one_when_the_syntax_was_wrong(self) -> None:
        assert judged(a_cii(), stated="IN_DP_E1_UBL_INVOICE").state == Flow.State.INADMISSIBLE
        assert judged(a_cii()).state == Flow.State.INTEGRATED

    def test_of_another_account_are_another_one(self) -> None:
        first = promised(a_cii())
        Flow.objects.update(once="0:somebody")
        assert promised(a_cii()).flow.pk != first.flow.pk
