"""« Tableau de bord » of both sides: open the tab, narrow the period, follow a figure to the list of that many."""

import re

import pytest
from playwright.sync_api import expect

from unisson.cli.demo.people import CLAIRE, NADIA

from .conftest import Visitor
from .person import Person

pytestmark = pytest.mark.journey

SIDES = ((CLAIRE, "/factures-emises/"), (NADIA, "/factures-recues/"))
PAID = "Mise en paiement"


def number(person: Person, label: str) -> int:
    """What the tile of that status says."""
    return int(person.page.locator(".figure", has_text=label).last.locator("b").inner_text())


def rows(person: Person) -> int:
    """Lines of the list that is shown."""
    return person.page.locator("main tbody tr").count()


def opened(visitor: Visitor, who: str, place: str, **window: object) -> Person:
    person = visitor(who, **window)
    person.open(place)
    person.page.get_by_role("link", name="Tableau de bord").click()
    expect(person.page.get_by_role("heading", name="Tableau de bord")).to_be_visible()
    return person


@pytest.mark.parametrize(("who", "place"), SIDES)
@pytest.mark.parametrize("script", [True, False])
def test_a_figure_leads_to_a_list_of_that_many(visitor: Visitor, who: str, place: str, script: bool) -> None:
    person = opened(visitor, who, place, script=script)
    whole = number(person, PAID)
    person.page.get_by_label("Période").select_option("annee")
    person.page.get_by_role("button", name="Afficher").click()
    person.page.wait_for_url(re.compile("periode=annee"))
    some = number(person, PAID)
    assert 0 < some <= whole
    person.page.locator(".figure", has_text=PAID).last.click()
    person.page.wait_for_url(re.compile("rechercher/.*statut=MISE_EN_PAIEMENT"))
    assert rows(person) == min(some, 25)


def test_with_the_keyboard_alone(visitor: Visitor) -> None:
    claire = opened(visitor, *SIDES[0])
    period = claire.page.get_by_label("Période")
    period.focus()
    claire.page.keyboard.press("Home")
    while period.input_value() != "passee":
        claire.page.keyboard.press("ArrowDown")
    claire.page.get_by_role("button", name="Afficher").focus()
    claire.page.keyboard.press("Enter")
    claire.page.wait_for_url(re.compile("periode=passee"))
    figure = claire.page.locator(".figure", has_text="Rejetée")
    figure.focus()
    claire.page.keyboard.press("Enter")
    claire.page.wait_for_url(re.compile("statut=REJETEE"))


def test_what_a_chart_shows_stands_in_a_table_too(visitor: Visitor) -> None:
    claire = opened(visitor, *SIDES[0])
    chart = claire.page.locator("figure", has_text="Montants facturés par mois")
    chart.get_by_text("Voir les chiffres").click()
    line = chart.locator("tbody tr").last
    expect(line).to_contain_text("2026")
    told = int(line.get_by_role("link").inner_text().split()[0])
    line.get_by_role("link").click()
    claire.page.wait_for_url(re.compile("rechercher/"))
    assert rows(claire) == min(told, 25)


def test_the_forecast_says_that_it_is_none_of_a_promise(visitor: Visitor) -> None:
    claire = opened(visitor, *SIDES[0])
    claire.page.get_by_role("link", name="Prévision de paiement").click()
    claire.sees("Une estimation, pas une promesse", "Encaissements attendus par semaine")
