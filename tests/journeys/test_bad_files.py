"""Files that cannot be deposited: each gets its sentence, and the form keeps what else was chosen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from unisson.cli.demo.people import CLAIRE, PARIS_7E, TOURIST_OFFICE
from unisson.files.limits import INVOICE_FILE, MEGA
from unisson.kernel import clock
from unisson.kernel.findings import Value
from unisson.kernel.sizes import Octets

from . import papers
from .conftest import Visitor

pytestmark = pytest.mark.journey


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A file and what the page says of it."""

    file: Callable[[Path], FilePayload | Path]
    code: str
    values: dict[str, Value] = field(default_factory=dict)


def _sample(name: str) -> Callable[[Path], Path]:
    return lambda _folder: (papers.XML if name.endswith(".xml") else papers.PDF) / name


REFUSED = {
    "no file": Refused(file=_sample(""), code="CPP-DEPOT-09"),
    "empty": Refused(file=_sample("fautive-vide.pdf"), code="CPP-FICHIER-01", values={"name": "fautive-vide.pdf"}),
    "wrong type": Refused(
        file=_sample("fautive-texte.pdf"),
        code="CPP-DEPOT-01",
        values={"name": "fautive-texte.pdf"},
    ),
    "password": Refused(file=_sample("fautive-protegee.pdf"), code="CPP-PDF-03"),
    "501 pages": Refused(
        file=_sample("fautive-trop-longue.pdf"), code="CPP-PDF-04", values={"pages": 501, "limit": 500}
    ),
    "over 10 Mo": Refused(
        file=lambda folder: papers.zeros(folder / "lourde.pdf", INVOICE_FILE + MEGA),
        code="CPP-FICHIER-02",
        values={"name": "lourde.pdf", "size": Octets(11 * MEGA), "limit": Octets(INVOICE_FILE)},
    ),
    "DTD": Refused(file=_sample("facture-cii-avec-dtd.xml"), code="CPP-XML-01"),
    "broken": Refused(file=_sample("facture-cii-cassee.xml"), code="CPP-XML-02", values={"line": 125}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_and_the_choices_stay(
    case: str, visitor: Visitor, tmp_path: Path
) -> None:
    claire, refused = visitor(CLAIRE), REFUSED[case]
    claire.open("/factures-emises/depot/")
    claire.choose("Format de dépôt", "PDF signé")
    claire.choose("Sélectionner un service", "SUD - Agence Sud")
    file = refused.file(tmp_path)
    if not (isinstance(file, Path) and file.is_dir()):
        claire.upload("Choix du fichier à importer", file)
    claire.press("Continuer")
    claire.sees("Ce dépôt n’a pas pu commencer")
    claire.reads(refused.code, **refused.values)
    expect(claire.field("Format de dépôt")).to_have_value("DEPOT_PDF_SIGNE_PORTAIL")
    expect(claire.field("Sélectionner un service").locator("option:checked")).to_have_text("SUD - Agence Sud")


def test_a_forbidden_name_is_replaced_and_said(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    claire.deposit(papers.a_file("Facture 12/10 : mairie?.pdf", papers.pdf("JB-NAME")))
    claire.sees("Le fichier a été gardé sous le nom « ")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A readable file that is not admitted: the swaps that make it so, and the sentence."""

    swap: Callable[[], dict[str, str]]
    says: str


def _future() -> dict[str, str]:
    day, tomorrow = papers.day(), clock.today() + timedelta(days=2)
    return {f'format="102">{day:%Y%m%d}': f'format="102">{tomorrow:%Y%m%d}'}


JUDGED = {
    "unknown": Judged(swap=lambda: {PARIS_7E: "12000101100010"}, says="12000101100010"),
    "inactive": Judged(swap=lambda: {PARIS_7E: TOURIST_OFFICE}, says="OFFICE DE TOURISME DES TROIS VALLÉES"),
    "sums": Judged(swap=lambda: {">841.20<": ">851.20<"}, says="851,20"),
    "future": Judged(swap=_future, says="postérieure"),
}


@pytest.mark.parametrize("case", JUDGED)
def test_an_invoice_that_is_not_admitted_says_why_before_it_is_sent(case: str, visitor: Visitor) -> None:
    claire, judged = visitor(CLAIRE), JUDGED[case]
    number = f"JB-{case}"
    claire.deposit(papers.a_file("facture.xml", papers.xml(number, swap=judged.swap())))
    claire.press("Valider et envoyer")
    claire.at("Déposer facture en cours")
    claire.sees("à corriger", judged.says)
    claire.holds("Numéro", number)


@pytest.mark.parametrize("script", [True, False])
def test_a_number_serves_once(script: bool, visitor: Visitor) -> None:
    claire, number = visitor(CLAIRE, script=script), f"JB-NUMBER-{script}"
    for _ in range(2):
        claire.deposit(papers.a_file("facture.xml", papers.xml(number)))
        claire.press("Valider et envoyer")
        if claire.page.get_by_role("heading", level=1).inner_text() == "Confirmation d’envoi":
            claire.press("Confirmer et envoyer")
            claire.at("Récapitulatif")
    claire.at("Déposer facture en cours")
    claire.reads("CPP-ADM-10", number=number, year=papers.day().year)
    claire.sees("Ce fichier a déjà été déposé")
