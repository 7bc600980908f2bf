"""Payment requests of any kind, and what a valideur asks (chorus-pro-api.md §4.1)."""

from typing import Any

import pytest

from tests.builders import PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, NUMBER, a_structure, an_available
from unisson.invoices.models import Invoice

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
PATH = "factures/v1/rechercher/demandePaiement"


@pytest.fixture
def supplier() -> Machine:
    return a_machine(a_structure(SAFE_STYLE))


def found(machine: Machine, **asked: Any) -> list[str]:
    return [one["numeroDemandePaiement"] for one in machine.ask(PATH, asked)["listeDemandePaiement"]]


def test_a_request_is_found_by_each_side_in_its_role(supplier: Machine) -> None:
    an_available()
    recipient = a_machine(a_structure(PARIS_7E))

    assert found(supplier) == found(supplier, roleUtilisateur="FOURNISSEUR") == [NUMBER]
    assert found(recipient) == found(recipient, roleUtilisateur="DESTINATAIRE") == [NUMBER]
    assert found(supplier, roleUtilisateur="DESTINATAIRE") == found(recipient, roleUtilisateur="MOA") == []


def test_a_row_tells_what_it_is_and_where_it_stands(supplier: Machine) -> None:
    invoice = an_available()

    told = supplier.ask(PATH, {"typeDemandePaiement": "FACTURE"})

    row = told["listeDemandePaiement"][0]
    assert told["total"] == 1
    assert (row["idDemandePaiement"], row["etatCourant"]) == (invoice.pk, "MISE_A_DISPOSITION")
    assert (row["dpOuDpArchive"], row["nombreResultatTotal"]) == ("DEMANDE_PAIEMENT", "1")
    assert row["identifiantStructureDestinataire"] == PARIS_7E


def test_each_criterion_narrows_the_search(supplier: Machine) -> None:
    an_available()

    assert found(supplier, structureDestinataire={"identifiantStructureDestinataire": PARIS_7E}) == [NUMBER]
    assert found(supplier, structureDestinataire={"identifiantStructureDestinataire": SAFE_STYLE}) == []
    assert found(supplier, structureFournisseur={"identifiantStructureFournisseur": SAFE_STYLE}) == [NUMBER]
    assert found(supplier, structureFournisseur={"identifiantStructureFournisseur": PARIS_7E}) == []
    assert found(supplier, numeroFacture=NUMBER, statutCourant=["MISE_A_DISPOSITION"]) == [NUMBER]
    assert found(supplier, statutCourant="TRANSMISE_MOA") == []
    assert found(supplier, structureMoa={"idStructureMoa": 3}) == []
    assert found(supplier, typeDemandePaiement="MEMOIRE_JUSTICE") == []
    assert found(supplier, periodeDateFournisseurDu="2100-01-01") == []


def test_what_is_archived_is_found_where_it_is_asked_for(supplier: Machine) -> None:
    an_available()
    Invoice.objects.update(archived_at=AT)

    assert found(supplier) == found(supplier, dpOuDpArchive="DP_ARCHIVE") == [NUMBER]
    assert found(supplier, dpOuDpArchive="DEMANDE_PAIEMENT") == []


@pytest.mark.parametrize("path", ["rechercher/valideur", "rechercher/aTraiter/valideur"])
def test_a_valideur_finds_none_in_the_right_shape(supplier: Machine, path: str) -> None:
    an_available()

    told = supplier.ask(f"factures/v1/{path}", {"pagination": {"nbResultatsParPage": 20}})

    assert (told["codeRetour"], told["listeFactures"]) == (0, [])
    assert told["parametresRetour"] == {"nbResultatsParPage": 20, "pageCourante": 1, "pages": 0, "total": 0}


def test_a_valideur_is_told_which_statuses_there_are(supplier: Machine) -> None:
    told = supplier.ask("factures/v1/recuperer/statutsFactureVisibles/valideur")

    assert {"codeStatutFacture": "A_VALIDER_1"} in told["listeStatutFacture"]
