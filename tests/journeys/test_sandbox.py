"""A developer tries out a connector at home: pastes the first call, has a deposit refused, finds both in the console,
then lets a month pass until the recipient has paid."""

import base64
import json
import os
import shutil
import subprocess
from typing import Any

import pytest

from unisson.cli.demo.people import CLAIRE, PARIS_7E

from . import papers
from .conftest import Visitor
from .machine import calling, ready
from .person import Person
from .portal import Portal

pytestmark = pytest.mark.journey
SYNTAX = "IN_DP_E1_CII_16B"


def deposit(portal: Portal, number: str) -> dict[str, Any]:
    content = base64.b64encode(papers.xml(number).encode()).decode()
    sent = {"fichierFlux": content, "nomFichier": f"{number}.xml", "syntaxeFlux": SYNTAX, "avecSignature": False}
    return calling(portal, "factures/v1/deposer/flux", sent)


def details(portal: Portal, claire: Person, number: str) -> dict[str, Any]:
    """What « consulterCRDetaille » says once the worker has judged the flow."""
    for _ in range(120):
        told = calling(portal, "transverses/v1/consulterCRDetaille", {"numeroFluxDepot": number})
        if "ATTENTE" not in told["etatCourantDepotFlux"]:
            return told
        claire.page.wait_for_timeout(250)
    raise AssertionError(told)


def run(command: str, **more: str) -> dict[str, Any]:
    done = subprocess.run(
        ["bash", "-c", command], env={**os.environ, **more}, capture_output=True, text=True, check=True, timeout=60
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_refused_deposit_is_played_once_and_stands_in_the_console(visitor: Visitor, portal: Portal) -> None:
    claire = visitor(CLAIRE)
    claire.open("/developpeurs/")
    claire.follow("Bac à sable : rejeter un dépôt, faire payer, avancer l’horloge")
    claire.field("Code du rejet").select_option("CPP-ADM-06")
    claire.press("Rejeter le prochain dépôt")
    claire.sees("sera rejeté : CPP-ADM-06", "Rejets prêts")

    number = deposit(portal, "BAC-1")["numeroFluxDepot"]
    told = details(portal, claire, number)
    assert told["etatCourantDepotFlux"] == "IN_REJETE"
    assert "engagement" in told["listeErreurDP"][0]["libelleErreurDP"]
    assert details(portal, claire, deposit(portal, "BAC-2")["numeroFluxDepot"])["etatCourantDepotFlux"] == "IN_INTEGRE"

    claire.open("/suivi-des-flux/recherche/?q=BAC-1")
    claire.sees("Rejeté", number)
    claire.main.get_by_role("link", name=number).click()
    claire.sees("BAC-1", "exige un numéro d’engagement")

    claire.follow("Raccordement EDI et API", within=claire.page.get_by_role("navigation", name="Espaces"))
    claire.follow("Derniers appels")
    claire.sees("/cpro/factures/v1/deposer/flux", "/cpro/transverses/v1/consulterCRDetaille")
    row = claire.main.get_by_role("row").filter(has_text="deposer/flux").last
    row.get_by_role("link").click()
    claire.sees("Requête", "BAC-1.xml", "octets)", "codeRetour", number)
    proofs = ready(portal)
    claire.sees_no(proofs["password"])
    claire.sees_no(proofs["client_secret"])


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is absent")
def test_the_commands_of_the_pages_run_as_they_stand(visitor: Visitor, portal: Portal) -> None:
    claire = visitor(CLAIRE)
    claire.open("/developpeurs/")
    first = claire.main.locator("pre.code").first.inner_text()
    assert portal.url in first
    told = run(first)
    assert told["codeRetour"] == 0
    assert told["listeStructures"]

    claire.open("/raccordement/appels/")
    claire.main.get_by_role("row").filter(has_text="structures/v1/rechercher").first.get_by_role("link").click()
    again = claire.main.locator("pre.code").last.inner_text()
    proofs = ready(portal)
    token = run(first.split("\n\n")[0] + """; printf '{"token": "%s"}' "$JETON" """)["token"]
    repeated = run(again, JETON=token, COMPTE=proofs["login"], MOT_DE_PASSE=proofs["password"])
    assert repeated["listeStructures"] == told["listeStructures"]


def test_a_recipient_pays_while_the_clock_goes_forward(visitor: Visitor, portal: Portal) -> None:
    claire = visitor(CLAIRE)
    claire.open("/raccordement/bac-a-sable/")
    claire.fill("SIRET du destinataire", PARIS_7E)
    claire.fill("Paie en", "30")
    claire.press("Faire payer")
    claire.sees("paie en 30 jours", "Destinataires qui paient seuls")
    details(portal, claire, deposit(portal, "BAC-3")["numeroFluxDepot"])
    claire.open(f"/factures-emises/{portal.invoice('BAC-3')}/")
    claire.awaits("Prise en compte par le destinataire")

    claire.open("/raccordement/bac-a-sable/")
    claire.fill("Avancer de", "31")
    claire.press("Avancer l’horloge")
    claire.sees("Le bac à sable est au", "31 jours d’avance")
    claire.open(f"/factures-emises/{portal.invoice('BAC-3')}/")
    claire.awaits("Mise en paiement")

    claire.open("/raccordement/bac-a-sable/")
    claire.press("Revenir à maintenant")
    claire.sees("Elle est à l’heure")
