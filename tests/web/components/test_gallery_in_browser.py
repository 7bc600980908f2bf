"""Every component in a browser: no axe violation, no word on the console, no sideways scroll, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_component_is_accessible(live_server: LiveServer, chromium: str, scheme: str, width: int) -> None:
    console: list[str] = []
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR")
        page.on("console", lambda message: console.append(message.text))
        page.on("pageerror", lambda error: console.append(str(error)))
        page.goto(f"{live_server.url}/composants/")
        page.wait_for_load_state("networkidle")
        said = list(console)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        found = Axe().run(page).response["violations"]
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert said == []
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert sideways <= 0
