from datetime import date
from typing import Any

import pytest
from django.db.models import QuerySet

from tests.builders import ARSOUILLE, PONT_SAINT_ESPRIT, SAFE_STYLE, STATE, a_party, a_reading, an_invoice
from unisson.directory import lineage
from unisson.directory.models import Structure
from unisson.einvoice.reading import Syntax
from unisson.invoices.admission import (
    MOST_FINDINGS,
    Decision,
    RuleBrokenError,
    course_of,
    decide,
    facts_for,
    number_key,
    number_used,
)
from unisson.invoices.status import Status
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.ports import Known, ports
from unisson.rules.engine import FAILED, Report

from .builders import a_deposit, a_service, a_structure, walk

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)


def decision(
    *findings: Finding, recipient: str = PONT_SAINT_ESPRIT, sets: tuple[str, ...] = (), **terms: Any
) -> Decision:
    """What is decided of an invoice of SAFE STYLE to `recipient` when the rules found `findings`."""
    invoice = an_invoice(**{"buyer": a_party(recipient) if recipient else None, **terms})
    reading = a_reading(invoice, syntax=Syntax.CII)
    report = Report(findings=findings, versions=dict.fromkeys(sets, "1"), skipped=())
    supplier = a_structure(SAFE_STYLE)
    facts = facts_for(invoice, supplier=supplier, on=DAY, numbers_of=line(supplier))
    return decide(report, facts, reading)


def line(supplier: Structure) -> QuerySet[Structure]:
    return lineage.formers(supplier.pk, and_itself=True)


def blocking(**terms: Any) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in decision(**terms).blocking]


def test_an_invoice_that_lacks_nothing_is_admitted() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    found = decision()
    assert found.admitted
    assert found.facts.recipient and found.facts.recipient.identifier == PONT_SAINT_ESPRIT


def test_an_unknown_recipient() -> None:
    assert blocking() == [("CPP-ADM-01", "BT-46")]


@pytest.mark.parametrize("code", ["CPP-TIERS-03", "CPP-TIERS-06"])
def test_the_check_digit_of_an_identifier_that_the_directory_knows_says_nothing(code: str) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    known = {"CPP-TIERS-03": SAFE_STYLE, "CPP-TIERS-06": PONT_SAINT_ESPRIT}[code]
    found = decision(
        Finding(code=code, where="BT-29", values={"siret": known}),
        Finding(code=code, where="BT-46", values={"siret": "81234567600011"}),
    )
    assert [finding.values["siret"] for finding in found.blocking] == ["81234567600011"]


def test_no_recipient_at_all() -> None:
    assert blocking(recipient="") == [("CPP-ADM-13", "BT-46")]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"active": False}, "CPP-ADM-02"),
        ({"private": True}, "CPP-ADM-03"),
        ({"works_owner": True, "works_owner_only": True}, "CPP-ADM-04"),
    ],
)
def test_a_recipient_that_receives_no_invoice_here(facts: dict[str, Any], code: str) -> None:
    a_structure(PONT_SAINT_ESPRIT, **facts)
    assert blocking() == [(code, "BT-46")]


@pytest.mark.parametrize(
    ("needs", "terms", "codes"),
    [
        ({"service_required": True}, {}, ["CPP-ADM-05"]),
        ({"service_required": True}, {"buyer_reference": "TECH"}, []),
        ({"commitment_required": True}, {}, ["CPP-ADM-06"]),
        ({"commitment_required": True}, {"order_reference": "EJ-1"}, []),
        ({"service_required": True, "commitment_required": True}, {}, ["CPP-ADM-06", "CPP-ADM-05"]),
        ({"service_or_commitment_required": True}, {}, ["CPP-ADM-07"]),
        ({"service_or_commitment_required": True}, {"buyer_reference": "TECH"}, []),
        ({"service_or_commitment_required": True}, {"order_reference": "EJ-1"}, []),
        (
            {"service_or_commitment_required": True, "commitment_required": True},
            {"buyer_reference": "TECH"},
            ["CPP-ADM-06"],
        ),
    ],
)
def test_what_the_recipient_requires(needs: dict[str, Any], terms: dict[str, str], codes: list[str]) -> None:
    a_service(a_structure(PONT_SAINT_ESPRIT, **needs), "TECH")
    assert [code for code, _ in blocking(**terms)] == codes


def test_the_chosen_service_may_require_a_commitment_of_its_own() -> None:
    a_service(a_structure(PONT_SAINT_ESPRIT), "TECH", commitment_required=True)
    assert blocking(buyer_reference="TECH") == [("CPP-ADM-06", "BT-13")]
    assert blocking() == []


def test_a_service_the_recipient_does_not_have() -> None:
    a_service(a_structure(PONT_SAINT_ESPRIT), "TECH")
    assert blocking(buyer_reference="AUTRE") == [("CPP-ADM-08", "BT-10")]


def test_a_reference_of_the_buyer_who_has_no_service_is_only_remarked() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    found = decision(buyer_reference="Dossier 12")
    assert found.admitted
    assert [finding.code for finding in found.remarks] == ["CPP-ADM-08"]


@pytest.mark.parametrize(
    "facts", [{"active": False}, {"valid_until": date(2026, 11, 19)}, {"valid_from": date(2026, 11, 21)}]
)
def test_a_service_that_is_closed_on_the_day(facts: dict[str, Any]) -> None:
    a_service(a_structure(PONT_SAINT_ESPRIT), "TECH", **facts)
    assert blocking(buyer_reference="TECH") == [("CPP-ADM-09", "BT-10")]


def test_a_service_is_open_on_its_first_and_on_its_last_day() -> None:
    a_service(a_structure(PONT_SAINT_ESPRIT), "TECH", valid_from=DAY, valid_until=DAY)
    assert blocking(buyer_reference="TECH") == []


def test_a_number_already_sent_this_year() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    a_deposit("F-2026-0042")
    assert blocking(number=" f-2026-0042 ") == [("CPP-ADM-10", "BT-1")]
    assert blocking(number="F-2026-0042", issue_date=date(2025, 12, 31)) == []


def test_a_number_never_sent_is_free_for_another_supplier() -> None:
    supplier = a_deposit("F-1").supplier
    assert number_used(line(supplier), number="F-1", day=DAY)
    assert not number_used(line(a_structure(ARSOUILLE, private=True)), number="F-1", day=DAY)


def test_a_rejected_invoice_keeps_its_number() -> None:
    invoice = walk(a_deposit("F-1"), Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION, Status.REJETEE)
    assert number_used(line(invoice.supplier), number="F-1", day=DAY)


def test_a_file_issued_by_another_supplier() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    assert blocking(seller=a_party(ARSOUILLE)) == [("CPP-ADM-11", "BT-29")]


@pytest.mark.parametrize(("known", "codes"), [(Known.NO, ["CPP-ADM-12"]), (Known.YES, []), (Known.UNKNOWN, [])])
def test_a_commitment_its_recipient_may_know(known: Known, codes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Register:
        def known(self, *, recipient: str, number: str) -> Known:
            assert (recipient, number) == (STATE, "EJ-9")
            return known

    monkeypatch.setattr(ports, "commitments", Register())
    a_service(a_structure(STATE, service_required=True, commitment_required=True), "FAC1")
    assert [code for code, _ in blocking(recipient=STATE, buyer_reference="FAC1", order_reference="EJ-9")] == codes


@pytest.mark.parametrize(
    ("code", "admitted"),
    [("CPP-TIERS-04", False), ("BR-CO-10", True), ("CPP-LECTURE-99", False)],
    ids=["a rule of the portal", "a rule of a set that advises", "of no rule set: the reader's"],
)
def test_only_the_rules_of_the_portal_and_the_reader_keep_an_invoice_out(code: str, admitted: bool) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    fault = Finding(code=code, where="BT-109", severity=Severity.FATAL)
    found = decision(fault, sets=("choruspro", "en16931"))
    assert found.admitted is admitted
    assert [remark.code for remark in found.remarks] == ([code] if admitted else [])


def test_what_an_advising_set_calls_fatal_is_shown_as_a_warning() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    found = decision(Finding(code="BR-CO-10", where="BT-106"), Finding(code="CPP-TIERS-04", where="BT-46"))
    assert [(remark.code, remark.severity) for remark in found.remarks] == [("BR-CO-10", Severity.WARNING)]
    assert [finding.code for finding in found.blocking] == ["CPP-TIERS-04"]


@pytest.mark.parametrize(
    ("profile", "codes"),
    [
        (None, []),
        ("urn:factur-x.eu:1p0:minimum", []),
        ("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", []),
        ("urn:cen.eu:en16931:2017", ["BR-CO-10"]),
    ],
)
def test_an_invoice_is_held_to_the_standard_that_it_declares(profile: str | None, codes: list[str]) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    found = decision(Finding(code="BR-CO-10", where="BT-106"), specification=profile)
    assert [finding.code for finding in found.blocking] == codes


def test_where_an_official_rule_found_a_fault_ours_says_nothing_more() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    ours = Finding(code="CPP-TOTAL-07", where="BT-112", severity=Severity.WARNING)
    found = decision(Finding(code="BR-CO-15", where="BT-112"), ours, specification="urn:cen.eu:en16931:2017")
    assert [finding.code for finding in (*found.blocking, *found.remarks)] == ["BR-CO-15"]


def test_a_rule_that_blocks_and_breaks_off_refuses_nobody() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    with pytest.raises(RuleBrokenError):
        decision(Finding(code=FAILED, values={"rule": "CPP-REF-01", "ruleset": "choruspro"}))
    advising = Finding(code=FAILED, values={"rule": "BR-01", "ruleset": "en16931"})
    assert [(one.code, one.severity) for one in decision(advising).remarks] == [(FAILED, Severity.WARNING)]


def test_the_versions_of_the_rules_are_kept() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    assert decision(sets=("choruspro",)).versions == {"choruspro": "1"}


def test_the_operator_lets_the_french_rules_block(settings: Any) -> None:
    reading = a_reading(an_invoice(specification="urn:cen.eu:en16931:2017"), syntax=Syntax.CII)
    assert "fr" not in course_of(reading).blocking
    settings.FR_RULES_BLOCK = True
    assert "fr" in course_of(reading).blocking


def test_a_place_is_complained_of_once() -> None:
    fault = Finding(code="CPP-TIERS-04", where="BT-46")
    found = decision(fault, sets=("choruspro",))
    assert [finding.code for finding in found.blocking] == ["CPP-TIERS-04"]


def test_numbers_are_compared_in_capitals_and_without_blanks_around() -> None:
    assert number_key(" fa-12é ") == "FA-12É"


def test_facts_cost_three_queries_at_most(django_assert_max_num_queries: Any) -> None:
    structure: Structure = a_structure(PONT_SAINT_ESPRIT)
    a_service(structure, "TECH")
    supplier = a_structure(SAFE_STYLE)
    invoice = an_invoice(buyer_reference="TECH")
    with django_assert_max_num_queries(2):
        facts_for(invoice, supplier=supplier, on=DAY, numbers_of=None)
    with django_assert_max_num_queries(3):
        facts_for(invoice, supplier=supplier, on=DAY, numbers_of=line(supplier))


@pytest.mark.parametrize(
    ("framework", "code"),
    [
        *[(works, "CPP-CADRE-03") for works in ("A4", "A10", "A25")],
        ("A3", "CPP-CADRE-04"),
        ("A21", "CPP-CADRE-05"),
        *[(to_validate, "CPP-CADRE-06") for to_validate in ("A9", "A12")],
    ],
)
def test_a_circuit_that_is_not_open_here(framework: str, code: str) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    assert blocking(framework=framework) == [(code, "BT-23")]


def test_a_crowd_of_findings_is_weighed_in_linear_time_and_counted_beyond_what_one_reads() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    crowd = [Finding(code="BR-21", where=f"BG-25[{rank}]/BT-126") for rank in range(20_000)]
    found = decision(*crowd, specification="urn:cen.eu:en16931:2017").blocking
    (more,) = [finding for finding in found if finding.code == "CPP-ADM-15"]
    assert (len(found), more.values["count"]) == (MOST_FINDINGS + 1, 20_000 - MOST_FINDINGS)


def test_the_reform_does_not_advise_against_a_framework_of_this_portal() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    advice = Finding(code="BR-FR-08_BT-23", where="BT-23")
    standard = "urn:cen.eu:en16931:2017"
    assert decision(advice, specification=standard, framework="A1").remarks == ()
    assert [f.code for f in decision(advice, specification=standard, framework="X9").remarks] == [advice.code]
