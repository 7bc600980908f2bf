"""« Rechercher » of both sides without a script: criteria, order, columns, a kept search, a file, a group download."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from unisson.cli.demo.people import CLAIRE, NADIA

from .conftest import Visitor

pytestmark = pytest.mark.journey

SIDES = ((CLAIRE, "/factures-emises/rechercher/"), (NADIA, "/factures-recues/rechercher/"))


@pytest.mark.parametrize(("who", "list_of"), SIDES, ids=["sent", "received"])
def test_what_is_found_is_sorted_kept_and_taken_away(who: str, list_of: str, visitor: Visitor, tmp_path: Path) -> None:
    person = visitor(who, script=False)
    page, main = person.page, person.main
    person.open(f"{list_of}?statut=MISE_EN_PAIEMENT")

    main.get_by_role("link", name="Montant TTC").click()
    expect(main.get_by_role("columnheader", name="Montant TTC")).to_have_attribute("aria-sort", "ascending")
    expect(page).to_have_url(re.compile(r"statut=MISE_EN_PAIEMENT&tri=ttc"))

    main.get_by_text("Choisir les colonnes").click()
    main.get_by_label("Montant HT", exact=True).check()
    main.get_by_role("button", name="Afficher ces colonnes").click()
    expect(main.get_by_role("columnheader", name="Montant HT")).to_be_visible()

    main.get_by_text("Enregistrer cette recherche").click()
    main.get_by_label("Nom de la recherche").fill("Payées, par montant")
    main.get_by_role("button", name="Enregistrer").click()
    person.open(list_of)
    main.get_by_role("link", name="Payées, par montant").click()
    expect(main.get_by_role("columnheader", name="Montant TTC")).to_have_attribute("aria-sort", "ascending")
    main.get_by_role("link", name="Renommer").click()
    main.get_by_label("Nom de la recherche").fill("Payées")
    main.get_by_role("button", name="Renommer").click()
    expect(main.get_by_role("link", name="Payées", exact=True)).to_be_visible()

    number = main.get_by_role("rowheader").first.get_by_role("link").inner_text()
    main.get_by_role("checkbox", name=re.compile("^Sélectionner la facture")).first.check()
    main.get_by_role("button", name="Télécharger les factures").click()
    expect(main).to_contain_text("1 facture.")
    main.get_by_role("button", name="Préparer le fichier").click()
    person.press_until(main.get_by_role("link", name="Actualiser"), main.get_by_text("Prêt", exact=True))
    with page.expect_download() as download:
        main.get_by_role("button", name="Télécharger").click()
    download.value.save_as(tmp_path / "factures.zip")
    with zipfile.ZipFile(tmp_path / "factures.zip") as archive:
        assert archive.testzip() is None
        assert {name.partition(" ")[0] for name in archive.namelist()} == {number.split()[-1]}
