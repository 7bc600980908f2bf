"""A manager attaches colleagues by their addresses and closes a space; two operators give a public structure its
manager."""

import re

import pytest

from unisson.cli.demo.people import ANOUK, CLAIRE, INES, OLIVIER

from .conftest import Visitor
from .person import Person
from .portal import Portal
from .test_managers import KARIM, ORDER
from .test_returns import MAILBOX

pytestmark = pytest.mark.journey
NEWCOMER, SECRET = "zoe.perrin@example.org", "Rabot-ciseau-26"


def tabs(person: Person) -> str:
    return person.page.get_by_role("banner").inner_text()


def proposes(manager: Person, address: str, first: str, last: str) -> None:
    manager.open("/gestionnaire/")
    manager.follow("Rattacher une personne 53819959700013 - SAFE STYLE")
    manager.fill("Adresse électronique de la personne", address)
    manager.fill("Nom", last)
    manager.fill("Prénom", first)
    manager.choose("Factures émises", "Modification")
    manager.press("Envoyer la proposition")
    manager.sees(f"{first} {last} sera rattaché à 53819959700013 - SAFE STYLE", "Rattachements proposés")


def letter_link(portal: Portal, reader: Person, address: str) -> str:
    asked = "SELECT id FROM notices_email WHERE kind = 'attachment-proposed' AND \"to\" = ?"
    reader.open(f"{MAILBOX}{portal.rows(asked, address)[0][0]}/")
    reader.awaits("vous propose")  # the worker writes it
    link = re.search(r"/rattachement/[\w-]+/", reader.page.content())
    assert link
    return link[0]


def test_a_colleague_accepts_and_sees_the_tabs_without_signing_in_again(visitor: Visitor) -> None:
    claire, karim = visitor(CLAIRE), visitor(KARIM, script=False, fails=(404,))
    karim.open("/")
    assert "Factures émises" not in tabs(karim)
    proposes(claire, KARIM, "Karim", "Sylla")

    karim.open("/")
    karim.sees("1 rattachement vous est proposé")
    karim.open("/mon-compte/rattachements/")
    karim.press("Accepter le rattachement 53819959700013 - SAFE STYLE")
    karim.sees("vos espaces sont ouverts")
    assert "Factures émises" in tabs(karim)
    karim.open("/factures-emises/")
    karim.sees("Synthèse")

    claire.open("/gestionnaire/")
    claire.press_row("Gérer", "Karim Sylla")
    claire.press("Fermer « Factures émises »")
    claire.sees("Droits de Karim Sylla enregistrés")
    karim.open("/")
    assert "Factures émises" not in tabs(karim)
    karim.open("/factures-emises/")
    karim.sees("n’existe pas")


def test_who_has_no_account_makes_it_from_the_letter_then_the_space_closes(visitor: Visitor, portal: Portal) -> None:
    claire, zoe, ines = visitor(CLAIRE), visitor(""), visitor(INES)
    proposes(claire, NEWCOMER, "Zoé", "Perrin")
    zoe.open(letter_link(portal, zoe, NEWCOMER))
    zoe.sees("Claire Morel vous propose d’être rattaché", "Factures émises (Modification)")
    zoe.fill("Mot de passe", SECRET)
    zoe.fill("Confirmation", SECRET)
    zoe.choose("Question secrète", "Quel était le nom de votre premier animal ?")
    zoe.fill("Réponse", "Médor")
    zoe.main.get_by_label("J’accepte les conditions d’utilisation").check()
    zoe.press("Accepter et créer mon compte")
    zoe.sees("Votre compte est prêt")
    assert "Factures émises" in tabs(zoe)

    ines.open("/")
    assert "Factures émises" in tabs(ines)
    claire.open("/gestionnaire/")
    claire.press_row("Fermer « Factures émises »", "Factures émises")
    claire.sees("Plus personne n’aura cet espace", "Zoé Perrin")
    claire.press("Fermer l’espace")
    claire.sees("Plus personne n’y a accès")
    for person in (zoe, ines):
        person.open("/")
        assert "Factures émises" not in tabs(person)


def test_two_operators_give_a_public_structure_its_manager(visitor: Visitor, portal: Portal) -> None:
    olivier, anouk = visitor(OLIVIER, fails=(409,)), visitor(ANOUK, script=False)
    karim = visitor(KARIM)
    unmanaged = """SELECT id, name FROM directory_structure WHERE nature = 'PUBLIQUE' AND active AND id NOT IN
        (SELECT structure_id FROM directory_membership WHERE role <> 'UTILISATEUR') ORDER BY id LIMIT 1"""
    pk, name = portal.rows(unmanaged)[0]
    olivier.open(f"/exploitant/structures/{pk}/")
    olivier.sees("Personne ne gère cette structure")
    olivier.fill("Adresse de connexion de la personne", KARIM)
    olivier.fill("Pourquoi cette personne", "Arrêté de nomination du 3 novembre")
    olivier.upload("Justificatif", ORDER)
    olivier.press("Proposer cette personne")
    olivier.sees("attend un second exploitant")

    anouk.open("/")
    anouk.sees("1 nomination à confirmer")
    anouk.open("/exploitant/nominations/")
    anouk.press_row("Lire et décider", "Karim Sylla")
    anouk.sees("Vous n’avez pas encore lu le justificatif")
    anouk.download("Télécharger le justificatif")
    anouk.press("Confirmer")
    anouk.sees("Karim Sylla est le gestionnaire principal")

    karim.open("/")
    assert "Activités du gestionnaire" in tabs(karim)
    assert "Factures reçues" in tabs(karim)
    karim.open("/gestionnaire/")
    karim.sees(name, "Nommé gestionnaire principal par l’exploitant")
