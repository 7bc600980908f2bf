"""The pages anybody may open, in a browser: no axe violation, no word on the console, no sideways scroll."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import a_person, a_service, a_structure

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
OPEN = (
    "/connexion/",
    "/inscription/",
    "/mot-de-passe/",
    "/mot-de-passe/MQ/faux/",
    "/aide/",
    "/regles/?jeu=en16931",
    "/regles/CPP-REF-01/",
    "/regles/BR-CO-10/",
    f"/annuaire/?q=pont&structure={PONT_SAINT_ESPRIT}",
    "/annuaire/?q=nulle-part",
    "/verifier/",
    "/lisible/",
    "/accessibilite/",
    "/conditions/",
    "/donnees-personnelles/",
)
INSIDE = ("/", "/fil/", "/mon-compte/", "/mon-compte/mot-de-passe/")


def faults(page: Page, address: str) -> list[str]:
    """What is wrong with one page."""
    console: list[str] = []
    page.on("console", lambda message: console.append(message.text))
    page.on("pageerror", lambda error: console.append(str(error)))
    page.goto(address)
    said = [text for text in console if "410" not in text]
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0
    return [*said, *found, *(["sideways"] if sideways else [])]


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_every_open_page_is_accessible(live_server: LiveServer, chromium: str, width: int, scheme: str) -> None:
    town_hall = a_structure(PONT_SAINT_ESPRIT, commitment_required=True)
    a_service(town_hall)
    person = a_person()
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR")  # type: ignore[arg-type]
        told = {path: faults(page, f"{live_server.url}{path}") for path in OPEN}
        page.goto(f"{live_server.url}/connexion/")
        page.locator("#id_username").fill(person.email)
        page.locator("#id_password").fill("Essai-2026-xyz")
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_url(f"{live_server.url}/")
        told |= {path: faults(page, f"{live_server.url}{path}") for path in INSIDE}

    assert {path: wrong for path, wrong in told.items() if wrong} == {}
