"""Looking over what was read: by Tab, by a click on the page, and better at the next invoice."""

import time

import pytest
from playwright.sync_api import Locator, expect

from unisson.cli.demo.people import LEA

from . import papers
from .conftest import Visitor
from .person import Person
from .test_every_page import WINDOWS, faults

pytestmark = pytest.mark.journey


def deposited(person: Person, number: str) -> Person:
    person.deposit(papers.a_file(f"{number}.pdf", papers.unusual(number)))
    return person


def click(person: Person, x: float, y: float, *, page: int = 1) -> None:
    """A click on the page image, in points."""
    sheet = person.page.locator(f".doc__page[data-page='{page}']")
    sheet.scroll_into_view_if_needed()
    width = sheet.evaluate("sheet => sheet.getBoundingClientRect().width")
    sheet.click(position={"x": x * width / 595, "y": y * width / 595})


def held(person: Person, target: Locator) -> None:
    """Press and hold, as somebody does whose hand is slow: longer than a check takes."""
    target.hover()
    person.page.mouse.down()
    person.page.wait_for_timeout(700)
    person.page.mouse.up()


def test_a_click_on_the_page_fills_the_field_in_use(visitor: Visitor) -> None:
    lea = deposited(visitor(LEA), "JR-CLICK-1")
    lea.field("Numéro d’engagement").focus()
    click(lea, 165, 205)
    lea.holds("Numéro d’engagement", "ZU-JR-CLICK-1")
    lea.sees("Numéro d’engagement : « ZU-JR-CLICK-1 », pris sur la page.")
    expect(lea.field("Numéro d’engagement")).to_be_focused()
    lea.field("Date d’échéance").focus()
    click(lea, 165, 205)
    lea.sees("Pas de date à cet endroit de la page.")
    lea.holds("Numéro d’engagement", "ZU-JR-CLICK-1")


@pytest.mark.parametrize("slow", [0, 400])
def test_a_click_on_the_page_right_after_typing_keeps_both(slow: int, visitor: Visitor) -> None:
    lea = deposited(visitor(LEA), f"JR-FAST-{slow}")
    lea.page.route("**/controle/", lambda route: (time.sleep(slow / 1000), route.continue_()))
    lea.field("Net à payer").fill("1 234,56")
    lea.field("Numéro d’engagement").focus()
    click(lea, 165, 205)
    lea.holds("Numéro d’engagement", f"ZU-JR-FAST-{slow}")
    lea.page.wait_for_load_state("networkidle")
    lea.page.reload()
    lea.holds("Numéro d’engagement", f"ZU-JR-FAST-{slow}")
    lea.holds("Net à payer", "1 234,56")


def test_nothing_moves_under_a_press_that_leaves_a_field_whose_check_is_over(visitor: Visitor) -> None:
    lea = deposited(visitor(LEA), "JR-PRESS-1")
    lea.awaits_check()
    recipient, day = lea.main.get_by_role("checkbox", name="Oui, c’est bien cela", exact=True).all()
    recipient.check()
    lea.awaits_check()
    day.check()
    lea.awaits_check()
    expect(lea.page.locator("#champ-recipient_siret")).to_contain_text("sûr")
    expect(recipient).to_be_checked()
    expect(day).to_be_checked()


def test_a_long_press_below_a_field_it_leaves_is_a_click(visitor: Visitor) -> None:
    lea = deposited(visitor(LEA), "JR-LONG-1")
    lea.awaits_check()
    lea.fill("Net à payer", "1 234,5x")
    fold = lea.page.locator("#pieces-jointes")
    held(lea, fold.locator("summary"))
    expect(fold).to_have_attribute("open", "")
    expect(lea.field("Net à payer")).to_have_attribute("aria-invalid", "true")


def test_a_long_press_on_nothing_ends_with_the_check_it_held(visitor: Visitor) -> None:
    lea = deposited(visitor(LEA), "JR-LONG-2")
    lea.awaits_check()
    lea.fill("Net à payer", "1 234,5x")
    held(lea, lea.page.get_by_role("heading", level=1))
    expect(lea.field("Net à payer")).to_have_attribute("aria-invalid", "true")


def test_the_form_is_accessible_with_doubts_candidates_and_what_was_taken(visitor: Visitor) -> None:
    lea = deposited(visitor(LEA), "JR-AXE-1")
    lea.field("Numéro d’engagement").focus()
    click(lea, 165, 205)
    lea.sees("pris sur la page")
    lea.fill("Net à payer", "")
    lea.field("Montant HT").focus()
    expect(lea.page.locator(".box--maybe")).not_to_have_count(0)
    assert [fault for size, scheme in WINDOWS for fault in faults(lea.page, size, scheme, "review")] == []


def test_a_field_brings_its_frame_into_sight_on_its_page(visitor: Visitor) -> None:
    lea = deposited(visitor(LEA), "JR-SEE-1")
    frame = lea.page.locator(".doc__page[data-page='2'] .box.k-net_to_pay")
    expect(frame).not_to_be_in_viewport()
    lea.field("Net à payer").focus()
    expect(frame).to_be_in_viewport()
    expect(frame.locator("rect").first).to_have_css("stroke", "rgb(76, 42, 133)")


def test_tab_goes_through_the_fields_to_check_and_holds_nobody(visitor: Visitor) -> None:
    lea = deposited(visitor(LEA), "JR-TAB-1")
    doubtful = lea.page.locator("[data-doubt]")
    names = [field.get_attribute("id") or "" for field in doubtful.all()]
    assert len(names) > 1
    lea.page.locator("#a-verifier a").click()
    met = []
    for _ in range(60):
        here = lea.page.evaluate("document.activeElement.closest('[id^=champ-]')?.id ?? ''")
        met += [here] if here not in met[-1:] else []
        if here and here not in names:
            break
        lea.page.keyboard.press("Tab")
    assert met[: len(names)] == names
    assert met[-1] not in names
    lea.page.keyboard.press("Shift+Tab")
    assert lea.page.evaluate("document.activeElement.closest('[id^=champ-]')?.id ?? ''") != met[-1]


def test_without_script_a_value_is_chosen_from_those_of_the_page(visitor: Visitor) -> None:
    lea = deposited(visitor(LEA, script=False), "JR-LIST-1")
    lea.choose("Champ à remplir depuis la page", "Numéro d’engagement")
    lea.press("Choisir sur la page")
    lea.at("Choisir sur la page")
    lea.main.locator("li").filter(has_text="ZU-JR-LIST-1").get_by_role("button").click()
    lea.at("Déposer facture en cours")
    lea.holds("Numéro d’engagement", "ZU-JR-LIST-1")


def test_a_correction_is_remembered_for_the_next_invoice_and_can_be_erased(visitor: Visitor) -> None:
    lea = deposited(visitor(LEA), "JR-LEARN-1")
    lea.field("Numéro").focus()
    click(lea, 460, 45)
    lea.holds("Numéro", "JR-LEARN-1")
    lea.choose("Type de TVA", "TVA sur les débits")
    lea.send()

    deposited(lea, "JR-LEARN-2")
    lea.holds("Numéro", "JR-LEARN-2")
    lea.sees("Lu « JR-LEARN-2 » à droite de « Signe Zèbre », comme la dernière fois")

    lea.open("/factures-emises/depot/")
    lea.follow("Voir et effacer les repères retenus")
    lea.sees("à droite de « Signe Zèbre », page 1")
    lea.follow("Tout effacer")
    lea.press("Tout effacer")
    lea.sees("Rien n’est retenu")
    deposited(lea, "JR-LEARN-3")
    expect(lea.field("Numéro")).to_be_empty()
