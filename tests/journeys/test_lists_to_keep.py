"""What a supplier keeps of the past: « Liste fiscale » and « Archives », opened by their tabs, read and taken away."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from unisson.cli.demo.people import CLAIRE

from .conftest import Visitor, copied
from .person import Person
from .portal import Portal, running

pytestmark = pytest.mark.journey

AMOUNT = re.compile(r"-?[\d\s\u202f\u00a0]+,\d\d")


@pytest.fixture(scope="module")
def portal(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Where what was paid more than sixty days ago is archived."""
    with running(copied(stocked, tmp_path_factory), {"ARCHIVE_AFTER_DAYS": "60"}) as portal:
        assert portal.unisson("archive").returncode == 0
        yield portal


def opened(visitor: Visitor, tab: str, **window: object) -> Person:
    person = visitor(CLAIRE, **window)
    person.open("/factures-emises/")
    person.follow(tab)
    person.at(tab)
    return person


def amounts(person: Person, row: str) -> list[str]:
    cells = person.main.get_by_role("row").filter(has_text=row).first.get_by_role("cell").all_inner_texts()
    return [found[0] for text in cells if (found := AMOUNT.search(text))]


@pytest.mark.parametrize("script", [True, False])
def test_the_fiscal_list_of_a_period_says_its_totals_and_is_exported(
    script: bool, visitor: Visitor, portal: Portal, tmp_path: Path
) -> None:
    claire = opened(visitor, "Liste fiscale", script=script)
    claire.main.get_by_label("Datée du").fill("2026-01-01")
    claire.main.get_by_label("au", exact=True).fill("2026-06-30")
    claire.press("Afficher")
    claire.page.wait_for_url(re.compile("du=2026-01-01&au=2026-06-30"))
    claire.sees("Totaux de la période", "Dont rejetées")
    net, vat, gross, _rejected = amounts(claire, "EUR")
    exported = claire.download("Exporter (CSV)")
    assert exported.suggested_filename.endswith("2026-01-01-2026-06-30.csv")
    file = tmp_path / "liste.csv"
    exported.save_as(file)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    ((count,),) = portal.rows(
        "SELECT count(*) FROM invoices_invoice i JOIN directory_structure s ON s.id = i.supplier_id WHERE"
        " s.name = 'SAFE STYLE' AND i.deposited_at IS NOT NULL AND i.issue_date BETWEEN '2026-01-01' AND '2026-06-30'"
    )
    assert len(lines) == count + 1
    assert claire.main.get_by_role("row").filter(has_text="EUR").first.get_by_role("cell").first.inner_text() == str(
        count
    )
    number = lines[1].split(";")[0].strip('"')
    claire.follow(f"Facture {number}")
    claire.sees(number, "Montants totaux")
    assert net != gross or vat == "0,00"


@pytest.mark.parametrize("script", [True, False])
def test_an_archived_invoice_is_found_read_and_downloaded(script: bool, visitor: Visitor, tmp_path: Path) -> None:
    claire = opened(visitor, "Archives", script=script)
    claire.sees("quitte « Rechercher » pour ces archives")
    first = claire.main.locator("tbody tr").first
    number = first.get_by_role("link").first.inner_text().split()[-1]
    claire.main.get_by_role("searchbox").fill(number)
    claire.press("Filtrer")
    claire.page.wait_for_url(re.compile("q="))
    claire.main.get_by_role("link", name=re.compile(rf"{re.escape(number)}$")).first.click()
    claire.sees(number, "Mise en paiement")
    expect(claire.main.get_by_role("button", name="Recycler")).to_have_count(0)
    file = tmp_path / "facture"
    claire.download("Télécharger").save_as(file)
    assert file.stat().st_size > 500
    claire.open(f"/factures-emises/rechercher/?q={number}")
    claire.sees("Rien ne répond à ces critères")
