"""What the page of an agreement says: who agreed to which words, for whom, and when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from . import french


def shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `templates/agreement.typ`.

    `values`: `title`, `articles` (each with `heading` and `text`), `version`, `digest` (of the words), `at` (ISO, with
    offset), `who`, and `structure`, empty where somebody agreed for himself.
    """
    at = datetime.fromisoformat(values["at"])
    for_whom = [{"label": "Pour la structure", "value": values["structure"]}] if values["structure"] else []
    return {
        "title": values["title"],
        "day": [at.year, at.month, at.day],
        "version": values["version"],
        "digest": values["digest"],
        "facts": [
            {"label": "Signé par" if values["structure"] else "Accepté par", "value": values["who"]},
            *for_whom,
            {"label": "Le (heure de Paris)", "value": french.moment(at)},
            {"label": "Version du texte", "value": values["version"]},
        ],
        "articles": values["articles"],
    }
