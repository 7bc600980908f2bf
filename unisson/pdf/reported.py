"""What the page of an integration report says: a flow, its state, and one line for each of its invoices."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from . import french


def shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `templates/report.typ`.

    `values`: `number`, `file`, `syntax`, `sender`, `state`, `counted`, `received` and `since` (ISO, with offset),
    `technical` (sentences), `lines` (each with `number`, `file`, `state` and `sentences`).
    """
    since = datetime.fromisoformat(values["since"])
    facts = {
        "Numéro de flux": values["number"],
        "État courant": values["state"],
        "Fichier": values["file"],
        "Syntaxe": values["syntax"],
        "Déposé pour": values["sender"],
        "Reçu le (heure de Paris)": french.moment(datetime.fromisoformat(values["received"])),
        "Dans cet état depuis": french.moment(since),
        "Factures": values["counted"],
    }
    return {
        "title": f"Compte rendu d’intégration du flux {values['number']}",
        "day": [since.year, since.month, since.day],
        "facts": [{"label": label, "value": value} for label, value in facts.items()],
        "technical": values["technical"],
        "lines": values["lines"],
    }
