"""What a person chose stays chosen: the structure and the service of « Synthèse », the address of the calendar; and
« Synthèse » seen whole."""

import re

import pytest
from playwright.sync_api import expect

from unisson.cli.demo.people import CLAIRE

from .conftest import Visitor
from .portal import Portal
from .test_cockpit import stock

pytestmark = pytest.mark.journey

CALENDAR = "/mon-compte/calendrier/"


@pytest.mark.parametrize("script", [True, False])
def test_the_structure_and_the_service_of_the_summary_are_remembered(script: bool, visitor: Visitor) -> None:
    claire = visitor(CLAIRE, script=script)
    menu, in_use = claire.page.locator("#structure"), claire.page.locator("button.structure")
    services = claire.main.get_by_label("Service").first
    claire.open("/factures-emises/?tout=1")
    claire.sees("en tout")
    in_use.click()
    menu.get_by_role("button", name="SAFE STYLE").click()
    expect(in_use).to_contain_text("SAFE STYLE")
    services.select_option(label="Agence Sud")
    claire.press("Afficher")
    for place in ("/factures-emises/?tout=1", "/factures-emises/"):
        claire.open("/factures-emises/rechercher/")
        claire.open(place)
        expect(services.locator("option:checked")).to_have_text("Agence Sud")
    expect(claire.another_tab().page.locator("button.structure")).to_contain_text("SAFE STYLE")
    services.select_option(label="Tous les services")
    claire.press("Afficher")
    expect(services.locator("option:checked")).to_have_text("Tous les services")


@pytest.mark.parametrize("script", [True, False])
def test_what_waits_is_seen_whole_and_rejections_treated_together(
    script: bool, visitor: Visitor, portal: Portal
) -> None:
    prefix = "TJ" if script else "TH"
    stock(portal, "reject", prefix, "51")
    claire = visitor(CLAIRE, script=script)
    boxes = claire.main.get_by_role("checkbox", name=re.compile("Sélectionner la facture"))
    claire.open("/factures-emises/")
    claire.sees("Les 50 premières sur")
    claire.follow("Tout voir")
    claire.sees("en tout")
    assert boxes.count() > 50
    for rank in (1, 51):
        claire.main.get_by_role("checkbox", name=f"Sélectionner la facture {prefix}-{rank:03}", exact=True).check()
    claire.press("Traiter le rejet")
    claire.open("/factures-emises/?tout=1")
    claire.sees(f"{prefix}-002", f"{prefix}-050")
    claire.sees_no(f"{prefix}-001", f"{prefix}-051")


@pytest.mark.parametrize("script", [True, False])
def test_the_address_of_the_calendar_is_made_read_replaced_and_closed(script: bool, visitor: Visitor) -> None:
    claire = visitor(CLAIRE, script=script, fails=(404,))

    def made(words: str) -> str:
        claire.press(words)
        claire.sees("Cette adresse ne se montre qu’une fois")
        found = re.search(r"https?://\S+\.ics", claire.main.inner_text())
        assert found
        return found[0]

    claire.open(CALENDAR)
    claire.sees("Aucune adresse n’est ouverte.")
    first = made("Créer une adresse")
    reads = claire.page.request
    answer = reads.get(first)
    assert answer.ok and answer.text().startswith("BEGIN:VCALENDAR") and "SUMMARY" in answer.text()
    claire.open(CALENDAR)
    claire.sees_no(first)
    second = made("Remplacer l’adresse")
    assert reads.get(first).status == 404 and reads.get(second).ok
    claire.press("Fermer l’adresse")
    claire.sees("Aucune adresse n’est ouverte.")
    assert reads.get(second).status == 404
