"""Signing in by another site, in the browser: there and back, bound by the password once, by one press from then on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.account import provider as local
from tests.web.account.provider import Provider
from unisson.cli.demo.people import CLAIRE, PASSWORD

from .conftest import Visitor, copied
from .person import Person
from .portal import Portal, running
from .test_sign_in import signs_out

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def there() -> Iterator[Provider]:
    with local.running() as provider:
        yield provider


@pytest.fixture(scope="module")
def portal(stocked: Path, there: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    known = {"OIDC_ISSUER": there.issuer, "OIDC_CLIENT_ID": local.CLIENT, "OIDC_CLIENT_SECRET": local.SECRET}
    with running(copied(stocked, tmp_path_factory), known) as portal:
        yield portal


def goes(person: Person) -> None:
    person.open("/connexion/")
    person.press("Se connecter avec ProConnect")  # the page between leads on by itself
    person.page.wait_for_url("**/connexion/autre-site/compte/")


@pytest.mark.parametrize("script", [True, False])
def test_the_password_binds_once_and_a_press_opens_from_then_on(
    visitor: Visitor, there: Provider, script: bool
) -> None:
    there.who = {"sub": "claire-there", "email": CLAIRE}
    claire = visitor(script=script)
    goes(claire)
    claire.fill("Mot de passe de ce compte", PASSWORD)
    claire.press("Continuer")
    claire.page.wait_for_url(lambda url: "/connexion/" not in url)
    signs_out(claire)
    goes(claire)
    claire.press("Continuer")
    claire.page.wait_for_url(lambda url: "/connexion/" not in url)
    claire.open("/mon-compte/securite/")
    claire.sees("ProConnect", "Connexion par un autre site permise")
    claire.follow("Retirer ProConnect")
    claire.fill("Votre mot de passe", PASSWORD)
    claire.press("Retirer ce site")
    claire.sees("n’ouvre plus ce compte")


def test_whom_the_site_names_differently_is_not_let_in(visitor: Visitor, there: Provider) -> None:
    there.who = {"sub": "somebody", "email": "personne@example.org"}
    stranger = visitor()
    goes(stranger)
    stranger.fill("Mot de passe de ce compte", PASSWORD)
    stranger.press("Continuer")
    stranger.reads("CPP-COMPTE-01", left=4)
