"""Step 2, « Dépôt d'une nouvelle facture »: the file and what frames it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from tests.einvoice.signatures import beside
from tests.invoices.builders import a_cii, a_pdf, a_structure, a_supplier
from unisson.files import store
from unisson.invoices.models import Invoice
from unisson.invoices.status import DepositMode, Status

DEPOSIT = "/factures-emises/depot/"


def post(client: Client, content: bytes, name: str = "facture.pdf", **others: object) -> object:
    return client.post(DEPOSIT, {"file": SimpleUploadedFile(name, content), "framework": "A1", **others})


@pytest.mark.parametrize(
    ("content", "mode"),
    [(a_pdf(), DepositMode.PDF), (a_cii(), DepositMode.STRUCTURED)],
    ids=["a plain PDF", "a CII"],
)
def test_a_file_opens_a_draft_in_the_format_that_it_is(claire: Client, content: bytes, mode: DepositMode) -> None:
    answer = post(claire, content)

    draft = Invoice.objects.get()
    assert draft.status == Status.BROUILLON
    assert draft.deposit_mode == mode
    assert answer.url == reverse("issued:draft", args=[draft.pk])  # type: ignore[attr-defined]


def test_a_chosen_format_that_the_file_is_not_is_said(claire: Client) -> None:
    answer = claire.get(post(claire, a_pdf(), format=DepositMode.STRUCTURED).url)  # type: ignore[attr-defined]

    assert [message.level_tag for message in answer.context["messages"]] == ["info"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "CPP-FICHIER-01"),
        (b"bonjour", "CPP-DEPOT-01"),
        (b"PK\x03\x04" + bytes(40), "CPP-DEPOT-11"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "CPP-XML-01"),
        (b"%PDF-1.7 broken", "CPP-PDF-02"),
        (b" " * (10 * 1024 * 1024 + 1), "CPP-FICHIER-02"),
    ],
    ids=["empty", "text", "archive", "entities", "damaged", "too large"],
)
def test_a_refused_file_comes_back_with_its_sentence_and_the_choices_made(
    claire: Client, content: bytes, code: str
) -> None:
    answer = post(claire, content, framework="A2")

    page = answer.context["page"]  # type: ignore[attr-defined]
    assert page.refusal.code == code
    assert page.framework == "A2"
    assert not Invoice.objects.exists()


def test_no_file_at_all_is_told(claire: Client) -> None:
    answer = claire.post(DEPOSIT, {"framework": "A1"})

    assert answer.context["page"].refusal.code == "CPP-DEPOT-09"


def test_a_structure_of_somebody_else_cannot_be_deposited_for(claire: Client) -> None:
    other = a_structure(PARIS_7E)

    answer = post(claire, a_pdf(), supplier=str(other.pk))

    assert answer.context["page"].refusal.code == "CPP-ACCES-02"  # type: ignore[attr-defined]


def test_forbidden_characters_in_the_name_are_replaced_and_said(claire: Client) -> None:
    a_structure(PONT_SAINT_ESPRIT)

    post(claire, a_pdf(), name="facture«12».pdf")

    draft = Invoice.objects.get()
    assert draft.file_name == "facture-12-.pdf"
    assert [finding["code"] for finding in draft.flow.findings] == ["CPP-DEPOT-03"]


def test_cadres_to_come_are_shown_and_cannot_be_chosen(claire: Client) -> None:
    options = {option.value: option.disabled for option in claire.get(DEPOSIT).context["page"].frameworks}

    assert options == {"A1": False, "A2": False, "A9": True, "A12": True}


def test_choices_made_before_the_session_ended_are_given_back(claire: Client) -> None:
    user, _ = a_supplier()
    claire.get(DEPOSIT)
    del claire.cookies["sessionid"]
    post(claire, a_pdf(), framework="A2")
    claire.force_login(user)

    page = claire.get(DEPOSIT).context["page"]

    assert page.given_back
    assert page.framework == "A2"


@pytest.mark.parametrize(
    ("content", "mode"),
    [(a_pdf(), DepositMode.SIGNED_PDF), (a_cii(), DepositMode.STRUCTURED)],
    ids=["a PDF", "a CII"],
)
def test_a_signature_beside_the_file_is_checked_told_and_joined_as_it_came(
    claire: Client, content: bytes, mode: DepositMode
) -> None:
    signature = beside(content)
    post(claire, content, signature=SimpleUploadedFile("facture.xsig.xml", signature))

    draft = Invoice.objects.get()
    (joined,) = draft.attachments.all()
    assert (draft.deposit_mode, draft.signature["intact"]) == (mode, True)
    assert (joined.name, store.content_of(joined.file_id)) == ("facture.xsig.xml", signature)
    assert "intègre, signataire non vérifié" in claire.get(reverse("issued:draft", args=[draft.pk])).text


def test_a_signature_of_another_file_is_told(claire: Client) -> None:
    post(claire, a_cii(), signature=SimpleUploadedFile("facture.xml", beside(a_pdf())))
    assert Invoice.objects.get().signature["intact"] is False


def test_the_file_of_a_signature_is_folded_until_somebody_has_one(claire: Client) -> None:
    folded, opened = '<details class="fold">', '<details class="fold" open>'
    page = claire.get(DEPOSIT).content.decode()
    assert folded in page and 'name="signature"' in page
    assert folded in claire.post(DEPOSIT, {"format": "DEPOT_PDF_PORTAIL"}).content.decode()
    assert opened in claire.post(DEPOSIT, {"format": "DEPOT_PDF_SIGNE_PORTAIL"}).content.decode()
    files = {name: SimpleUploadedFile("autre.xml", a_cii()) for name in ("file", "signature")}
    assert opened in claire.post(DEPOSIT, files).content.decode()


def test_what_holds_no_signature_is_refused(claire: Client) -> None:
    answer = post(claire, a_cii(), signature=SimpleUploadedFile("autre.xml", a_cii()))
    assert answer.context["page"].refusal.code == "CPP-SIGNATURE-01"  # type: ignore[attr-defined]
    assert not Invoice.objects.exists()
