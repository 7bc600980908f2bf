"""An XML deposited with its signature in a file of its own: checked, told, joined, and named by the certificate."""

from pathlib import Path

import pytest

from tests.einvoice.signatures import beside
from tests.pdf.test_typeset import text_of
from unisson.cli.demo.people import CLAIRE

from . import papers
from .conftest import Visitor
from .person import DELIVERED_WITHIN, Person

pytestmark = pytest.mark.journey

APART = "Signature dans un fichier à part"
VERDICT = "intègre, signataire non vérifié"


def chosen(person: Person, number: str, signature: bytes) -> str:
    """Choose an invoice and its signature on the page of a deposit, and press « Continuer »."""
    content = papers.xml(number)
    person.open("/factures-emises/depot/")
    person.upload("Choix du fichier à importer", papers.a_file(f"{number}.xml", content))
    person.main.get_by_text(APART).click()
    person.upload(
        "Fichier de signature (XAdES)", papers.a_file(f"{number}.xsig.xml", signature or beside(content.encode()))
    )
    person.press("Continuer")
    return content


def printed(person: Person, number: str) -> None:
    """Wait until the worker made the PDF of the certificate."""
    asked = "SELECT pdf_id FROM invoices_depositcertificate WHERE invoice_id = ?"
    for _ in range(DELIVERED_WITHIN // 250):
        if person.portal.rows(asked, person.portal.invoice(number))[0][0]:
            return
        person.page.wait_for_timeout(250)
    raise AssertionError(number)


@pytest.mark.parametrize("script", [True, False])
def test_a_signature_apart_is_told_joined_and_named_by_the_certificate(
    script: bool, visitor: Visitor, tmp_path: Path
) -> None:
    claire, number = visitor(CLAIRE, script=script), f"SIG-{script:d}"
    chosen(claire, number, b"")
    claire.at("Déposer facture en cours")
    claire.sees("Signature de SAFE STYLE", VERDICT, f"{number}.xsig.xml")
    claire.send()
    claire.sees(VERDICT)
    printed(claire, number)
    file = tmp_path / "certificat.pdf"
    claire.download("Exporter le certificat de dépôt").save_as(file)
    words = " ".join(text_of(file.read_bytes()).split())
    assert "Signature électronique SAFE STYLE" in words and VERDICT in words.lower()


def test_a_file_that_is_no_signature_is_told_where_it_was_chosen(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    chosen(claire, "SIG-2", papers.xml("SIG-3").encode())
    claire.reads("CPP-SIGNATURE-01", name="SIG-2.xsig.xml")
    assert claire.main.get_by_label("Fichier de signature (XAdES)").is_visible()
