from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.einvoice import signatures
from tests.files.archives import a_tar_gz, a_zip
from unisson.files import store
from unisson.invoices import takeup
from unisson.invoices.flows import batches, closing, judging, leases, opening, working
from unisson.invoices.lease import LEASE, MOST_ATTEMPTS, claim
from unisson.invoices.models import DepositCertificate, Flow, Invoice, Line, StatusChange
from unisson.invoices.register import audit
from unisson.invoices.status import DepositMode, Status
from unisson.kernel.clock import stopped
from unisson.kernel.ports import ScanVerdict, ports
from unisson.kernel.refusal import Refusal, Unavailable
from unisson.pdf.sealing import Sealer

from ..builders import AT, LATER, SAMPLES, a_cii, a_deposit, a_pdf, a_structure, a_supplier, grant, sample
from .builders import CII, FACTURX, UBL, WRONG_TOTAL, an_archive, codes, judged, promised, work

pytestmark = pytest.mark.django_db
State = Flow.State
AGAIN = LATER + 2 * LEASE


def members(flow: Flow) -> list[Flow]:
    return list(flow.members.order_by("place"))


def remarks(flow: Flow) -> list[str]:
    """What is said of signatures."""
    return [finding["code"] for finding in flow.findings if finding["code"].startswith("CPP-FLUX-")]


def states(flow: Flow) -> list[str]:
    return [member.state for member in members(flow)]


class TestOneInvoice:
    def test_is_integrated_with_its_certificate(self) -> None:
        flow = judged(a_cii("FA-7"))
        invoice = Invoice.objects.get(flow=flow)
        assert (flow.state, invoice.status, invoice.number) == (State.INTEGRATED, Status.DEPOSEE, "FA-7")
        assert (flow.syntax, flow.since) == ("CII", LATER)
        assert invoice.deposit_mode == DepositMode.STRUCTURED_API
        assert DepositCertificate.objects.get().invoice_id == invoice.pk
        assert Line.objects.filter(invoice=invoice).exists()

    def test_is_as_one_deposited_by_itself(self) -> None:
        by_flow, by_deposit = Invoice.objects.get(flow=judged(a_cii("FA-1"))), a_deposit("FA-2", at=LATER)
        apart = {"id", "flow_id", "file_id", "number", "number_key", "status_since", "created_at", "deposited_at"}
        told = [{n: v for n, v in vars(one).items() if n[0] != "_" and n not in apart} for one in (by_flow, by_deposit)]
        assert told[0]["findings"] == told[1]["findings"]
        assert Line.objects.filter(invoice=by_flow).count() == Line.objects.filter(invoice=by_deposit).count()

    def test_is_rejected_with_what_is_known_of_it(self) -> None:
        flow = judged(a_cii("FA-7", replace=WRONG_TOTAL))
        assert (flow.state, flow.invoice_number, flow.seller != "", flow.buyer != "") == (
            State.REJECTED,
            "FA-7",
            True,
            True,
        )
        assert codes(flow)
        assert not Invoice.objects.exists()

    @pytest.mark.parametrize(
        ("content", "stated", "code"),
        [
            (a_cii(), UBL, "CPP-FLUX-02"),
            (a_cii(), FACTURX, "CPP-FLUX-02"),
            (a_cii(), "IN_DP_E1_PES_FACTURE", "CPP-FLUX-03"),
            (a_pdf(), FACTURX, "CPP-FLUX-04"),
            (a_pdf(), CII, "CPP-FLUX-02"),
            (b"<Invoice", CII, "CPP-XML-02"),
            (b"hello", CII, "CPP-DEPOT-01"),
        ],
    )
    def test_is_inadmissible(self, content: bytes, stated: str, code: str) -> None:
        flow = judged(content, "f", stated=stated)
        assert (flow.state, codes(flow)) == (State.INADMISSIBLE, [code])

    def test_in_ubl(self) -> None:
        a_structure(PONT_SAINT_ESPRIT)
        flow = judged(sample("facture-ubl.xml").encode(), stated=UBL)
        assert flow.state == State.INTEGRATED, flow.findings

    def test_whose_number_was_used_names_the_first(self) -> None:
        first = judged(a_cii("FA-7"))
        flow = judged(a_cii("FA-7") + b"\n")
        assert flow.state == State.REJECTED
        assert codes(flow) == ["CPP-ADM-10", "CPP-FLUX-06"]
        assert flow.findings[1]["values"]["flow"] == first.number

    def test_for_another_supplier_that_its_account_sends_for(self) -> None:
        user, _ = a_supplier()
        other = a_structure(PONT_SAINT_ESPRIT)
        content = a_cii("FA-7", replace={SAFE_STYLE: PONT_SAINT_ESPRIT, SAFE_STYLE[:9]: PONT_SAINT_ESPRIT[:9]})
        assert "CPP-ADM-11" in codes(judged(content))
        grant(user, other)
        flow = judged(content)
        assert (flow.supplier, codes(flow)) == (other, [])

    def test_without_the_signature_that_was_announced_says_so(self) -> None:
        flow = judged(a_cii(), signed=True)
        assert (flow.state, remarks(flow)) == (State.INTEGRATED, ["CPP-FLUX-12"])
        assert Invoice.objects.get(flow=flow).signature == {}


@pytest.mark.parametrize("pack", [a_zip, a_tar_gz])
class TestMany:
    def test_are_an_invoice_each(self, pack: Callable[[dict[str, bytes]], bytes]) -> None:
        flow = judged(pack({f"{rank}.xml": a_cii(f"FA-{rank}") for rank in range(5)}), "lot")
        assert (flow.state, states(flow)) == (State.INTEGRATED, [State.INTEGRATED] * 5)
        assert [one.flow.number for one in Invoice.objects.select_related("flow")] == [flow.number] * 5
        assert DepositCertificate.objects.count() == 5
        assert StatusChange.objects.filter(target=Status.DEPOSEE).count() == 5
        assert list(audit.audit(audit.Tally())) == []

    def test_are_taken_as_far_as_they_are_right(self, pack: Callable[[dict[str, bytes]], bytes]) -> None:
        files = {
            "1.xml": a_cii("FA-1"),
            "2.xml": a_cii("FA-2", replace=WRONG_TOTAL),
            "3.xml": b"<broken",
            "4.xml": a_cii("FA-1"),
            "5.xml": b"",
            "6.pdf": a_pdf(),
        }
        flow = judged(pack(files), "lot")
        assert flow.state == State.PARTIAL
        wrong, taken, odd = State.REJECTED, State.INTEGRATED, State.INADMISSIBLE
        assert states(flow) == [taken, wrong, odd, wrong, odd, odd]
        assert codes(members(flow)[3]) == ["CPP-ADM-10", "CPP-FLUX-07"]
        assert codes(members(flow)[4]) == ["CPP-FICHIER-01"]

    def test_none_of_them_right(self, pack: Callable[[dict[str, bytes]], bytes]) -> None:
        assert judged(pack({"1.xml": b"<broken"}), "lot").state == State.REJECTED


def test_an_archive_is_refused_as_a_whole_before_any_of_it_is_taken() -> None:
    whole = an_archive(*(f"FA-{rank}" for rank in range(60)))
    flow = judged(whole[:-40], "lot.tar.gz")
    assert (flow.state, codes(flow), members(flow)) == (State.INADMISSIBLE, ["CPP-PAQUET-02"], [])
    assert not Invoice.objects.exists()


def test_an_archive_of_a_syntax_that_is_withdrawn() -> None:
    assert codes(judged(an_archive("FA-1"), "lot.tar.gz", stated="IN_DP_E1_XCBL")) == ["CPP-FLUX-03"]


_EXTENSION = """<ext:UBLExtensions
    xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"><ext:UBLExtension>
    <ext:ExtensionContent><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="placeholder"/>
    </ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"""


@pytest.mark.parametrize(
    ("number", "code", "intact"), [(b"0102", "CPP-FLUX-13", True), (b"0103", "CPP-FLUX-14", False)]
)
def test_a_signature_inside_an_invoice_is_verified_and_told(number: bytes, code: str, intact: bool) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    head = "<cbc:CustomizationID"
    content = signatures.signed_without_more(sample("facture-ubl.xml").replace(head, _EXTENSION + head, 1).encode())
    flow = judged(content.replace(b"FA-2026-0102", b"FA-2026-" + number), stated=UBL, signed=True)
    assert (flow.state, remarks(flow)) == (State.INTEGRATED, [code]), flow.findings
    invoice = Invoice.objects.get(flow=flow)
    assert (invoice.signature["intact"], invoice.signature["signer"]) == (intact, "SAFE STYLE")
    assert f'"intact":{str(intact).lower()}' in DepositCertificate.objects.get().snapshot
    assert list(audit.audit(audit.Tally())) == []


def test_a_signed_pdf_is_verified_too() -> None:
    sealer = Sealer.from_pkcs12(Sealer.create("SAFE STYLE", at=AT))
    content = sealer.seal((SAMPLES.parent / "pdf" / "facture-facturx.pdf").read_bytes(), reason="Facture")
    flow = judged(content, "facture.pdf", stated=FACTURX)
    assert (flow.syntax, remarks(flow)[0]) == ("FACTURX", "CPP-FLUX-13")


def test_a_signature_beside_the_invoices_is_none_and_holds_of_the_one_it_names_or_is_named_after() -> None:
    one, two, ten = a_cii("FA-1"), a_cii("FA-2"), a_cii("FA-10")
    flow = judged(
        a_tar_gz(
            {
                "a.xml": signatures.beside(two, uri="./lot/FA-2.xml"),
                "FA-1.xml": one,
                "FA-2.xml": two,
                "FA-10.xml": ten,
                "FA-10.xml.xades": signatures.beside(one, uri="facture.xml"),
                "FA-1.p7s": b"\x30",
                "b.xml": b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
            }
        ),
        "lot.tar.gz",
    )
    assert [(one.file_name, one.beside_name, remarks(one)) for one in members(flow)] == [
        ("FA-1.xml", "", []),
        ("FA-2.xml", "a.xml", ["CPP-FLUX-13"]),
        ("FA-10.xml", "FA-10.xml.xades", ["CPP-FLUX-14"]),
    ]
    assert (flow.state, remarks(flow)) == (State.INTEGRATED, ["CPP-FLUX-08"] * 2)
    assert Invoice.objects.get(number="FA-2").signature["intact"] is True


def test_single_files_pass_before_the_crowd() -> None:
    promised(an_archive(*(f"FA-{rank}" for rank in range(3))), "lot.tar.gz")
    single = promised(a_cii("FA-9"), at=AT + timedelta(minutes=1)).flow
    working._open_one(stopped(LATER))
    working._judge_some(stopped(LATER))
    single.refresh_from_db()
    assert (single.state, Invoice.objects.count()) == (State.INTEGRATED, 1)


def test_opened_twice_each_file_is_there_once(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = promised(an_archive("FA-1", "FA-2", "FA-3"), "lot.tar.gz").flow
    monkeypatch.setattr(opening, "AT_ONCE", 2)
    with monkeypatch.context() as patch:
        patch.setattr(closing, "open_whole", _dies)
        with pytest.raises(KeyboardInterrupt):
            work()
    assert len(members(flow)) == 3
    assert work() == 3  # judged as they came; the archive is open while its lease runs
    flow.refresh_from_db()
    assert (flow.state, Invoice.objects.count()) == (State.RECEIVED, 3)
    work(AGAIN)
    flow.refresh_from_db()
    assert (flow.state, Invoice.objects.count(), len(members(flow))) == (State.INTEGRATED, 3, 3)


def test_an_archive_that_is_refused_after_it_was_cut_off_keeps_what_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = promised(an_archive("FA-1", "FA-2", "FA-3"), "lot.tar.gz").flow
    monkeypatch.setattr(opening, "AT_ONCE", 2)
    with monkeypatch.context() as patch:
        patch.setattr(leases, "renew", _dies_at_second())
        with pytest.raises(KeyboardInterrupt):
            work()
    working._judge_some(stopped(LATER))

    def infected(content: bytes, *, name: str) -> Any:
        raise Refusal("CPP-FICHIER-06", field="file", name=name)

    monkeypatch.setattr(store, "scan", infected)
    work(AGAIN)
    flow.refresh_from_db()
    assert (flow.state, states(flow)) == (State.INTEGRATED, [State.INTEGRATED] * 2)
    assert codes(flow) == ["CPP-FICHIER-06"]


def _dies_at_second() -> Callable[..., None]:
    calls = iter([lambda: None, _dies])
    return lambda *_, **__: next(calls)()


def test_a_file_of_an_archive_that_is_infected_refuses_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = promised(an_archive("FA-1", "FA-2"), "lot.tar.gz").flow
    monkeypatch.setattr(ports, "scanner", _FindsIn(b"FA-2"))
    work()
    flow.refresh_from_db()
    assert (flow.state, members(flow), codes(flow)) == (State.INADMISSIBLE, [], ["CPP-FICHIER-06"])


class _FindsIn:
    """A scanner that knows one virus."""

    def __init__(self, virus: bytes) -> None:
        self.virus = virus

    def scan(self, content: bytes) -> ScanVerdict:
        return ScanVerdict.INFECTED if self.virus in content else ScanVerdict.CLEAN


def test_a_batch_that_was_killed_is_taken_up_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = promised(an_archive("FA-1", "FA-2", "FA-3"), "lot.tar.gz").flow
    with monkeypatch.context() as patch:
        patch.setattr(batches, "_write", _dies)
        with pytest.raises(KeyboardInterrupt):
            work()
    assert not Invoice.objects.exists()
    work(AGAIN)
    flow.refresh_from_db()
    assert (flow.state, Invoice.objects.count()) == (State.INTEGRATED, 3)


def _dies(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def test_judged_twice_it_is_one_invoice() -> None:
    flow = promised(a_cii()).flow
    claimed = claim(leases.due(LATER), most=5, at=LATER)
    assert [batches.attempt(claimed, clock=stopped(LATER)) for _ in range(2)] == [1, 0]
    flow.refresh_from_db()
    assert (Invoice.objects.count(), len(flow.findings)) == (1, len({str(one) for one in flow.findings}))


def test_one_that_makes_us_fail_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = promised(an_archive("FA-1", "FA-2", "FA-3"), "lot.tar.gz").flow
    judge = judging.judge

    def fails(one: Flow, known: Any, **at: Any) -> Any:
        if one.file_name == "FA-2.xml":
            raise ValueError("a fault of ours")
        return judge(one, known, **at)

    monkeypatch.setattr(batches, "judge", fails)
    for turn in range(MOST_ATTEMPTS):
        flow.refresh_from_db()
        assert flow.state == State.UNDERWAY if turn else State.RECEIVED
        work(LATER + turn * 2 * LEASE)
    flow.refresh_from_db()
    assert (flow.state, states(flow)) == (State.PARTIAL, [State.INTEGRATED, State.FAILED, State.INTEGRATED])
    assert codes(members(flow)[1]) == ["CPP-FLUX-09"]
    monkeypatch.undo()
    assert takeup.retry_failed(at=AGAIN) == 1
    work(AGAIN + timedelta(hours=1))
    flow.refresh_from_db()
    assert (flow.state, states(flow), codes(members(flow)[1])) == (State.INTEGRATED, [State.INTEGRATED] * 3, [])


def test_a_storage_that_is_away_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = promised(a_cii()).flow

    def away(digest: str) -> bytes:
        raise Unavailable("CPP-FICHIER-10")

    with monkeypatch.context() as patch:
        patch.setattr(store, "content_of", away)
        for turn in range(5):
            work(LATER + turn * 2 * LEASE)
    flow.refresh_from_db()
    assert (flow.state, flow.attempts, flow.last_error) == (State.RECEIVED, 0, "CPP-FICHIER-10")
    work(LATER + timedelta(hours=1))
    flow.refresh_from_db()
    assert flow.state == State.INTEGRATED


@pytest.mark.parametrize(("away", "code"), [("content_of", "CPP-FICHIER-10"), ("put_several", "CPP-FICHIER-07")])
def test_no_archive_is_refused_because_the_storage_is_away_or_full(
    away: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow = promised(an_archive("FA-1", "FA-2"), "lot.tar.gz").flow

    def raises(*_: Any, **__: Any) -> Any:
        raise Unavailable(code, name="FA-1.xml")

    with monkeypatch.context() as patch:
        patch.setattr(store, away, raises)
        for turn in range(5):
            work(LATER + turn * 2 * LEASE)
    flow.refresh_from_db()
    assert (flow.state, flow.attempts, flow.last_error) == (State.RECEIVED, 0, code)
    work(LATER + timedelta(hours=1))
    flow.refresh_from_db()
    assert (flow.state, states(flow)) == (State.INTEGRATED, [State.INTEGRATED] * 2)


def test_a_batch_asks_the_database_as_often_for_ten_as_for_two(django_assert_max_num_queries: Any) -> None:
    judged(an_archive("FA-1", "FA-2"), "lot.tar.gz")
    promised(an_archive(*(f"FA-1{rank}" for rank in range(10))), "lot.tar.gz", at=LATER)
    working._open_one(stopped(LATER))
    with django_assert_max_num_queries(37):  # ten of them write what became of each flow
        assert working._judge_some(stopped(LATER)) == 10
