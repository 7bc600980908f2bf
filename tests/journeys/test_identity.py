"""A structure's identity changes with invoices in flight; one more structure is created, closed and opened again."""

import pytest

from tests.builders import PARIS_7E, SAFE_STYLE
from unisson.cli.demo.people import CLAIRE, HUGO, MARC, OLIVIER

from . import papers
from .conftest import Visitor
from .person import Person
from .portal import Portal

pytestmark = pytest.mark.journey

MOVED, PARIS_MOVED = "53819959700021", "21750001600027"


def key_of(portal: Portal, identifier: str) -> int:
    return int(portal.rows("SELECT id FROM directory_structure WHERE identifier = ?", identifier)[0][0])


def changes_her_number(claire: Person) -> None:
    claire.open("/gestionnaire/")
    claire.press_row("Identifiant et activité", SAFE_STYLE)
    claire.follow("Modifier l’identifiant")
    claire.fill("Nouveau numéro", "79500012100017")
    claire.press("Continuer")
    claire.reads("CPP-INSCRIPTION-03", name="BOULANGERIE LA FOURNÉE")
    claire.fill("Nouveau numéro", "538 199 597 00021")
    claire.press("Continuer")
    claire.at("Confirmer le nouvel identifiant")
    claire.sees("3 quai de la Marine", "Factures émises en cours", "Brouillons", "il n’y a pas de retour en arrière")
    claire.press("Changer l’identifiant")
    claire.sees(f"L’identifiant est maintenant le {MOVED}", f"{SAFE_STYLE} - SAFE STYLE")
    claire.follow(f"{SAFE_STYLE} - SAFE STYLE")
    claire.sees("Désactivée", f"{MOVED} - SAFE STYLE")


def changes_that_of_the_arrondissement(olivier: Person, portal: Portal) -> None:
    olivier.open(f"/exploitant/structures/{key_of(portal, PARIS_7E)}/")
    olivier.follow("Modifier l’identifiant")
    olivier.fill("Nouveau SIRET", PARIS_MOVED)
    olivier.press("Continuer")
    olivier.sees("Le répertoire des entreprises ne connaît pas ce numéro", "Factures reçues en cours")
    olivier.fill("Pourquoi, sur quel justificatif", "Arrêté du 3 novembre")
    olivier.press("Changer l’identifiant")
    olivier.sees(f"L’identifiant est maintenant le {PARIS_MOVED}", "Identifiant modifié", "Arrêté du 3 novembre")


def a_draft(claire: Person, number: str) -> str:
    """From a page, left as it is; its address."""
    claire.deposit(papers.a_file("Facture.pdf", papers.pdf(number)))
    return claire.page.url


def sends(claire: Person, number: str, **swap: str) -> None:
    claire.deposit(papers.a_file("facture.xml", papers.xml(number, swap=swap)))
    claire.send()


def test_the_number_changes_with_invoices_in_flight(visitor: Visitor, portal: Portal) -> None:
    claire, marc, olivier = visitor(CLAIRE, script=False, fails=(409,)), visitor(MARC), visitor(OLIVIER)
    sends(claire, "ID-001")
    claire.follow("Suivre la facture")
    claire.awaits("Mise à disposition du destinataire")
    draft = a_draft(claire, "ID-002")

    changes_her_number(claire)
    changes_that_of_the_arrondissement(olivier, portal)

    marc.open(f"/factures-recues/?q=ID-001&ouvrir={portal.invoice('ID-001')}")
    marc.take("Prendre en compte")
    claire.open(f"/factures-emises/{portal.invoice('ID-001')}/")
    claire.sees("Prise en compte par le destinataire")

    claire.open(draft)
    claire.reads("CPP-ADM-17", name="SAFE STYLE", former=SAFE_STYLE, number=MOVED)
    claire.press("Corriger pour moi")
    claire.sees_no("n’envoie plus sous")
    claire.send()

    claire.deposit(papers.a_file("facture.xml", papers.xml("ID-003", swap={SAFE_STYLE: MOVED})))
    claire.reads("CPP-ADM-16", name="MAIRIE 7EME ARR.", former=PARIS_7E, number=PARIS_MOVED)
    claire.sees_no("Corriger pour moi")
    sends(claire, "ID-004", **{SAFE_STYLE: MOVED, PARIS_7E: PARIS_MOVED})
    claire.follow("Suivre la facture")
    claire.awaits("Mise à disposition du destinataire")

    marc.open("/factures-recues/rechercher/?q=ID-00")
    marc.sees("ID-001", "ID-004")
    claire.open("/factures-emises/rechercher/?q=ID-00")
    claire.sees("ID-001", "ID-002", "ID-004")


@pytest.mark.parametrize("script", [True, False])
def test_one_more_structure_is_created_closed_and_opened_again(script: bool, visitor: Visitor) -> None:
    hugo = visitor(HUGO, script=script, size=(360, 780))
    hugo.open("/mon-compte/rattachements/")
    hugo.follow("Créer une structure")
    hugo.choose("Type d’identifiant", "En cours d’immatriculation : un numéro provisoire, 18 caractères au plus")
    number = f"ATELIER {'JS' if script else 'HTML'}"
    hugo.fill("Numéro", number)
    hugo.press("Continuer")
    hugo.fill("Raison sociale", "ATELIER LAMBERT")
    hugo.fill("Adresse", "2 rue du Port")
    hugo.fill("Code postal", "34200")
    hugo.fill("Ville", "Sète")
    hugo.press("Créer la structure")
    hugo.sees(f"Structure créée : vous gérez {number} - ATELIER LAMBERT", "non vérifié")

    hugo.open("/gestionnaire/")
    hugo.press_row("Identifiant et activité", number)
    hugo.follow("Désactiver")
    hugo.press("Désactiver la structure")
    hugo.sees("ATELIER LAMBERT est désactivée.", "Désactivée")
    hugo.follow("Réactiver")
    hugo.press("Réactiver la structure")
    hugo.sees("ATELIER LAMBERT est de nouveau active.")


def test_the_one_that_others_manage_is_asked_of_them(visitor: Visitor) -> None:
    marc = visitor(MARC, script=False)
    marc.open("/mon-compte/structures/creer/")
    marc.fill("Numéro", "83876704400012")
    marc.press("Continuer")
    marc.at("Demander un rattachement")
    marc.sees("Cette structure est déjà sur le portail")
