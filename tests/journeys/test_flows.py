"""A flow of several invoices: deposited to try a connection, followed to the verdict of each, then its rejections."""

import pytest

from tests.files.archives import a_tar_gz
from unisson.cli.demo.people import CLAIRE, LEA

from . import papers
from .conftest import Visitor
from .portal import Portal

pytestmark = pytest.mark.journey
SHORT = {"<ram:LineTotalAmount>701.00": "<ram:LineTotalAmount>450.00"}


def an_archive() -> bytes:
    files = {"juste-1.xml": papers.xml("LOT-J1"), "juste-2.xml": papers.xml("LOT-J2")}
    files |= {"faux.xml": papers.xml("LOT-F1", swap=SHORT), "casse.xml": "<Invoice"}
    return a_tar_gz({name: text.encode() for name, text in files.items()})


def test_a_flow_of_many_is_followed_invoice_by_invoice(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    claire.open("/suivi-des-flux/deposer/")
    claire.upload("Fichier du flux", papers.a_file("lot-de-mars.tar.gz", an_archive()))
    claire.field("Syntaxe").select_option("IN_DP_E1_CII_16B")
    claire.press("Déposer")
    claire.awaits("Intégré partiellement")
    claire.sees("4 factures, dont 2 refusées", "LOT-J1", "LOT-J2", "LOT-F1", "casse.xml")
    address = claire.page.url

    claire.follow("Voir seulement les refusées")
    claire.sees("LOT-F1", "casse.xml")
    claire.sees_no("LOT-J1")
    claire.page.goto(address)
    claire.main.get_by_role("link", name="LOT-J1").click()
    claire.sees("LOT-J1")

    claire.open("/suivi-des-flux/recherche/?q=LOT-J2")
    claire.sees("lot-de-mars.tar.gz")
    claire.open("/")
    claire.follow("Accéder aux rejets EDI")
    claire.at("Rejets EDI")
    with claire.page.expect_download() as kept:
        claire.main.get_by_role("link", name="CSV").first.click()
    text = kept.value.path().read_text(encoding="utf-8-sig")
    assert "LOT-F1" in text
    assert "LOT-J1" not in text


def test_a_flow_is_nobody_elses(visitor: Visitor, portal: Portal) -> None:
    key = portal.rows("SELECT MIN(id) FROM invoices_flow WHERE syntax = 'ARCHIVE'")[0][0]
    lea = visitor(LEA, fails=(404,))
    lea.open(f"/suivi-des-flux/{key}/")
    lea.sees("Cette page n’existe pas")
