"""The history of an invoice as connectors poll it (chorus-pro-api.md §4.1)."""

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import a_structure, a_supplier, an_available, passed_on, walk
from unisson.invoices import bundle
from unisson.invoices.status import Status
from unisson.kernel.clock import now

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
PATH = "factures/v1/consulter/historique"


@pytest.fixture
def supplier() -> Machine:
    return a_machine(a_structure(SAFE_STYLE))


def steps(told: dict[str, object]) -> list[str]:
    listed = told["historiquesDesStatuts"]["histoStatut"]  # type: ignore[index]
    return [one["histoStatutCode"] for one in listed]


def test_a_supplier_polls_the_present_status(supplier: Machine) -> None:
    invoice = walk(an_available(), Status.PRISE_EN_COMPTE_DESTINATAIRE)

    told = supplier.ask(PATH, {"idFacture": invoice.pk})

    assert (told["idFacture"], told["statutCourantCode"]) == (invoice.pk, "PRISE_EN_COMPTE_DESTINATAIRE")
    assert steps(told)[-1] == "PRISE_EN_COMPTE_DESTINATAIRE"
    last = told["historiquesDesStatuts"]["histoStatut"][-1]
    assert last["histoStatutDatePassage"] == "2026-11-20 11:30"
    assert told["historiquesDesStatuts"]["totalHistoStatut"] == len(steps(told))
    assert "derniereAction" not in told


def test_both_sides_read_it_whichever_space_they_name(supplier: Machine) -> None:
    invoice = an_available()
    recipient = a_machine(a_structure(PARIS_7E))

    for machine in (supplier, recipient):
        for space in (0, 7, 8):
            assert machine.ask(PATH, {"idFacture": invoice.pk, "idEspace": space})["idFacture"] == invoice.pk


def test_lists_are_paged_and_turned_as_asked(supplier: Machine) -> None:
    invoice = walk(an_available(), Status.PRISE_EN_COMPTE_DESTINATAIRE, Status.SERVICE_FAIT)
    paging = {
        "nbResultatsParPageListeHistoStatut": 1,
        "triColonneListeHistoStatut": "HistoStatutDatePassage",
        "triSensListeHistoStatut": "Descendant",
    }

    told = supplier.ask(PATH, {"idFacture": invoice.pk, "paramRechercheHistoStatuts": paging})
    named = {"triColonneListeHistoStatut": "HistoStatutCode"}
    by_code = supplier.ask(PATH, {"idFacture": invoice.pk, "paramRechercheHistoStatuts": named})

    assert steps(told) == ["SERVICE_FAIT"]
    assert told["historiquesDesStatuts"]["pagesHistoStatut"] > 2
    assert steps(by_code) == sorted(steps(by_code))


def test_what_people_did_is_told_with_the_last_of_it(supplier: Machine) -> None:
    invoice = an_available()
    bundle.note_downloads(a_supplier()[0], [invoice], at=now())

    told = supplier.ask(PATH, {"idFacture": invoice.pk})

    done = told["historiquesDesActionsUtilisateurs"]["histoAction"]
    assert [(one["histoActionCode"], one["histoActionUtilisateurPrenom"]) for one in done] == [
        ("TELECHARGEMENT_FACTURE", "Claire")
    ]
    assert told["derniereAction"]["derniereActionId"] == done[0]["histoActionId"]


def test_a_recipient_reads_nothing_of_what_a_former_one_wrote() -> None:
    invoice = passed_on()
    machine = a_machine(a_structure(PONT_SAINT_ESPRIT))

    told = machine.ask(PATH, {"idFacture": invoice.pk})

    written = told["historiquesDesStatuts"]["histoStatut"]
    assert "A_RECYCLER" in steps(told)
    assert not any("histoStatutCommentaire" in one for one in written if one["histoStatutCode"] == "A_RECYCLER")


@pytest.mark.parametrize("sent", [{}, {"idFacture": 999_999}])
def test_an_invoice_that_is_not_there_has_its_own_number(supplier: Machine, sent: dict[str, int]) -> None:
    told = supplier.ask(PATH, sent, status=400)

    assert (told["codeRetour"], told["libelle"]) == (20000, "GDP_MSG_11.008")


def test_a_stranger_is_told_that_it_is_not_there() -> None:
    invoice = an_available()

    told = a_machine(a_structure(PONT_SAINT_ESPRIT)).ask(PATH, {"idFacture": invoice.pk}, status=400)

    assert told["libelle"] == "GDP_MSG_11.008"
