"""Searches of invoices (chorus-pro-api.md §4.1): what is found, by whom, in what shape."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import AT, COMMITMENT, LATER, NUMBER, a_deposit, a_draft, a_structure, an_available, walk
from unisson.invoices.status import Status

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
SENT, RECEIVED = "factures/v1/rechercher/fournisseur", "factures/v1/rechercher/recipiendaire"


@pytest.fixture
def supplier() -> Machine:
    return a_machine(a_structure(SAFE_STYLE))


@pytest.fixture
def recipient() -> Machine:
    return a_machine(a_structure(PARIS_7E))


def numbers(machine: Machine, path: str = SENT, **asked: object) -> list[str]:
    return [one["numeroFacture"] for one in machine.ask(path, asked)["listeFactures"]]


def test_a_connector_finds_what_became_of_its_flow(supplier: Machine) -> None:
    invoice = a_deposit()
    a_deposit("FA-2026-0102")

    told = supplier.ask(SENT, {"numeroFluxDepot": invoice.flow.number})

    assert told["codeRetour"] == 0
    assert [(one["identifiantFactureCPP"], one["statut"]) for one in told["listeFactures"]] == [
        (invoice.pk, invoice.status)
    ]
    assert told["parametresRetour"] == {"nbResultatsParPage": 10, "pageCourante": 1, "pages": 1, "total": 1}


def test_a_line_has_dates_amounts_and_parties_as_connectors_read_them(supplier: Machine) -> None:
    invoice = a_deposit()

    line = supplier.ask(SENT)["listeFactures"][0]

    assert line["dateDepot"] == "2026-11-20"
    assert line["dateFacture"] == f"{invoice.issue_date:%Y-%m-%d}"
    assert line["dateHeureEtatCourant"] == "2026-11-20T10:30:00.000+01:00"
    assert line["montantTTC"] == float(invoice.gross_total)
    assert line["codeDestinataire"] == PARIS_7E
    assert (line["codeFournisseur"], line["typeIdentifiantFournisseur"]) == (SAFE_STYLE, "SIRET")
    assert (line["typeFacture"], line["typeDemandePaiement"], line["devise"]) == ("FACTURE", "FACTURE", "EUR")
    assert line["numeroBonCommande"] == COMMITMENT
    assert (line["numeroFluxDepot"], line["modeDepot"]) == (invoice.flow.number, invoice.deposit_mode)
    assert "taille" not in line


def test_each_criterion_narrows_the_search(supplier: Machine) -> None:
    invoice = a_deposit()
    a_deposit("FA-2026-0102", at=AT + timedelta(days=2))
    one = [NUMBER]
    both = ["FA-2026-0102", NUMBER]

    assert numbers(supplier, numeroFacture=NUMBER.lower()) == one
    assert numbers(supplier, numeroFacture="FA-2026") == []
    assert numbers(supplier, periodeDateDepotAu="2026-11-20") == one
    assert numbers(supplier, periodeDateDepotAu="2026-11-20T00:00:00") == one
    assert numbers(supplier, periodeDateDepotDu="2026-11-20T10:30:01") == ["FA-2026-0102"]
    assert numbers(supplier, periodeDateDepotDu="2026-11-20T09:30:00Z") == both
    assert numbers(supplier, listeDestinataire={"idDestinataire": invoice.recipient_id}) == both
    assert numbers(supplier, listeDestinataire=[{"idDestinataire": invoice.supplier_id}]) == []
    assert numbers(supplier, listeDestinataire=[{"raisonSocialeStuctDmd": "mairie 7eme"}]) == both
    assert numbers(supplier, listeDestinataire=[{"idDestinataire": 0, "listeIdServiceExecutant": [0]}]) == both
    assert numbers(supplier, statutCourant="DEPOSEE") == both
    assert numbers(supplier, statutCourant=["SERVICE_FAIT", "TRANSMISE_MOA"]) == []
    assert numbers(supplier, statutCourant=["TRANSMISE_MOA"]) == []
    assert numbers(supplier, numeroBonCommande=COMMITMENT, typeFacture="FACTURE", modeDepot="UPLOAD_API") == both
    assert numbers(supplier, typeFacture="AVOIR") == []
    assert numbers(supplier, cadreFacturation="A1_FACTURE_FOURNISSEUR") == both
    assert numbers(supplier, cadreFacturation="A9_FACTURE_SOUSTRAITANT") == []
    assert numbers(supplier, montantTTCMin=float(invoice.gross_total)) == both
    assert numbers(supplier, montantTTCMax=1) == []
    assert numbers(supplier, idFournisseur=invoice.supplier_id, idUtilisateurCreateur=[invoice.depositor_id]) == both
    assert numbers(supplier, rejetTraite=True) == []


def test_the_same_company_is_found_whichever_of_its_structures_is_named(supplier: Machine) -> None:
    invoice = a_deposit()
    sister = a_structure(PARIS_7E[:9] + "99999")

    asked: dict[str, Any] = {"listeDestinataire": [{"idDestinataire": sister.pk}]}

    assert numbers(supplier, **asked) == []
    assert numbers(supplier, **asked, rechercheSirenDestinataire=True) == [invoice.number]


def test_a_client_that_writes_every_key_asks_for_nothing(supplier: Machine) -> None:
    a_deposit()
    nothing: dict[str, Any] = {
        "cadreFacturation": "",
        "coordonneeBancaire": 0,
        "idUtilisateurCreateur": [],
        "listeDestinataire": [],
        "montantTTCMax": 0.0,
        "numeroFacture": "",
        "rejetTraite": False,
        "statutCourant": [],
        "unheardOf": {"a": 1},
        "rechercheFactureParFournisseur": {"triSense": "Ascendant ", "nbResultatsMaximum": 0, "triColonne": ""},
    }

    assert numbers(supplier, **nothing) == [NUMBER]


def test_pages_and_order_are_those_asked(supplier: Machine) -> None:
    for day in range(3):
        a_deposit(f"FA-2026-020{day}", at=AT + timedelta(days=day))

    def page(**paging: object) -> tuple[list[str], dict[str, int]]:
        told = supplier.ask(SENT, {"rechercheFactureParFournisseur": paging})
        return [one["numeroFacture"][-1] for one in told["listeFactures"]], told["parametresRetour"]

    assert page(nbResultatsParPage=2)[0] == ["2", "1"]
    assert page(nbResultatsParPage=2, pageResultatDemandee=2) == (
        ["0"],
        {"nbResultatsParPage": 2, "pageCourante": 2, "pages": 2, "total": 3},
    )
    assert page(triColonne="NumeroFacture", triSens="Ascendant")[0] == ["0", "1", "2"]
    assert page(triColonne="MontantTTC", nbResultatsParPage=2, pageResultatDemandee=2)[0] == ["0"]
    assert page(triColonne="NumeroFluxDepot")[0] == ["2", "1", "0"]
    assert page(nbResultatsParPage=9999999999)[1]["nbResultatsParPage"] == 1000
    assert page(pageResultatDemandee=9999999999)[0] == []
    assert page(nbResultatsMaximum=2) == (
        ["2", "1"],
        {"nbResultatsParPage": 10, "pageCourante": 1, "pages": 1, "total": 2},
    )


def test_a_search_takes_few_queries(supplier: Machine) -> None:
    for day in range(3):
        a_deposit(f"FA-2026-020{day}", at=AT + timedelta(days=day))
    supplier.ask(SENT)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        supplier.ask(SENT)

    assert len(queries) <= 8, [one["sql"] for one in queries]


def test_what_was_received_is_found_with_its_paging_at_the_top(recipient: Machine) -> None:
    invoice = an_available()

    told = recipient.ask(RECEIVED, {"periodeDateHeureEtatCourantDu": "2026-11-20T00:00:00"})

    assert {name: told[name] for name in ("codeRetour", "nbResultatsParPage", "pageCourante", "pages", "total")} == {
        "codeRetour": 0,
        "nbResultatsParPage": 10,
        "pageCourante": 1,
        "pages": 1,
        "total": 1,
    }
    line = told["listeFactures"][0]
    assert (line["idFacture"], line["statut"]) == (invoice.pk, "MISE_A_DISPOSITION")
    assert line["factureTelechargeeParDestinataire"] is False


def test_nothing_received_has_its_own_number(recipient: Machine) -> None:
    a_deposit()

    told = recipient.ask(RECEIVED)

    assert (told["codeRetour"], told["libelle"], told["listeFactures"]) == (20000, "TRA_MSG_00.015", [])


def test_each_criterion_narrows_what_was_received(recipient: Machine) -> None:
    invoice = an_available()
    one = [NUMBER]

    assert numbers(recipient, RECEIVED, listeFournisseurs=[{"idFournisseur": invoice.supplier_id}]) == one
    assert numbers(recipient, RECEIVED, listeFournisseurs={"idFournisseur": invoice.recipient_id}) == []
    assert numbers(recipient, RECEIVED, listeTypeFacture=["FACTURE", "AVOIR"], typeDemandePaiement="FACTURE") == one
    assert numbers(recipient, RECEIVED, listeTypeFacture="AVOIR") == []
    assert numbers(recipient, RECEIVED, typeDemandePaiement="FACTURE_TRAVAUX") == []
    assert numbers(recipient, RECEIVED, factureTelechargeeParDestinataire=True) == []
    assert numbers(recipient, RECEIVED, factureTelechargeeParDestinataire=False) == one
    assert numbers(recipient, RECEIVED, idDestinataire=invoice.recipient_id, statutCourant="MISE_A_DISPOSITION") == one


def test_not_downloaded_is_no_criterion_beside_keys_written_as_nothing(recipient: Machine) -> None:
    from unisson.invoices.models import Invoice

    an_available()
    Invoice.objects.update(downloaded=True)

    assert numbers(recipient, RECEIVED, factureTelechargeeParDestinataire=False) == []
    assert numbers(recipient, RECEIVED, factureTelechargeeParDestinataire=False, numeroFacture="") == [NUMBER]


def test_software_finds_what_its_own_structure_may_see_only(supplier: Machine, recipient: Machine) -> None:
    an_available()
    stranger = a_machine(a_structure(PONT_SAINT_ESPRIT))

    assert numbers(recipient, SENT) == []
    assert numbers(supplier, RECEIVED) == []
    assert numbers(stranger, RECEIVED) == []
    assert numbers(a_machine(a_structure(SAFE_STYLE), rights=[]), SENT) == []


def test_what_waits_for_the_supplier_has_drafts_and_what_came_back(supplier: Machine) -> None:
    path = "factures/v1/rechercher/atraiter/fournisseur"
    a_draft()
    returned = walk(an_available(), Status.REJETEE)

    told = supplier.ask(path, {"idStructure": returned.supplier_id, "recupererTaille": True})

    assert {one["statut"] for one in told["listeFactures"]} == {"BROUILLON", "REJETEE"}
    assert all(one["taille"] > 0 for one in told["listeFactures"])
    assert told["parametresRetour"]["total"] == 2
    hidden = supplier.ask(path, {"masquerRejetee": True, "rechercheFactureATraiterParFournisseur": {"triSens": "x"}})
    assert {one["statut"] for one in hidden["listeFactures"]} == {"BROUILLON"}


def test_what_waits_for_the_recipient_is_what_nobody_took_in_charge(recipient: Machine) -> None:
    path = "factures/v1/rechercher/atraiter/recipiendaire"
    waiting = an_available()
    walk(an_available("FA-2026-0103"), Status.PRISE_EN_COMPTE_DESTINATAIRE)

    told = recipient.ask(path, {"parametreRechercheFactureATraiterParRecipiendaire": {"triColonne": "MontantTTC"}})

    assert [one["idFacture"] for one in told["listeFactures"]] == [waiting.pk]
    assert recipient.ask(path, {"idStructure": waiting.supplier_id})["listeFactures"] == []


def test_why_an_invoice_came_back_stands_in_its_line(supplier: Machine) -> None:
    walk(an_available(), Status.SUSPENDUE, at=LATER)

    line = supplier.ask(SENT)["listeFactures"][0]

    assert (line["statut"], line["commentaireEtatCourant"]) == ("SUSPENDUE", "Voir ci-joint.")


def test_a_machine_without_the_space_of_received_invoices_finds_none() -> None:
    machine = a_machine(a_structure(PARIS_7E), rights=[])
    an_available()

    assert machine.ask(RECEIVED)["codeRetour"] == 20000
