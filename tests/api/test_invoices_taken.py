"""Group download (chorus-pro-api.md §4.1): what comes in which file, and its trace."""

import base64
import io
import zipfile

import pytest
from lxml import etree

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from tests.invoices.builders import AT, NUMBER, a_deposit, a_structure, an_available
from unisson.files import store
from unisson.invoices import handed
from unisson.invoices.models import Attachment, Invoice, UserAction

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
PATH = "factures/v1/telecharger/groupe"


@pytest.fixture
def recipient() -> Machine:
    return a_machine(a_structure(PARIS_7E))


def taken(machine: Machine, *invoices: Invoice, form: str = "PDF", attachments: str = "") -> bytes:
    asked = {
        "listeFacture": [{"idFacture": one.pk} for one in invoices],
        "format": form,
        "avecPiecesJointesComplementaires": attachments,
    }
    return base64.b64decode(machine.ask(PATH, asked)["fichierResultat"])


def names(content: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def with_plan(invoice: Invoice) -> Invoice:
    Attachment.objects.create(invoice=invoice, file=invoice.file, name="plan.pdf", added_at=AT)
    return invoice


def test_one_invoice_is_the_pdf_itself_and_its_download_is_noted(recipient: Machine) -> None:
    invoice = with_plan(an_available())

    assert taken(recipient, invoice).startswith(b"%PDF")

    invoice.refresh_from_db()
    assert invoice.downloaded
    assert UserAction.objects.get(invoice=invoice).actor == recipient.account.user


def test_an_invoice_with_its_attachments_is_a_zip_of_files(recipient: Machine) -> None:
    invoice = with_plan(an_available())

    assert names(taken(recipient, invoice, attachments="OUI")) == [f"{NUMBER}.pdf", "plan.pdf"]


def test_several_invoices_have_a_folder_each(recipient: Machine) -> None:
    content = taken(recipient, an_available(), an_available("FA-2026-0102"))

    assert sorted(names(content)) == [f"{one} SAFE STYLE/{one}.pdf" for one in (NUMBER, "FA-2026-0102")]


def test_data_are_one_xml_file_with_attachments_inside(recipient: Machine) -> None:
    invoice = with_plan(an_available())

    root = etree.fromstring(taken(recipient, invoice, an_available("FA-2026-0102"), form="pivot"))

    def texts(name: str) -> list[str | None]:
        return [one.text for one in root.iter(f"{{{handed.NAMESPACE}}}{name}")]

    assert texts("NumeroFacture") == [NUMBER, "FA-2026-0102"]
    assert "plan.pdf" in texts("Nom")
    assert base64.b64decode(texts("Contenu")[0] or "") == store.content_of(invoice.file_id)
    assert len(texts("Ligne")) == invoice.lines.count() * 2


def test_more_than_the_limit_is_refused_with_413(recipient: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    from unisson.files import limits

    invoice = an_available()
    monkeypatch.setattr(limits, "DOSSIER", 1000)

    told = recipient.ask(PATH, {"listeFacture": [{"idFacture": invoice.pk}], "format": "PDF"}, status=413)

    assert told["codeRetour"] == 413
    assert not UserAction.objects.exists()


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"idFacture": 1}, "CPP-API-05"),
        ({"format": "PDF"}, "CPP-DOSSIER-01"),
        ({"format": "PDF", "listeFacture": [{"idFacture": 0}]}, "CPP-DOSSIER-01"),
        ({"format": "PDF", "listeFacture": {"idFacture": 999_999}}, "CPP-API-15"),
        ({"format": "DOC", "listeFacture": [{"idFacture": 1}]}, "CPP-API-04"),
        ({"format": "PDF", "listeFacture": [{"idFacture": one} for one in range(1, 102)]}, "CPP-DOSSIER-02"),
    ],
)
def test_what_cannot_be_handed_over_is_refused(recipient: Machine, sent: dict[str, object], code: str) -> None:
    assert recipient.ask(PATH, sent, status=400)["erreurs"][0]["code"] == code


def test_nobody_takes_what_is_not_theirs() -> None:
    invoice = a_deposit()
    stranger = a_machine(a_structure(PONT_SAINT_ESPRIT))

    told = stranger.ask(PATH, {"listeFacture": [{"idFacture": invoice.pk}], "format": "PDF"}, status=400)

    assert told["libelle"] == "GDP_MSG_11.008"


def test_an_invoice_is_downloaded_as_an_attachment_too(recipient: Machine) -> None:
    invoice = an_available()
    asked = {
        "objetPieceJointe": "DEMANDE_PAIEMENT",
        "demandePaiement": {"format": "PDF", "listeFacture": {"idFacture": invoice.pk}},
    }
    told = recipient.ask("transverses/v1/telecharger/pieceJointe", asked)
    assert base64.b64decode(told["pieceJointe"]).startswith(b"%PDF")
