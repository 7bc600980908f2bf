"""The kinds of identifier a structure may have, and their formats (domain-rules §3.1)."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.kernel.identifiers import compact, is_siret, is_vat_number
from unisson.kernel.refusal import Refusal

from .countries import is_country
from .models import Structure

Kind = Structure.Kind
LONGEST = 18
_LETTERS_AND_DIGITS = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, kw_only=True)
class Format:
    """One kind: its official label, how to write it, and whether a text is so written."""

    label: str | Promise
    hint: str | Promise
    fits: Callable[[str], bool]


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: bool(re.fullmatch(pattern, text))


FORMATS: dict[str, Format] = {
    Kind.SIRET: Format(label=_("SIRET"), hint=_("14 chiffres"), fits=is_siret),
    Kind.UE_HORS_FRANCE: Format(
        label=_("Structure européenne hors France"),
        hint=_("le numéro de TVA intracommunautaire, avec les deux lettres du pays"),
        fits=lambda text: is_vat_number(text) and not text.startswith("FR"),
    ),
    Kind.HORS_UE: Format(
        label=_("Structure hors UE"),
        hint=_("les deux lettres du pays, puis les 16 premiers caractères du nom"),
        fits=lambda text: is_country(text[:2]) and bool(re.fullmatch(r"[A-Z]{2}[^\s].{0,15}", text)),
    ),
    Kind.RIDET: Format(
        label=_("RIDET (Nouvelle-Calédonie)"), hint=_("9 ou 10 chiffres"), fits=_matches(r"[0-9]{9,10}")
    ),
    Kind.TAHITI: Format(label=_("Numéro Tahiti (Polynésie)"), hint=_("9 caractères"), fits=_matches(r"[A-Z0-9]{9}")),
    Kind.AUTRE: Format(
        label=_("En cours d’immatriculation"),
        hint=_("un numéro provisoire, 18 caractères au plus"),
        fits=_matches(".{1,18}"),
    ),
    Kind.PARTICULIER: Format(
        label=_("Particulier"),
        hint=_("les 5 à 7 premiers chiffres du numéro INSEE, puis le nom et le prénom, 18 caractères au plus"),
        fits=_matches(r"[1-478][0-9]{4,6}[A-Z]{2,13}"),
    ),
}
"""Of an individual only the beginning of the INSEE number is kept, never the whole of it."""


def tidy(kind: str, text: str) -> str:
    """`text` as the identifier is kept: without separators where the kind has none, cut where the kind is."""
    if kind == Kind.PARTICULIER:
        return _LETTERS_AND_DIGITS.sub("", unicodedata.normalize("NFKD", text).upper())[:LONGEST]
    if kind == Kind.HORS_UE:
        country, name = text.strip()[:2].upper(), " ".join(text.strip()[2:].split()).upper()
        return f"{country}{name[:16]}"
    return " ".join(text.split()).upper() if kind == Kind.AUTRE else compact(text)


def country_of(kind: str, identifier: str) -> str:
    """The country that an identifier names; France for those that name none."""
    if kind not in (Kind.UE_HORS_FRANCE, Kind.HORS_UE):
        return {Kind.RIDET: "NC", Kind.TAHITI: "PF"}.get(Kind(kind), "FR")
    return "GR" if identifier.startswith("EL") else identifier[:2]


def fits(kind: str, text: str) -> bool:
    """Whether a tidy text is an identifier of that kind."""
    return kind in FORMATS and 0 < len(text) <= LONGEST and FORMATS[kind].fits(text)


def miswritten(kind: str, identifier: str) -> Refusal:
    """What is wrong with a tidy text that does not fit: CPP-INSCRIPTION-05 for the key of a SIRET, else -02."""
    if kind == Kind.SIRET and len(identifier) == 14 and identifier.isdigit():
        return Refusal("CPP-INSCRIPTION-05", field="identifier", siret=identifier)
    format_ = FORMATS.get(kind) or FORMATS[Kind.SIRET]
    return Refusal("CPP-INSCRIPTION-02", field="identifier", kind=str(format_.label), hint=str(format_.hint))
