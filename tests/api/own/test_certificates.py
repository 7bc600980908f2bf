"""`POST certificates/verify`: what the page « Vérifier un certificat » says, for software."""

import hashlib
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.invoices.builders import LATER, a_cii, a_deposit, certificate_of
from unisson.api.own import gate
from unisson.files import store
from unisson.invoices import certificate
from unisson.kernel.clock import stopped

from .caller import code_of, post

pytestmark = pytest.mark.django_db
VERIFY = "certificates/verify"


@pytest.fixture(scope="module")
def digest() -> str:
    return hashlib.sha256(a_cii()).hexdigest()


def printed() -> bytes:
    made = a_deposit()
    certificate.print_pending(clock=stopped(LATER))
    return store.content_of(certificate_of(made).pdf_id or "")


def by_number(number: str, sha256: str) -> Any:
    return post(None, VERIFY, json.dumps({"number": number, "sha256": sha256}), "application/json")


def test_a_certificate_is_recognised_by_its_pdf_without_any_account() -> None:
    told = post(None, VERIFY, printed(), "application/pdf").json()
    assert (told["authentic"], told["code"], told["invoice"]) == (True, "CPP-VERIF-01", "FA-2026-0101")
    assert told["certificate"]
    assert told["deposited_at"] == "2026-11-20T10:30:00.000+01:00"


@pytest.mark.parametrize(("content", "code"), [(a_cii(), "CPP-VERIF-01"), (b"<autre/>", "CPP-VERIF-03")])
def test_its_invoice_file_is_held_against_it(content: bytes, code: str) -> None:
    sent = {"certificate": SimpleUploadedFile("c.pdf", printed()), "invoice": SimpleUploadedFile("f.xml", content)}
    assert post(None, VERIFY, sent).json()["code"] == code


def test_a_certificate_is_recognised_by_its_number_and_the_digest_of_its_file(digest: str) -> None:
    number = certificate_of(a_deposit()).number
    assert by_number(number, digest.upper()).json()["code"] == "CPP-VERIF-01"
    assert by_number(number, "0" * 64).json()["code"] == "CPP-VERIF-03"
    assert by_number("A" * 43 + "=", digest).json() == {
        "authentic": False,
        "code": "CPP-VERIF-02",
        "sentence": "Ce document n’est pas un certificat délivré par ce portail, ou il a été modifié depuis.",
        "page": "http://testserver/regles/CPP-VERIF-02/",
    }


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({}, ["number", "sha256"]),
        ({"number": "a", "sha256": "0" * 64}, ["number"]),
        ({"number": 12, "sha256": None}, ["number", "sha256"]),
    ],
)
def test_what_is_missing_or_no_number_is_named(sent: object, fields: list[str]) -> None:
    answer = post(None, VERIFY, json.dumps(sent), "application/json")
    assert code_of(answer, 400) in ("CPP-API-04", "CPP-API-05")
    assert [one["field"] for one in answer.json()["errors"]] == fields


@pytest.mark.parametrize("body", [" ", "{", "[]", "null", "[" * 3000, '"\\ud800"'])
def test_a_body_that_is_no_object_is_a_400(body: str) -> None:
    assert code_of(post(None, VERIFY, body, "application/json"), 400) == "CPP-API-01"


def test_other_types_large_bodies_and_empty_files_are_refused() -> None:
    assert code_of(post(None, VERIFY, "a", "text/plain"), 415) == "CPP-API-41"
    assert code_of(post(None, VERIFY, " " * 5000, "application/json"), 413) == "CPP-API-43"
    empty = {"certificate": SimpleUploadedFile("c.pdf", b"")}
    assert code_of(post(None, VERIFY, empty), 422) == "CPP-FICHIER-01"
    assert code_of(post(None, VERIFY, b"", "application/pdf"), 415) == "CPP-API-41"


def test_who_verifies_too_often_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "VERIFICATIONS_PER_MINUTE", 0)
    answer = post(None, VERIFY, b"a", "application/pdf")
    assert (code_of(answer, 429), answer.headers["Retry-After"]) == ("CPP-API-45", "60")
