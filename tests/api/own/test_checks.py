"""`POST check`: a verdict, whatever the file, and nothing kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.builders import PARIS_7E
from tests.invoices.builders import a_cii, a_deposit, a_pdf, a_structure
from tests.invoices.flows.builders import WRONG_TOTAL
from unisson.api.own import bodies
from unisson.directory import granting
from unisson.directory.spaces import Level, Space
from unisson.invoices.models import Flow, Invoice

from ..caller import Machine, a_machine
from .caller import code_of, post

pytestmark = pytest.mark.django_db
XML = "application/xml"


@pytest.fixture
def machine() -> Machine:
    a_structure(PARIS_7E)
    return a_machine()


def test_an_invoice_that_can_be_deposited(machine: Machine) -> None:
    told = post(machine, "check", a_cii(), XML).json()
    assert (told["admissible"], told["syntax"], told["supplier"]["name"]) == (True, "CII", "SAFE STYLE")
    assert told["recipient"]["identifier"] == told["read"]["buyer"]["siret"] == PARIS_7E
    assert (told["read"]["number"], told["read"]["lines"], told["read"]["net_to_pay"]) == ("FA-2026-0101", 2, 841.2)
    assert {one["level"] for one in told["findings"]} == {"remark"}
    assert "duplicate" not in told
    assert not Flow.objects.exists()
    assert not Invoice.objects.exists()


def test_a_finding_says_what_where_and_has_its_page(machine: Machine) -> None:
    told = post(machine, "check", a_cii(replace=WRONG_TOTAL), XML).json()
    wrong = next(one for one in told["findings"] if one["code"] == "BR-CO-10")
    assert told["admissible"] is False
    assert (wrong["level"], wrong["where"]) == ("blocking", "BT-106")
    assert wrong["field"]
    assert wrong["values"]["declared"] == "700.00"
    assert wrong["page"] == "http://testserver/regles/BR-CO-10/"
    assert wrong["sentence"]


@pytest.mark.parametrize("kind", ["application/xml", "text/xml; charset=utf-8", "application/octet-stream", None])
def test_a_file_comes_in_a_form_or_as_the_body(machine: Machine, kind: str | None) -> None:
    sent = a_cii() if kind else {"file": SimpleUploadedFile("facture.xml", a_cii())}
    assert post(machine, "check", sent, kind).json()["admissible"] is True


def test_a_plain_pdf_is_told_what_its_form_will_ask(machine: Machine) -> None:
    told = post(machine, "check", a_pdf(recipient=PARIS_7E), "application/pdf").json()
    assert (told["syntax"], told["read"]["number"]) == ("PDF", "SS-2026-001")
    assert "CPP-TVA-01" in [one["code"] for one in told["findings"] if one["level"] == "form"]


def test_a_number_that_is_used_is_told_with_its_invoice(machine: Machine) -> None:
    made = a_deposit()
    told = post(machine, "check", a_cii(), XML).json()
    assert told["admissible"] is False
    assert (told["duplicate"]["id"], told["duplicate"]["status"]) == (made.pk, made.status)


def test_somebody_else_is_told_nothing_of_it(machine: Machine) -> None:
    a_deposit()
    other = a_machine(a_structure("21300202500012", name="AUTRE"))
    told = post(other, "check", a_cii(), XML).json()
    assert "duplicate" not in told
    assert "CPP-ADM-10" not in [one["code"] for one in told["findings"]]


def test_an_account_that_may_not_send_is_a_403(machine: Machine) -> None:
    readers: list[granting.Right] = [(Space.ISSUED, Level.READ, None)]
    reader = a_machine(machine.structure, rights=readers)
    assert code_of(post(reader, "check", a_cii(), XML), 403) == "CPP-ACCES-02"


def test_both_proofs_are_asked_for(machine: Machine) -> None:
    assert code_of(post(None, "check", a_cii(), XML), 401) == "CPP-API-07"


@pytest.mark.parametrize("sent", [b"", b"<a/>", b"Bonjour", b"\0" * 40, b"%PDF-1.7 \xff", b"<a>" * 5_000])
def test_what_is_no_invoice_is_a_verdict_or_a_refusal(machine: Machine, sent: bytes) -> None:
    answer = post(machine, "check", sent, XML)
    if sent:
        assert answer.json()["admissible"] is False
        assert "read" not in answer.json()
    else:
        assert code_of(answer, 422) == "CPP-FICHIER-01"


def test_a_type_that_no_invoice_has_is_a_415(machine: Machine) -> None:
    assert code_of(post(machine, "check", "{}", "application/json"), 415) == "CPP-API-41"


@pytest.mark.parametrize("kind", [XML, None])
def test_over_ten_megabytes_is_a_413(machine: Machine, kind: str | None) -> None:
    large = b"a" * (10 * 1024 * 1024 + 1)
    sent = large if kind else {"file": SimpleUploadedFile("facture.xml", large)}
    answer = post(machine, "check", sent, kind)
    assert code_of(answer, 413) in ("CPP-API-43", "CPP-FICHIER-02")


def test_a_form_without_its_file_is_a_400_that_names_it(machine: Machine) -> None:
    answer = post(machine, "check", {"autre": "a"})
    assert code_of(answer, 400) == "CPP-API-05"
    assert answer.json()["field"] == "file"


@pytest.mark.parametrize("kind", [bodies.FORM, f"{bodies.FORM}; boundary=é", f"{bodies.FORM}; boundary=x"])
def test_a_form_that_cannot_be_read_is_a_400(machine: Machine, kind: str) -> None:
    assert code_of(post(machine, "check", b"--y\r\n", kind), 400) in ("CPP-API-42", "CPP-API-05")
