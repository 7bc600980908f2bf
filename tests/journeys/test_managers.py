"""A manager leaves: the role is handed over; or nobody is left, and the operator decides who follows."""

import pytest
from playwright.sync_api import FilePayload

from tests.invoices.builders import a_pdf
from unisson.cli.demo.people import CLAIRE, HUGO, OLIVIER, TOM

from .conftest import Visitor
from .person import Person
from .portal import Portal

pytestmark = pytest.mark.journey
KARIM = "karim.sylla@example.org"
PAPER_SHOP = "90233418400014"
TOWN_HALL = "21340172200011"
ORDER = FilePayload(name="arrete.pdf", mimeType="application/pdf", buffer=a_pdf())


def key_of(portal: Portal, address: str) -> int:
    return int(portal.rows("SELECT id FROM accounts_user WHERE email = ?", address)[0][0])


def asks_to_follow(person: Person, siret: str) -> None:
    person.open("/mon-compte/rattachements/")
    person.follow("Succéder au gestionnaire")
    person.fill("Numéro de la structure", siret)
    person.fill("Pourquoi vous", "Je suis la nouvelle personne responsable depuis juin.")
    person.upload("Justificatif", ORDER)
    person.press("Envoyer la demande")
    person.sees("Demande envoyée à l’exploitant du portail", "Succession du gestionnaire", "En cours de validation")


def accepts(operator: Person, name: str) -> None:
    operator.open("/exploitant/successions/")
    operator.press_row("Traiter", name)
    operator.sees("Vous n’avez pas encore lu le justificatif")
    operator.download("Télécharger le justificatif")
    operator.fill("Votre réponse", "Vu l’arrêté de nomination")
    operator.press("Accepter")


def test_the_role_is_handed_over_then_the_former_manager_leaves(visitor: Visitor) -> None:
    claire, hugo = visitor(CLAIRE, fails=(404,)), visitor(HUGO, script=False)
    claire.open("/gestionnaire/")
    claire.press_row("Gérer", "Hugo Lambert")
    claire.at("Hugo Lambert")
    claire.follow("Proposer le rôle…")
    claire.sees("Si Hugo Lambert accepte")
    claire.press("Proposer le rôle")
    claire.sees("Hugo Lambert reçoit un courriel")

    hugo.open("/mon-compte/rattachements/")
    hugo.press("Accepter le rôle")
    hugo.sees("Vous êtes gestionnaire principal de 53819959700013 - SAFE STYLE", "Gestionnaire principal")

    claire.open("/mon-compte/rattachements/")
    claire.follow("Quitter")
    claire.press("Quitter")
    claire.sees("Vous avez quitté 53819959700013 - SAFE STYLE")
    claire.open("/factures-emises/")
    claire.sees("n’existe pas")

    hugo.open("/gestionnaire/")
    hugo.sees("Départ", "Rôle de gestionnaire principal accepté")


def test_nobody_is_left_and_the_operator_lets_somebody_follow(visitor: Visitor, portal: Portal) -> None:
    olivier, tom, karim = visitor(OLIVIER), visitor(TOM), visitor(KARIM, script=False)
    olivier.open(f"/exploitant/utilisateurs/{key_of(portal, TOM)}/clore/")
    olivier.fill("Pourquoi", "Parti sans laisser d’adresse")
    olivier.main.get_by_label("J’ai compris, et je clos cet accès quand même").check()
    olivier.press("Clore l’accès")
    olivier.sees("Parti sans laisser d’adresse")
    tom.open("/")
    tom.sees("Vous avez déjà un compte ?")

    asks_to_follow(karim, PAPER_SHOP)
    accepts(olivier, "Karim Sylla")
    olivier.sees("Karim Sylla gère maintenant", "Vu l’arrêté de nomination")

    karim.open("/gestionnaire/")
    karim.at("Activités du gestionnaire")
    karim.sees("Nommé gestionnaire principal par l’exploitant")


def test_those_who_manage_have_days_to_object_before_somebody_follows(visitor: Visitor) -> None:
    olivier, hugo = visitor(OLIVIER, fails=(409,)), visitor(HUGO)
    asks_to_follow(hugo, TOWN_HALL)
    accepts(olivier, "Hugo Lambert")
    olivier.sees("sont prévenus et peuvent s’opposer jusqu’au")
