"""Files of the directory for tests: lines that deviate from a valid one."""

import csv
import io

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import AT
from unisson.directory.catalogue import HEADINGS, write
from unisson.kernel.clock import legal_day


def a_line(siret: str = PONT_SAINT_ESPRIT, **cells: str) -> dict[str, str]:
    """A commune without a service; `cells` by heading, low lines for blanks."""
    valid = {
        "Type identifiant": "SIRET",
        "Identifiant": siret,
        "Raison sociale": "MAIRIE DE PONT-SAINT-ESPRIT",
        "Statut": "ACTIVE",
        "Adresse": "254 avenue JF Kennedy",
        "Code postal": "30130",
        "Ville": "Pont-Saint-Esprit",
        "Pays": "FR",
        "MOA": "NON",
        "MOA uniquement": "NON",
        "Engagement obligatoire": "OUI",
        "Service obligatoire": "NON",
        "Engagement ou service": "NON",
        "Mise en paiement remontée": "OUI",
        "Code service": "",
        "Nom service": "",
        "Service actif": "",
        "Service: engagement obligatoire": "",
        "Date de mise à jour": "2026-10-01",
    }
    return {**valid, **{name.replace("_", " "): cell for name, cell in cells.items()}}


def a_service_line(code: str, siret: str = PONT_SAINT_ESPRIT, **cells: str) -> dict[str, str]:
    """The same with a service."""
    of_service = {
        "Code service": code,
        "Nom service": f"Service {code}",
        "Service actif": "OUI",
        "Service: engagement obligatoire": "NON",
    }
    return a_line(siret, **{**of_service, **cells})


def a_file(*lines: dict[str, str], headings: tuple[str, ...] = HEADINGS) -> io.BytesIO:
    """A file of these lines, as a spreadsheet saves it."""
    text = io.StringIO()
    sheet = csv.writer(text, delimiter=";")
    sheet.writerow(headings)
    sheet.writerows([line.get(heading, "") for heading in headings] for line in lines)
    return io.BytesIO(text.getvalue().encode("utf-8-sig"))


def exported() -> bytes:
    """The directory as it is published now."""
    target = io.BytesIO()
    write(target, on=legal_day(AT))
    return target.getvalue()
