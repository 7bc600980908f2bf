import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from unisson.directory.models import Structure
from unisson.directory.spaces import Level, Space
from unisson.files.models import StoredFile
from unisson.invoices import deposit
from unisson.invoices.admission import RuleBrokenError
from unisson.invoices.drafting import drafts
from unisson.invoices.models import DepositCertificate, Flow, Invoice, StatusChange
from unisson.invoices.status import Channel, DepositMode, Status
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import NotFound, Refusal
from unisson.rules.catalogue import ALL_RULESETS
from unisson.rules.engine import Rule

from .builders import (
    AT,
    LATER,
    NUMBER,
    a_cii,
    a_deposit,
    a_draft,
    a_pdf,
    a_person,
    a_service,
    a_structure,
    a_supplier,
    grant,
    receive,
    sample,
    walk,
)

pytestmark = pytest.mark.django_db


def codes(flow: Flow) -> list[str]:
    return [finding["code"] for finding in flow.findings]


def refused(content: bytes, name: str = "facture.xml", **others: object) -> str:
    with pytest.raises(Refusal) as refusal:
        receive(content, name, **others)  # type: ignore[arg-type]
    return refusal.value.code


def test_a_machine_deposit_ends_as_a_deposited_invoice_with_its_certificate() -> None:
    invoice = a_deposit()
    assert (invoice.status, invoice.number, invoice.deposited_at) == (Status.DEPOSEE, NUMBER, AT)
    assert (invoice.supplier.identifier, invoice.recipient and invoice.recipient.identifier) == (SAFE_STYLE, PARIS_7E)
    assert (str(invoice.net_total), str(invoice.net_to_pay)) == ("701.000000", "841.200000")
    assert invoice.deposit_mode == DepositMode.STRUCTURED_API
    assert (invoice.lines.count(), invoice.vat_rows.count()) == (2, 1)
    assert len(invoice.certificate.number) == 44
    assert [(row.source, row.target) for row in invoice.history.all()] == [("", Status.DEPOSEE)]


@pytest.mark.parametrize(
    ("name", "recipient", "syntax"),
    [
        ("facture-cii.xml", PARIS_7E, "CII"),
        ("facture-ubl.xml", PONT_SAINT_ESPRIT, "UBL"),
        ("avoir-ubl.xml", PONT_SAINT_ESPRIT, "UBL_CREDIT_NOTE"),
    ],
)
def test_each_structured_syntax_is_integrated(name: str, recipient: str, syntax: str) -> None:
    a_structure(recipient)
    flow = receive(sample(name).encode(), name)
    assert (flow.state, flow.syntax) == (Flow.State.INTEGRATED, syntax)


@pytest.mark.parametrize("process", ["S1", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"])
def test_a_process_of_another_network_leaves_the_framework_to_the_depositor(process: str) -> None:
    invoice = a_deposit(replace={"<ram:ID>A1</ram:ID>": f"<ram:ID>{process}</ram:ID>"})
    assert invoice.framework == "A1"


@pytest.mark.parametrize("framework", ["A9", "A12", "A4", "A99"])
def test_a_framework_of_another_circuit_is_refused_with_its_reason(framework: str) -> None:
    a_structure(PARIS_7E)
    flow = receive(a_cii(replace={"<ram:ID>A1</ram:ID>": f"<ram:ID>{framework}</ram:ID>"}))
    assert flow.state == Flow.State.REJECTED
    assert any(code.startswith("CPP-CADRE-") for code in codes(flow))


def test_a_credit_note_keeps_the_number_it_corrects() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    invoice = Invoice.objects.get(flow=receive(sample("avoir-ubl.xml").encode()))
    assert invoice.kind == "AVOIR"
    assert invoice.original_number


def test_a_pdf_becomes_a_draft_whatever_the_door() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    for channel in (Channel.PORTAL, Channel.API):
        flow = receive(a_pdf(), "facture.pdf", channel=channel)
        assert flow.state == Flow.State.DRAFTED
        assert Invoice.objects.get(flow=flow).status == Status.BROUILLON


def test_on_the_portal_a_person_looks_at_a_structured_file_first() -> None:
    a_structure(PARIS_7E)
    flow = receive(a_cii(), channel=Channel.PORTAL)
    assert Invoice.objects.get(flow=flow).status == Status.BROUILLON
    assert not DepositCertificate.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "facture.xml", "CPP-FICHIER-01"),
        (b" " * (10 * 1024 * 1024 + 1), "facture.xml", "CPP-FICHIER-02"),
        (a_cii(), "fac:ture.xml", "CPP-FICHIER-03"),
        (a_cii(), "a" * 198 + ".xml", "CPP-FICHIER-04"),
        (b"PK\x03\x04" + b"\0" * 40, "facture.zip", "CPP-DEPOT-11"),
        (b"bonjour", "facture.txt", "CPP-DEPOT-01"),
        (b" \n\t ", "facture.xml", "CPP-FICHIER-01"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "facture.png", "CPP-DEPOT-12"),
        (b"<?xml version='1.0'?><autre/>", "facture.xml", "CPP-XML-05"),
        (sample("facture-cii-avec-dtd.xml").encode(), "facture.xml", "CPP-XML-01"),
        (sample("facture-cii-cassee.xml").encode(), "facture.xml", "CPP-XML-02"),
        (b"%PDF-1.7\nrien", "facture.pdf", "CPP-PDF-02"),
    ],
)
def test_what_is_no_invoice_file_is_refused_and_nothing_is_kept(content: bytes, name: str, code: str) -> None:
    assert refused(content, name) == code
    assert not Flow.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("level", [None, Level.READ])
def test_nobody_deposits_for_a_structure_without_the_right_to(level: Level | None) -> None:
    supplier, stranger = a_structure(SAFE_STYLE), a_person("paul@example.org")
    if level:
        grant(stranger, supplier, level=level)
    with pytest.raises(Refusal, match="CPP-ACCES-02"):
        deposit.receive(
            stranger,
            deposit.Upload(name="f.xml", content=a_cii()),
            supplier=supplier,
            channel=Channel.API,
            at=AT,
        )


def test_the_right_on_one_service_covers_deposits_of_that_service_only() -> None:
    supplier, person = a_structure(SAFE_STYLE), a_person("ines@example.org")
    south, north = a_service(supplier, "SUD"), a_service(supplier, "NORD")
    grant(person, supplier, service=south)
    a_structure(PARIS_7E)
    upload = deposit.Upload(name="f.xml", content=a_cii())
    flow = deposit.receive(person, upload, supplier=supplier, service=south, channel=Channel.API, at=AT)
    assert Invoice.objects.get(flow=flow).supplier_service == south
    for service in (north, None):
        with pytest.raises(Refusal, match="CPP-ACCES-02"):
            deposit.receive(person, upload, supplier=supplier, service=service, channel=Channel.API, at=AT)


def test_a_structure_that_was_closed_deposits_no_more() -> None:
    a_supplier()
    Structure.objects.filter(identifier=SAFE_STYLE).update(active=False)
    assert refused(a_cii()) == "CPP-ADM-14"


def test_the_portal_mends_a_file_name_and_says_so() -> None:
    a_structure(PARIS_7E)
    flow = receive(a_cii(), 'fac:ture "12".xml', channel=Channel.PORTAL)
    assert flow.file_name == "fac-ture -12-.xml"
    assert codes(flow) == ["CPP-DEPOT-03"]


def test_the_same_file_sent_twice_is_remarked() -> None:
    a_deposit()
    assert "CPP-DEPOT-02" in codes(receive(a_cii()))


def test_the_same_number_in_one_year_is_refused_whatever_its_capitals() -> None:
    a_deposit("fa-12")
    flow = receive(a_cii("FA-12"))
    assert (flow.state, codes(flow)) == (Flow.State.REJECTED, ["CPP-ADM-10"])


def test_the_same_number_in_another_year_is_another_invoice() -> None:
    a_deposit("FA-12")
    assert a_deposit("FA-12", replace={"20261012": "20251012", "20261008": "20251008", "20261111": "20251111"})


def test_a_rejected_number_stays_consumed() -> None:
    walk(a_deposit("FA-12"), Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION, Status.REJETEE)
    assert "CPP-ADM-10" in codes(receive(a_cii("FA-12")))


def test_a_refused_file_consumes_no_number() -> None:
    a_structure(PARIS_7E)
    wrong = receive(sample("facture-cii-total-faux.xml").encode())
    assert wrong.state == Flow.State.REJECTED
    assert not Invoice.objects.exists()
    assert receive(a_cii()).state == Flow.State.INTEGRATED


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("facture-cii-destinataire-inconnu.xml", "CPP-ADM-01"),
        ("facture-cii-date-impossible.xml", "CPP-LEC-01"),
    ],
)
def test_a_faulty_invoice_is_kept_refused_and_told_why(name: str, code: str) -> None:
    a_structure(PARIS_7E)
    flow = receive(sample(name).encode())
    assert flow.state == Flow.State.REJECTED
    assert code in codes(flow)
    assert flow.lease_until is None


def test_a_file_that_claims_the_standard_is_held_to_it_and_the_dialect_is_not() -> None:
    a_structure(PARIS_7E)
    paid = {"<ram:DuePayableAmount>841.20": "<ram:DuePayableAmount>800.00"}
    assert codes(receive(a_cii(replace=paid))) == ["BR-CO-16"]
    dialect = {**paid, "<ram:ID>urn:cen.eu:en16931:2017</ram:ID>": ""}
    assert receive(a_cii(replace=dialect)).state == Flow.State.INTEGRATED


def test_a_verdict_keeps_the_versions_of_its_rules() -> None:
    a_structure(PARIS_7E)
    refused = receive(sample("facture-cii-total-faux.xml").encode())
    flow = receive(a_cii())
    versions = {ruleset.name: ruleset.version for ruleset in ALL_RULESETS}
    for kept in (refused, flow, flow.invoice):
        kept.refresh_from_db()
        assert kept.rule_versions == versions
    draft = a_draft()
    sent = deposit.send(a_person(), draft.pk, version=1, at=LATER)
    sent.refresh_from_db()
    assert sent.rule_versions == {name: versions[name] for name in ("choruspro", "sense")}


def test_a_rule_that_breaks_off_refuses_nobody_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> list[Finding]:
        raise ZeroDivisionError

    a_structure(PARIS_7E)
    monkeypatch.setattr(Rule, "ask", broken)
    with pytest.raises(RuleBrokenError):
        receive(a_cii())
    assert [flow.state for flow in Flow.objects.all()] == [Flow.State.RECEIVED]


def test_a_draft_is_sent_once_however_often_one_presses() -> None:
    draft = a_draft()
    sent = [deposit.send(a_person(), draft.pk, version=1, at=LATER) for _ in range(2)]
    assert [invoice.pk for invoice in sent] == [draft.pk] * 2
    assert [(row.source, row.target) for row in StatusChange.objects.order_by("sequence")] == [
        ("", Status.BROUILLON),
        (Status.BROUILLON, Status.DEPOSEE),
    ]
    assert DepositCertificate.objects.count() == 1


def test_a_draft_that_is_not_ready_stays_one_and_says_what_is_missing() -> None:
    draft = a_draft(ready=False)
    with pytest.raises(Refusal, match="CPP-DEPOT-06") as refusal:
        deposit.send(a_person(), draft.pk, version=0, at=LATER)
    assert [finding.code for finding in refusal.value.findings] == ["CPP-TVA-01"]
    draft.refresh_from_db()
    assert draft.status == Status.BROUILLON


def test_a_draft_changed_in_another_tab_is_not_sent_unseen() -> None:
    draft = a_draft()
    with pytest.raises(Refusal, match="CPP-DEPOT-05"):
        deposit.send(a_person(), draft.pk, version=0, at=LATER)


def test_two_drafts_with_one_number_cannot_both_be_sent() -> None:
    first, second = a_draft(), a_draft()
    deposit.send(a_person(), first.pk, version=1, at=LATER)
    with pytest.raises(Refusal, match="CPP-DEPOT-06") as refusal:
        deposit.send(a_person(), second.pk, version=1, at=LATER)
    assert [finding.code for finding in refusal.value.findings] == ["CPP-ADM-10"]


def test_a_deleted_draft_is_not_sent() -> None:
    draft = a_draft()
    drafts.delete(a_person(), draft.pk, at=AT)
    with pytest.raises(NotFound):
        deposit.send(a_person(), draft.pk, version=1, at=LATER)


def test_the_space_must_be_open_on_the_structure() -> None:
    supplier, person = a_structure(SAFE_STYLE, spaces=()), a_person()
    grant(person, supplier, Space.ISSUED)
    upload = deposit.Upload(name="f.xml", content=a_cii())
    with pytest.raises(Refusal, match="CPP-ACCES-02"):
        deposit.receive(person, upload, supplier=supplier, channel=Channel.API, at=AT)
