"""Software is connected to the API, from the first request to the last call, with what the screens show and no more."""

import base64

import pytest
from playwright.sync_api import APIResponse

from unisson.cli.demo.people import CLAIRE

from .conftest import Visitor
from .person import Person

pytestmark = pytest.mark.journey
PAUL = "paul.garnier@safe-style.example"
SOFTWARE = "Caisse du magasin"


def shown(person: Person, label: str) -> str:
    """The value of a fact on the screen."""
    named = person.page.get_by_text(label, exact=True)
    return person.main.locator(".facts > div").filter(has=named).locator(".mono").inner_text()


def token(person: Person, client_id: str, secret: str) -> APIResponse:
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret, "scope": "openid"}
    return person.page.request.post("/api/oauth/token", form=dict(form))


def calls(person: Person, bearer: str, login: str, password: str) -> int:
    proof = base64.b64encode(f"{login}:{password}".encode()).decode()
    headers = {"Authorization": f"Bearer {bearer}", "cpro-account": proof}
    return person.page.request.get("/cpro/transverses/v1/health-check", headers=headers).status


def lets_ask(claire: Person) -> None:
    """The space is given to a colleague who is no manager."""
    claire.open("/gestionnaire/")
    claire.press_row("Gérer", "Paul Garnier")
    claire.choose("Raccordement EDI et API", "Modification")
    claire.press("Enregistrer les droits")
    claire.sees("Droits de Paul Garnier enregistrés")


def asks(paul: Person) -> None:
    paul.open("/")
    paul.follow("Raccordement EDI et API", within=paul.page.get_by_role("navigation", name="Espaces"))
    paul.follow("Raccorder un logiciel")
    paul.fill("Nom du logiciel", SOFTWARE)
    paul.fill("À quoi il servira", "Facturer depuis la boutique")
    paul.press("Raccorder")
    paul.at(SOFTWARE)
    paul.sees("Demande envoyée aux gestionnaires de", "Soumise")


def accepts(claire: Person) -> None:
    claire.open("/")
    claire.sees("1 logiciel demande à être raccordé")
    claire.follow("Décider")
    claire.follow(SOFTWARE)
    claire.sees("« Facturer depuis la boutique »")
    claire.press("Valider")
    claire.sees(f"« {SOFTWARE} » est raccordé", "Validée")


def makes_a_secret(paul: Person) -> tuple[str, str]:
    """The identifier and the secret, from the only page that shows it: loaded again, it makes no other."""
    paul.page.reload()
    paul.sees("Aucun secret")
    paul.press("Créer un secret")
    paul.sees("Ce secret ne se montre qu’une fois")
    found = shown(paul, "Identifiant"), shown(paul, "Secret")
    paul.page.reload()
    paul.at(SOFTWARE)
    paul.reads("CPP-RACCORD-09")
    paul.sees(found[1][-4:])
    paul.sees_no(found[1])
    return found


def opens_an_account(claire: Person) -> tuple[str, str]:
    claire.follow("Compte technique")
    claire.follow("Créer un compte technique")
    claire.page.get_by_role("button", name="Créer le compte", exact=True).dblclick()
    claire.at("Compte technique créé")
    found = shown(claire, "Compte technique"), shown(claire, "Mot de passe")
    claire.follow("C’est noté")
    claire.at(found[0])
    claire.sees_no(found[1])
    return found


def test_software_is_connected_calls_and_is_cut_off(visitor: Visitor) -> None:
    claire, paul = visitor(CLAIRE), visitor(script=False)
    lets_ask(claire)
    paul.sign_in(PAUL)
    asks(paul)
    accepts(claire)
    client_id, secret = makes_a_secret(paul)
    login, password = opens_an_account(claire)

    bearer = token(paul, client_id, secret).json()["access_token"]
    assert calls(paul, bearer, login, password) == 200

    paul.press_row("Révoquer…", secret[-4:])
    paul.sees("C’est le seul en service")
    paul.press("Révoquer")
    paul.sees("Secret révoqué, et tous les jetons avec lui")
    assert calls(paul, bearer, login, password) == 401
    assert token(paul, client_id, secret).status == 400

    paul.press("Créer un secret")
    again = token(paul, client_id, shown(paul, "Secret")).json()["access_token"]
    assert calls(paul, again, login, password) == 200
    claire.follow("Fermer ce compte")
    claire.press("Fermer le compte")
    claire.sees("Compte technique fermé")
    assert calls(paul, again, login, password) == 401

    paul.follow("C’est noté")
    paul.follow("Révoquer ce raccordement")
    paul.press("Révoquer")
    paul.sees("n’a plus accès à l’API", "Désactivée")
