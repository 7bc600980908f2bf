"""« Ma facture est-elle bien lisible ? », asked by somebody without an account."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from . import papers
from .conftest import Visitor

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("script", "size", "dark"), [(True, (1280, 900), False), (False, (360, 780), True)])
def test_a_visitor_sees_what_would_be_read(script: bool, size: tuple[int, int], dark: bool, visitor: Visitor) -> None:
    someone = visitor(script=script, size=size, dark=dark)
    someone.open("/connexion/")
    someone.page.get_by_role("link", name="Ma facture est-elle bien lisible").click()
    someone.at("Ma facture est-elle bien lisible\u202f?")
    someone.upload("Facture (PDF)", papers.PDF / "facture-classique.pdf")
    someone.press("Examiner")
    someone.sees("Votre facture est bien lisible", "Ce qui serait lu", "F2026-0211", "213 002 025 00012")
    expect(someone.page.locator(".doc a.box")).not_to_have_count(0)
    assert someone.page.evaluate("document.querySelector('.doc img').naturalWidth") > 500
    assert someone.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if script:
        assert [one["id"] for one in Axe().run(someone.page).response["violations"]] == []


def test_a_file_that_cannot_be_read_gets_its_sentence_and_the_next_is_examined(visitor: Visitor) -> None:
    someone = visitor()
    someone.open("/lisible/")
    someone.upload("Facture (PDF)", papers.PDF / "fautive-protegee.pdf")
    someone.press("Examiner")
    someone.reads("CPP-PDF-03")
    someone.upload("Facture (PDF)", papers.PDF / "fautive-signee-modifiee.pdf")
    someone.press("Examiner")
    someone.sees("point à améliorer", "le fichier a été modifié après la signature")
