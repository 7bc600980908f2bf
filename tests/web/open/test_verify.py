"""« Vérifier un certificat »."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import LATER, a_cii, a_deposit, certificate_of
from unisson.files import limits, store
from unisson.files.models import StoredFile
from unisson.invoices import certificate
from unisson.kernel.clock import stopped
from unisson.kernel.ports import ports

pytestmark = pytest.mark.django_db


class PlainRenderer:
    def render(self, template: str, values: object) -> bytes:
        return b"%PDF-1.7 a certificate"


class NoSeal:
    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        return pdf + reason.encode()


@pytest.fixture
def pdf(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The PDF of the certificate of the sample invoice."""
    monkeypatch.setattr(ports, "renderer", PlainRenderer())
    monkeypatch.setattr(ports, "seal", NoSeal())
    invoice = a_deposit()
    certificate.print_pending(clock=stopped(LATER))
    printed = certificate_of(invoice).pdf_id
    assert printed
    return store.content_of(printed)


def verdict(**files: bytes) -> str:
    sent = {name: BytesIO(content) for name, content in files.items()}
    for name, file in sent.items():
        file.name = f"{name}.pdf"
    answer = Client().post(reverse("verify"), sent)
    assert answer.status_code == 200
    found = answer.context["verdict"]
    return found.code if found else ""


def test_our_certificate_is_authentic(pdf: bytes) -> None:
    assert verdict(certificate=pdf) == "CPP-VERIF-01"
    assert verdict(certificate=pdf, invoice=a_cii()) == "CPP-VERIF-01"


def test_one_byte_more_is_not_our_certificate(pdf: bytes) -> None:
    assert verdict(certificate=pdf + b" ") == "CPP-VERIF-02"


def test_another_invoice_file_is_told(pdf: bytes) -> None:
    assert verdict(certificate=pdf, invoice=a_cii("AUTRE")) == "CPP-VERIF-03"


def test_what_is_shown_to_us_is_not_kept() -> None:
    verdict(certificate=b"%PDF-1.7 somebody's secret")

    assert not StoredFile.objects.exists()


def test_without_a_file_the_form_says_so() -> None:
    answer = Client().post(reverse("verify"), {})

    assert answer.context["form"].has_error("certificate")
    assert answer.context["verdict"] is None


@pytest.mark.parametrize(("size", "code"), [(0, "empty"), (limits.INVOICE_FILE + 1, "CPP-FICHIER-02")])
def test_an_empty_or_too_large_file_is_refused(size: int, code: str) -> None:
    file = BytesIO(b"x" * size)
    file.name = "certificat.pdf"
    answer = Client().post(reverse("verify"), {"certificate": file})

    assert answer.context["form"].has_error("certificate", code)
