"""A scan: the form is there at once, fills itself while its person types, and is sent like any other."""

import re

import pytest
from playwright.sync_api import expect

from tests.pdf.scans import scanned
from unisson.cli.demo.people import CLAIRE

from . import papers
from .conftest import Visitor
from .person import Person

_READ_WITHIN = 90_000
"""Milliseconds: a turned scan takes four passes, and scans are read one after the other."""

pytestmark = [pytest.mark.journey, pytest.mark.ocr]


def await_reading(claire: Person, *, script: bool) -> None:
    """With script the page says it by itself; without, one presses « Actualiser »."""
    read = claire.page.get_by_text(re.compile(r"Scan\s+lu"))
    if not script:
        again = claire.page.get_by_role("button", name="Actualiser", exact=True)
        claire.press_until(again, read, within=_READ_WITHIN)
    expect(read).not_to_have_count(0, timeout=_READ_WITHIN)


@pytest.mark.parametrize("script", [True, False])
def test_a_scan_is_read_while_its_person_types(script: bool, visitor: Visitor) -> None:
    claire, number = visitor(CLAIRE, script=script), f"2026-{746 + script}"
    claire.deposit(papers.a_file("scan.pdf", scanned(papers.pdf(number), dpi=300, turn=90)))
    claire.fill("Numéro d’engagement", "EJ-TAPE")
    await_reading(claire, script=script)
    claire.holds("Numéro", number)
    claire.holds("Numéro d’engagement", "EJ-TAPE")
    claire.holds("Net à payer", "3 500,00")
    expect(claire.page.locator(".doc a.box")).not_to_have_count(0)
    claire.send()
    claire.sees(number)


def test_what_is_typed_before_the_reading_ends_stays(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    claire.deposit(papers.a_file("scan.pdf", scanned(papers.pdf("2026-751"), dpi=300)))
    claire.fill("Numéro", "2026-752")
    await_reading(claire, script=True)
    claire.field("Numéro d’engagement").focus()
    claire.holds("Numéro", "2026-752")
    claire.sees("2026-751")
