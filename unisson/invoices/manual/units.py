"""The units that people know, in the words that they and their software write for them."""

import unicodedata
from collections.abc import Mapping

_WORDS: Mapping[str, tuple[str, ...]] = {
    "C62": ("unite", "unites", "u", "un", "piece", "pieces", "pce", "unit", "units"),
    "HUR": ("heure", "heures", "h", "hour", "hours"),
    "DAY": ("jour", "jours", "j", "journee", "journees", "day", "days"),
    "WEE": ("semaine", "semaines", "week", "weeks"),
    "MON": ("mois", "month", "months"),
    "ANN": ("an", "ans", "annee", "annees", "year", "years"),
    "LS": ("forfait", "forfaits", "lump sum", "flat fee"),
    "SET": ("lot", "lots", "set", "sets"),
    "KGM": ("kilogramme", "kilogrammes", "kilo", "kilos", "kg", "kilogram", "kilograms"),
    "TNE": ("tonne", "tonnes", "t"),
    "LTR": ("litre", "litres", "l"),
    "MTR": ("metre", "metres", "m", "ml"),
    "MTK": ("metre carre", "metres carres", "m2", "square metre", "square metres"),
    "MTQ": ("metre cube", "metres cubes", "m3", "cubic metre", "cubic metres"),
    "KMT": ("kilometre", "kilometres", "km"),
    "KWH": ("kilowattheure", "kilowattheures", "kwh", "kilowatt-hour", "kilowatt-hours"),
}
"""UN/ECE, recommendations 20 and 21."""
_CODES = {word: code for code, words in _WORDS.items() for word in (code.lower(), *words)}


def unit_of(text: str) -> str | None:
    """The code of a unit in words or of its own code, « Jours » or « m² »; None for one that people seldom write."""
    return _CODES.get(_bare(text))


def _bare(text: str) -> str:
    """Without accents, capitals and the dot of an abbreviation."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).rstrip(". ").split())
