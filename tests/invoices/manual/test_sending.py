import errno
import os
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.conformance.judge import judge, sheet
from unisson.directory.models import Agreement, BankAccount, Structure
from unisson.einvoice import schema
from unisson.einvoice.model import Invoice as Value
from unisson.einvoice.reading import Syntax
from unisson.files import store
from unisson.invoices import admission
from unisson.invoices.drafting import drafts
from unisson.invoices.drafting.reading import read_structured
from unisson.invoices.manual import judging, numbering, start
from unisson.invoices.models import DepositCertificate, Flow, Invoice
from unisson.invoices.register import audit
from unisson.invoices.status import Channel, DepositMode, Status
from unisson.kernel.clock import legal_day
from unisson.kernel.refusal import Refusal, Unavailable
from unisson.pdf import factur_x

from ..builders import AT, LATER, PONT_SAINT_ESPRIT, a_cii, a_person, a_structure, receive
from .builders import a_mandated_supplier, a_typed_draft, a_typed_invoice, codes, save, send

pytestmark = pytest.mark.django_db

needs_sheets = pytest.mark.skipif(sheet("CII") is None, reason="no official sheets on this machine (make sheets)")
TWO_RATES = {
    "line_name_2": "Fournitures",
    "line_quantity_2": "2,5",
    "line_price_2": "13,3333",
    "line_discount_2": "1,10",
    "line_rate_2": "5,5",
}
KINDS: dict[str, dict[str, str]] = {
    "plain": {},
    "two rates": TWO_RATES,
    "a discount off two rates": {**TWO_RATES, "discount": "100,00", "discount_reason": "Geste commercial"},
    "a credit note": {"kind": "AVOIR", "original_number": "20260000000000000001", "means": ""},
    "already paid": {"framework": "A2", "means": "CARTE"},
    "partly paid": {"paid": "300,00"},
    "in dollars": {"currency": "USD", "vat_in_euros": "258,62"},
    "in dollars, without VAT": {"currency": "USD", "vat_regime": "EXONERATION", "exemption": "EXPORT"},
    "a credit note in francs": {
        "kind": "AVOIR",
        "original_number": "20260000000000000001",
        "means": "",
        "currency": "CHF",
        "vat_in_euros": "320",
    },
    "on receipt": {"vat_regime": "TVA_SUR_ENCAISSEMENT"},
    "franchise": {"vat_regime": "EXONERATION", "exemption": "FRANCHISE"},
    "article 261": {"vat_regime": "EXONERATION", "exemption": "ART_261"},
    "reverse charge": {"vat_regime": "EXONERATION", "exemption": "AUTOLIQUIDATION"},
    "export": {"vat_regime": "EXONERATION", "exemption": "EXPORT"},
    "overseas": {"vat_regime": "EXONERATION", "exemption": "OUTRE_MER"},
    "another reason": {
        "vat_regime": "EXONERATION",
        "exemption": "AUTRE",
        "exemption_reason": "Formation professionnelle, article 261, 4, 4° a du CGI",
    },
    "out of scope": {"vat_regime": "SANS_TVA"},
    "one line without VAT": {**TWO_RATES, "line_rate_2": "0", "exemption": "ART_261"},
    "a negative line": {**TWO_RATES, "line_quantity_2": "-2,5", "line_discount_2": ""},
    "a comment": {
        "comment": "Bon de livraison n° 12 & <suite>",
        "delivery_day": "10/11/2026",
        "due_date": "31/12/2026",
    },
}


def value_in(invoice: Invoice) -> Value:
    return read_structured(store.content_of(invoice.file_id), Syntax.FACTURX).invoice


@pytest.mark.parametrize("texts", KINDS.values(), ids=KINDS.keys())
def test_a_typed_invoice_becomes_a_factur_x_that_says_the_same(texts: dict[str, str]) -> None:
    draft = a_typed_draft(**texts)
    assert codes(draft) == {}
    sent = send(draft)
    assert (sent.status, sent.syntax, sent.deposit_mode) == (Status.DEPOSEE, Syntax.FACTURX, DepositMode.TYPED)
    assert DepositCertificate.objects.filter(invoice=sent).exists()
    totals = value_in(sent).totals
    assert (totals.net, totals.gross, totals.due) == (sent.net_total, sent.gross_total, sent.net_to_pay)
    assert (totals.vat or 0) == sent.vat_total
    assert sent.gross_before_discount - sent.discount == sent.gross_total


@needs_sheets
@pytest.mark.parametrize("texts", KINDS.values(), ids=KINDS.keys())
def test_the_official_sheets_and_schema_accept_the_file(texts: dict[str, str]) -> None:
    sent = a_typed_invoice(**texts)
    unpacked = factur_x.unpack(store.content_of(sent.file_id))
    assert unpacked.xml is not None
    assert not judge("CII").verdict(unpacked.xml)
    reading = read_structured(store.content_of(sent.file_id), Syntax.FACTURX)
    assert reading.document is not None
    assert not list(schema.check(reading.document, syntax=Syntax.FACTURX, profile=reading.profile))


def test_vat_in_another_currency_is_told_in_euros_too() -> None:
    for said in ("", "0", "-12", "douze"):
        assert codes(a_typed_draft(currency="USD", vat_in_euros=said)).keys() == {"vat_in_euros"}
    value = value_in(a_typed_invoice(currency="USD", vat_in_euros="258,62"))
    assert (value.currency, value.vat_currency, value.totals.vat_accounting) == ("USD", "EUR", Decimal("258.62"))
    assert value_in(a_typed_invoice(vat_in_euros="258,62")).vat_currency is None


def test_the_file_is_a_pdf_a_3_that_announces_what_it_holds() -> None:
    container = factur_x.unpack(store.content_of(a_typed_invoice().file_id)).container
    assert container is not None
    assert (container.pdf_a, container.level, container.name) == ("3", "EN 16931", "factur-x.xml")
    assert (container.relationship, container.associated, container.colours) == ("Alternative", True, True)


@pytest.mark.parametrize("texts", KINDS.values(), ids=KINDS.keys())
def test_the_file_deposited_again_brings_nothing_that_the_form_did_not_say(texts: dict[str, str]) -> None:
    draft = a_typed_draft(**texts)
    said = {(one.code, one.term) for one in drafts.check(draft, at=LATER).decision.remarks}
    sent = send(draft)
    assert {one["code"] for one in sent.findings} == {code for code, _term in said}
    reading = read_structured(store.content_of(sent.file_id), Syntax.FACTURX)
    day = legal_day(LATER)
    facts = admission.facts_for(reading.invoice, supplier=sent.supplier, on=day, numbers_of=None)
    decision = admission.decide(admission.judged(reading, on=day), facts, reading)
    assert not decision.blocking
    assert {(one.code, one.term) for one in decision.remarks} <= said
    assert "fr" in sent.rule_versions


def test_a_credit_note_bears_the_day_of_its_invoice_where_that_was_sent_here() -> None:
    original = a_typed_invoice()
    credit = {"kind": "AVOIR", "means": "", "original_number": original.number}
    assert value_in(a_typed_invoice(**credit)).preceding[0].issue_date == original.issue_date
    assert value_in(a_typed_invoice(**credit, original_day="02/10/2026")).preceding[0].issue_date == date(2026, 10, 2)
    unknown = drafts.check(a_typed_draft(**{**credit, "original_number": "A-1"}), at=LATER)
    assert [one.code for one in unknown.decision.remarks] == ["BR-FR-CO-05_BT-3"] and unknown.ready


def test_the_rules_of_the_reform_keep_a_typed_invoice_in_where_the_operator_lets_them(settings: Any) -> None:
    settings.FR_RULES_BLOCK = True
    draft = a_typed_draft(kind="AVOIR", means="", original_number="A-1")
    assert codes(draft) == {"original_day": {"BR-FR-CO-05_BT-3"}}


@pytest.mark.parametrize("texts", [KINDS["plain"], KINDS["already paid"], KINDS["partly paid"]])
def test_where_the_reform_blocks_the_file_of_a_typed_invoice_is_judged_as_the_form_was(
    texts: dict[str, str], settings: Any
) -> None:
    settings.FR_RULES_BLOCK = True
    sent = a_typed_invoice(**texts)
    reading = read_structured(store.content_of(sent.file_id), Syntax.FACTURX)
    day = legal_day(LATER)
    facts = admission.facts_for(reading.invoice, supplier=sent.supplier, on=day, numbers_of=None)
    decision = admission.decide(admission.judged(reading, on=day), facts, reading)
    assert not decision.blocking
    assert "BR-FR-08_BT-23" not in {one.code for one in decision.remarks}


def test_what_finds_no_room_for_its_file_stays_a_draft_and_leaves_later(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = a_typed_draft(comment="Sans place")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch, pytest.raises(Unavailable, match="CPP-FICHIER-07"):
        patch.setattr(os, "fsync", full)
        send(draft)
    assert Invoice.objects.get().status == Status.BROUILLON
    sent = send(draft)
    assert (sent.status, sent.number) == (Status.DEPOSEE, "20260000000000000001")


def test_the_file_deposited_again_is_known_on_the_portal_and_refused_from_a_machine() -> None:
    sent = a_typed_invoice()
    content = store.content_of(sent.file_id)
    by_machine = receive(content, "copie.pdf", channel=Channel.API, at=LATER)
    assert by_machine.state == Flow.State.REJECTED
    assert {"CPP-DEPOT-02", "CPP-ADM-10"} <= {finding["code"] for finding in by_machine.findings}
    on_the_portal = receive(content, "copie.pdf", channel=Channel.PORTAL, at=LATER)
    assert "CPP-DEPOT-02" in {finding["code"] for finding in on_the_portal.findings}
    assert "CPP-ADM-10" in codes(on_the_portal.invoice)["number"]


def test_the_portal_numbers_without_a_gap() -> None:
    left = a_typed_draft()
    first, second = a_typed_invoice(), a_typed_invoice()
    assert [one.number for one in (first, second)] == ["20260000000000000001", "20260000000000000002"]
    assert left.number == ""
    assert a_typed_invoice(issue_date="31/12/2025").number == "20250000000000000001"


def test_a_number_of_ones_own_stands_beside_those_of_the_portal() -> None:
    assert a_typed_invoice(number="2026-A/7").number == "2026-A/7"
    assert a_typed_invoice(number="20261234567890123456").number == "20261234567890123456"
    assert a_typed_invoice().number == "20260000000000000001"
    assert codes(a_typed_draft(number="2026-a/7")) == {"number": {"CPP-ADM-10"}}


def test_a_deposited_file_that_took_such_a_number_is_passed_over_and_leaves_no_gap_behind_it() -> None:
    a_typed_invoice()
    a_structure()
    for number in ("20260000000000000002", "20260999999999999999"):
        receive(a_cii(number=number), channel=Channel.API)
    assert [a_typed_invoice().number for _ in range(2)] == ["20260000000000000003", "20260000000000000004"]


def test_a_number_that_another_took_meanwhile_is_replaced_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    mine, others = a_typed_draft(), a_typed_draft()
    late = iter(["20260000000000000001"] * 3)

    def behind(supplier: object, year: int) -> str:
        return next(late, "") or numbering.next_number(supplier, year)  # type: ignore[arg-type]

    send(others)
    monkeypatch.setattr(judging, "next_number", behind)
    assert send(mine).number == "20260000000000000002"


def test_what_was_typed_stands_the_audit() -> None:
    a_typed_invoice(discount="100,00", discount_reason="Geste")
    a_typed_draft()
    assert list(audit.audit(audit.Tally())) == []


def test_sent_twice_is_sent_once() -> None:
    draft = a_typed_draft()
    assert send(draft).number == send(draft).number
    assert Invoice.objects.filter(status=Status.DEPOSEE).count() == 1


def test_without_a_mandate_nothing_is_begun_nor_sent() -> None:
    draft = a_typed_draft()
    Agreement.objects.filter(structure=draft.supplier).update(ended_at=AT)
    assert codes(draft) == {"supplier": {"CPP-SAISIE-06"}}
    with pytest.raises(Refusal) as refused:
        send(draft)
    assert refused.value.code == "CPP-DEPOT-06"
    with pytest.raises(Refusal) as refused:
        start.begin(a_person(), draft.supplier, at=AT)
    assert refused.value.code == "CPP-SAISIE-06"


def test_a_factor_is_who_is_paid() -> None:
    a_mandated_supplier()
    draft = a_typed_draft()
    BankAccount.objects.filter(structure=draft.supplier).update(factor="AFFACTURAGE EXEMPLE")
    value = value_in(send(draft))
    assert value.payee is not None and value.payment is not None
    assert (value.payee.name, value.payment.accounts[0].name) == ("AFFACTURAGE EXEMPLE", "AFFACTURAGE EXEMPLE")


def test_a_draft_is_kept_as_typed_however_wrong() -> None:
    draft = save(a_typed_draft(), line_quantity_1="trois", comment="avant\x00après", line_price_1="1e400")
    typed = Invoice.objects.get(pk=draft.pk).draft["typed"]
    assert (typed["line_quantity_1"], typed["comment"]) == ("trois", "avantaprès")
    found = codes(draft)
    assert "CPP-SAISIE-01" in found["line_quantity_1"]
    assert "CPP-SAISIE-01" in found["line_price_1"]


def test_each_thing_that_lacks_is_told_beside_its_field() -> None:
    user, supplier = a_mandated_supplier()
    draft = start.begin(user, supplier, at=AT)
    assert {"recipient_siret", "line_name_1"} <= codes(draft).keys()
    draft = save(draft, recipient_siret=PONT_SAINT_ESPRIT, line_name_3="Sans prix", line_rate_3="20")
    found = codes(draft)
    assert {"line_quantity_3", "line_price_3"} <= found.keys()
    assert "file" not in found and "line_name_1" not in found


def test_numbers_too_large_to_keep_are_refused_beside_their_line() -> None:
    draft = a_typed_draft(line_quantity_1="9999999999999", line_price_1="9999999999999,99")
    assert "CPP-TOTAL-12" in codes(draft)["line_price_1"]


def test_a_line_that_lacks_its_price_is_told_once() -> None:
    found = codes(a_typed_draft(line_price_1="", vat_regime="EXONERATION", exemption="FRANCHISE"))
    assert found == {"line_price_1": {"CPP-LIGNE-06"}}


@pytest.mark.parametrize(
    ("kind", "identifier", "country"), [("UE_HORS_FRANCE", "DE136695976", "DE"), ("HORS_UE", "CHE123456788", "CH")]
)
def test_a_supplier_from_abroad_invoices_under_its_own_number(kind: str, identifier: str, country: str) -> None:
    draft = a_typed_draft(vat_regime="EXONERATION", exemption="AUTOLIQUIDATION")
    Structure.objects.filter(pk=draft.supplier_id).update(
        kind=kind, identifier=identifier, country=country, vat_number=identifier
    )
    draft.refresh_from_db()
    assert codes(draft) == {}
    value = value_in(send(draft))
    assert value.seller is not None and value.seller.identifiers[0].value == identifier


def test_who_is_not_the_suppliers_begins_nothing() -> None:
    _user, supplier = a_mandated_supplier()
    with pytest.raises(Refusal) as refused:
        start.begin(a_person("autre@example.org"), supplier, at=AT)
    assert refused.value.code == "CPP-ACCES-02"
