from typing import Any

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from unisson.directory import register
from unisson.directory.models import Structure
from unisson.invoices import deposit
from unisson.invoices.drafting import drafts
from unisson.invoices.models import Flow, Invoice
from unisson.invoices.status import Channel, DepositMode, Status
from unisson.kernel.refusal import NotFound, Refusal

from ..builders import (
    AT,
    LATER,
    a_cii,
    a_draft,
    a_person,
    a_service,
    a_structure,
    a_supplier,
    grant,
    receive,
    sample,
)

pytestmark = pytest.mark.django_db


def save(draft: Invoice, *, version: int = 0, confirmed: tuple[str, ...] = (), tab: str = "", **texts: str) -> Invoice:
    typed = drafts.Typed(texts=texts, confirmed=confirmed, version=version, tab=tab)
    return drafts.save(a_person(), draft.pk, typed, at=LATER)


def a_structured_draft(**replaced: Any) -> Invoice:
    a_structure(PARIS_7E)
    return Invoice.objects.get(flow=receive(a_cii(**replaced), channel=Channel.PORTAL))


def codes(draft: Invoice) -> set[str]:
    return {finding.code for finding in drafts.check(draft, at=LATER).findings}


def test_a_draft_starts_with_what_the_page_says() -> None:
    draft = a_draft(ready=False)
    typed = draft.draft["typed"]
    assert (typed["number"], typed["issue_date"], typed["recipient_siret"]) == (
        "SS-2026-001",
        "12/10/2026",
        PONT_SAINT_ESPRIT,
    )
    assert (draft.status, draft.deposit_mode, draft.deposited_at) == (Status.BROUILLON, DepositMode.PDF, None)
    assert Flow.objects.get(pk=draft.flow_id).state == Flow.State.DRAFTED


def test_a_draft_without_its_vat_regime_is_not_ready_and_says_so() -> None:
    draft = a_draft(ready=False)
    assert codes(draft) == {"CPP-TVA-01"}
    assert drafts.check(save(draft, vat_regime="TVA_SUR_DEBIT"), at=LATER).ready


def test_what_is_typed_is_kept_as_typed_however_wrong() -> None:
    draft = save(a_draft(ready=False), net_total="douze", issue_date="31/02/2026", number="", comment="à voir")
    fresh = Invoice.objects.get(pk=draft.pk)
    assert fresh.draft["typed"] | {"net_total": "douze", "issue_date": "31/02/2026"} == fresh.draft["typed"]
    assert {"CPP-SAISIE-01", "CPP-SAISIE-02"} <= codes(fresh)
    assert fresh.draft_version == 1


def test_text_that_no_database_can_hold_is_not_a_crash() -> None:
    draft = save(a_draft(ready=False), comment="avant\x00après")
    assert Invoice.objects.get(pk=draft.pk).draft["typed"]["comment"] == "avantaprès"


def test_a_field_the_form_does_not_have_is_dropped() -> None:
    assert "status" not in save(a_draft(), version=1, status="MISE_EN_PAIEMENT").draft["typed"]


def test_a_stale_tab_overwrites_nothing() -> None:
    draft = a_draft(ready=False)
    save(draft, comment="premier onglet")
    with pytest.raises(Refusal, match="CPP-DEPOT-05"):
        save(draft, comment="second onglet")
    assert Invoice.objects.get(pk=draft.pk).draft["typed"]["comment"] == "premier onglet"


def test_a_tab_does_not_quarrel_with_itself() -> None:
    draft = a_draft(ready=False)
    save(draft, tab="t1", comment="un")
    assert save(draft, tab="t1", comment="deux").draft["typed"]["comment"] == "deux"


def test_to_say_again_what_the_draft_says_makes_no_new_version() -> None:
    draft = a_draft(ready=False)
    save(draft, tab="here", number="SS-1")

    again = save(draft, tab="here", number="SS-1")

    assert again.draft_version == 1


def test_single_values_are_filled_in_whatever_the_version() -> None:
    draft = a_draft()
    filled = drafts.fill(a_person(), draft.pk, {"recipient_siret": PARIS_7E}, at=LATER)
    assert filled.draft["typed"]["recipient_siret"] == PARIS_7E
    assert filled.draft["typed"]["vat_regime"] == "TVA_SUR_DEBIT"


def test_a_structured_file_cannot_be_typed_over() -> None:
    draft = a_structured_draft()
    changed = save(draft, number="AUTRE", net_total="1,00", recipient_siret=PONT_SAINT_ESPRIT)
    value = drafts.value_of(changed)[0].invoice
    assert (value.number, str(value.totals.net)) == ("FA-2026-0101", "701.00")
    assert value.buyer and value.buyer.siret == PARIS_7E
    assert {"number", "net_total", "recipient_siret"} <= changed.draft["locked"].keys()


def test_what_a_structured_file_leaves_open_can_be_typed() -> None:
    order = "      <ram:BuyerOrderReferencedDocument>\n        <ram:IssuerAssignedID>EJ-2026-00417</ram:IssuerAssignedID>\n      </ram:BuyerOrderReferencedDocument>\n"  # noqa: E501
    draft = a_structured_draft(replace={order: ""})
    Structure.objects.filter(identifier=PARIS_7E).update(commitment_required=True)
    assert codes(draft) == {"CPP-ADM-06"}
    assert codes(save(draft, commitment="EJ-2026-00417")) == set()


def test_a_structured_draft_is_sent_as_its_file_says() -> None:
    draft = a_structured_draft()
    sent = deposit.send(a_person(), draft.pk, version=0, at=LATER)
    assert (sent.status, sent.number, sent.deposit_mode) == (Status.DEPOSEE, "FA-2026-0101", DepositMode.STRUCTURED)
    assert sent.draft == {}


def test_what_was_read_without_certainty_is_asked_again() -> None:
    draft = a_draft(ready=False, faint=True)
    doubts = drafts.check(draft, at=LATER).doubts
    assert "number" in doubts
    assert "CPP-SAISIE-03" in codes(draft)
    confirmed = save(draft, confirmed=doubts)
    assert drafts.check(confirmed, at=LATER).doubts == ()


def test_a_doubt_is_gone_once_another_value_is_typed() -> None:
    draft = save(a_draft(ready=False, faint=True), number="SS-2026-999")
    assert "number" not in drafts.check(draft, at=LATER).doubts


def test_a_finding_that_can_be_mended_comes_with_the_text_that_mends_it() -> None:
    draft = save(a_draft(), version=1, confirmed=("number",), gross_total="1 000,00", net_to_pay="1 000,00")
    checked = drafts.check(draft, at=LATER)
    repairs = drafts.repairs(checked)
    assert repairs
    for texts in repairs.values():
        draft = drafts.fill(a_person(), draft.pk, texts, at=LATER)
    assert codes(draft) < {finding.code for finding in checked.findings}


def test_a_draft_is_deleted_once_and_left_alone_then() -> None:
    draft = a_draft()
    for _ in range(2):
        drafts.delete(a_person(), draft.pk, at=LATER)
    assert Invoice.objects.get(pk=draft.pk).history.count() == 2
    with pytest.raises(NotFound):
        save(draft, version=1, comment="trop tard")


def test_a_draft_that_was_sent_can_be_neither_saved_nor_deleted() -> None:
    draft = a_draft()
    deposit.send(a_person(), draft.pk, version=1, at=LATER)
    with pytest.raises(Refusal, match="CPP-DEPOT-04"):
        save(draft, version=1, comment="trop tard")
    with pytest.raises(Refusal, match="CPP-ETAT-01"):
        drafts.delete(a_person(), draft.pk, at=LATER)


def test_somebody_elses_draft_is_not_there() -> None:
    draft, stranger = a_draft(), a_person("paul@example.org")
    for act in (
        lambda: drafts.save(stranger, draft.pk, drafts.Typed(texts={}, version=1), at=LATER),
        lambda: drafts.delete(stranger, draft.pk, at=LATER),
        lambda: deposit.send(stranger, draft.pk, version=1, at=LATER),
    ):
        with pytest.raises(NotFound):
            act()


def test_only_ones_own_open_service_and_account_can_be_chosen() -> None:
    _, supplier = a_supplier()
    south = a_service(supplier, "SUD")
    a_service(supplier, "CLOS", active=False)
    own = register.add_account(supplier, label="Compte", iban="FR7630006000011234567890189")
    other = register.add_account(a_structure(PARIS_7E), label="Autre", iban="FR1420041010050500013M02606")
    draft = save(a_draft(), version=1, supplier_service="SUD", account=str(own.pk))
    assert (draft.supplier_service, draft.account) == (south, own)
    draft = save(draft, version=2, supplier_service="CLOS", account=str(other.pk))
    assert (draft.supplier_service, draft.account) == (south, None)


def test_a_draft_moves_to_another_structure_of_ones_own_only() -> None:
    draft, user = a_draft(), a_person()
    second, foreign = a_structure("83876704400012", private=True), a_structure("90233418400014", private=True)
    grant(user, second)
    assert save(draft, version=1, supplier=str(second.pk)).supplier == second
    with pytest.raises(Refusal, match="CPP-ACCES-02"):
        save(draft, version=2, supplier=str(foreign.pk))


def test_a_page_that_names_another_seller_makes_one_look_twice() -> None:
    user, _ = a_supplier()
    second = a_structure("83876704400012", private=True)
    grant(user, second)
    draft = save(a_draft(), version=1, supplier=str(second.pk))
    assert "CPP-SAISIE-05" in codes(draft)
    assert draft.supplier.identifier != SAFE_STYLE


def test_a_file_of_another_system_leaves_the_framework_to_the_person() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    draft = Invoice.objects.get(flow=receive(sample("facture-ubl.xml").encode(), channel=Channel.PORTAL, at=AT))
    assert drafts.check(draft, at=LATER).reading.invoice.framework in {"A1", "A2"}
