"""Clients que personne ici n’a écrits : installés pour l’essai, ils appellent un portail en marche.

A subject is the first line. Each client is a program of its own (`tests.clients`), in its own environment; what is
checked is what its library decoded.
"""

import base64
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.builders import PARIS_7E
from tests.invoices.builders import a_cii
from tests.journeys.portal import running

from . import Trial, go_client

SCRIPTS = Path("tests/clients")
CHORUS_API = "chorus-api==1.0.6"
TRYTON = (
    "trytond-account-fr-chorus==8.2.0",
    "trytond-account-fr~=8.2.0",
    "trytond-edocument-uncefact~=8.2.0",
    "proteus~=8.2.0",
)
OCA = "odoo-addon-l10n-fr-chorus-account==18.0.1.2.0.1"
OCA_NEEDS = ("requests", "requests-oauthlib", "python-dateutil", "markupsafe")
_SCENARIO = {"scenario": {"run": 1, "passed": True}}
_OCA_READS = {
    "structure": {"found": True},
    "required": {"required": "none"},
    "services": {"codes": ["ECOLES", "TECH"], "active": True},
    "flow": {"code": 0, "numbered": True},
    "report": {"status": "IN_INTEGRE_PARTIEL", "names": ["OCA-2"]},
    "invoices": {"numbers": ["OCA-1"]},
    "history": {"same": True},
}


def main() -> Iterator[Trial]:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "var") as portal:
        ready = json.loads(portal.unisson("sandbox", "credentials", "--json").stdout)
        python = installed(Path(folder) / "chorus-api", CHORUS_API)
        yield _judged("chorus-api (PyPI)", _told(python, "chorus_api.py", ready), _expected(ready))
        yield _refused(python, ready)
        yield go_client.tried(portal, ready, Path(folder))
        tryton = installed(Path(folder) / "tryton", *TRYTON)
        yield _judged("Tryton (PyPI), son scénario", _told(tryton, "tryton.py", ready), _SCENARIO)
        oca = installed(Path(folder) / "oca", *OCA_NEEDS)
        subprocess.run([oca, "-m", "pip", "install", "--quiet", "--no-deps", OCA], check=True)
        yield _judged("Odoo, module de l’OCA (PyPI)", _told(oca, "odoo_oca.py", {**ready, "lot": _lot()}), _OCA_READS)


def installed(place: Path, *packages: str) -> Path:
    """A Python with these packages and nothing of ours."""
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    subprocess.run([place / "bin" / "pip", "install", "--quiet", *packages], check=True)
    return place / "bin" / "python"


def _lot() -> list[tuple[str, str]]:
    """Two invoices, the second for nobody that the portal knows."""
    good, faulty = a_cii("OCA-1"), a_cii("OCA-2", replace={PARIS_7E: "99999999900009"})
    return [("OCA-1", base64.b64encode(good).decode()), ("OCA-2", base64.b64encode(faulty).decode())]


def _told(python: Path, script: str, ready: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    done = subprocess.run(
        [python, SCRIPTS / script], input=json.dumps(ready), capture_output=True, text=True, check=False, timeout=900
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row.pop("call"): row for row in rows}


def _expected(ready: dict[str, str]) -> dict[str, dict[str, Any]]:
    return {
        "token": {"kept": True},
        "health": {"status": "OK"},
        "structures": {"code": 0, "siret": ready["recipient_siret"], "state": "ACTIVE"},
        "structure": {"code": 0, "siret": ready["recipient_siret"]},
        "services": {"code": 0, "count": 2},
        "currencies": {"code": 0},
        "directory": {"code": 0},
    }


def _judged(what: str, told: dict[str, dict[str, Any]], expected: dict[str, dict[str, Any]]) -> Trial:
    wrong = [call for call, answer in expected.items() if told.get(call) != answer]
    return Trial(what=what, tried=len(expected), held=len(expected) - len(wrong), note=", ".join(wrong))


def _refused(python: Path, ready: dict[str, str]) -> Trial:
    """A wrong secret and a wrong password stop the client where they should."""
    without = _told(python, "chorus_api.py", {**ready, "client_secret": "autre"})
    beyond = _told(python, "chorus_api.py", {**ready, "password": "autre"})
    held = (without == {}) + (set(beyond) == {"token"})
    return Trial(what="chorus-api : secret faux, mot de passe faux", tried=2, held=held)
