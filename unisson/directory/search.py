"""Finding structures and services: by identifier, name, town, postcode; accents, case and word order ignored."""

import re
import unicodedata
from datetime import date

from django.db.models import Q, QuerySet

from unisson.kernel.identifiers import compact
from unisson.kernel.refusal import Refusal

from .identifiers import tidy
from .lineage import check_open
from .models import Service, Structure

_WORDS = re.compile(r"[a-z0-9]+")
_SPOKEN = {"st": "saint", "ste": "sainte", "sts": "saints", "arr": "arrondissement", "min": "ministere"}


def fold(text: str) -> str:
    """`text` as the search sees it: no accents, small letters, usual short forms written out."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    plain = "".join(c for c in bare if not unicodedata.combining(c)).lower()
    return " ".join(_SPOKEN.get(word, word) for word in _WORDS.findall(plain))


def searchable_structure(structure: Structure) -> str:
    """What a structure is found by."""
    return fold(f"{structure.name} {structure.town} {structure.postcode} {structure.identifier}")[:600]


def numbered(kind: str, text: str) -> Structure:
    """The active structure of that identifier, written as people write it. Refusal CPP-STRUCTURE-02 for none, and those
    of `lineage.check_open` for a closed one."""
    found = Structure.objects.filter(kind=kind, identifier=tidy(kind, text)).first()
    if found is None:
        raise Refusal("CPP-STRUCTURE-02", field="numero")
    check_open(found, field="numero")
    return found


def public_structures(text: str, *, limit: int = 10) -> QuerySet[Structure]:
    """Active public structures that match every word of `text`; a number matches the start of an identifier."""
    return _matching(Structure.objects.filter(nature=Structure.Nature.PUBLIC, active=True), text)[:limit]


def public_structures_named(name: str, *, near: str) -> list[Structure]:
    """Active public structures of just this name whose town or postcode stands in the name or `near` it."""
    folded, address = fold(name), fold(f"{name} {near}")
    if len(folded.split()) < 2:
        return []
    return [
        structure
        for structure in public_structures(name, limit=20)
        if fold(structure.name) == folded
        and any(place and fold(place) in address for place in (structure.town, structure.postcode))
    ]


def services_of(structure: Structure, text: str, *, on: date, limit: int = 20) -> QuerySet[Service]:
    """Services of `structure` open on the day, that match every word of `text` in code or name."""
    found = open_services(structure, on=on)
    for word in fold(text).split():
        found = found.filter(searchable__contains=word)
    return found[:limit]


def open_services(structure: Structure, *, on: date) -> QuerySet[Service]:
    """Services that may receive (or send) an invoice on the day."""
    return Service.objects.filter(open_on(on), structure=structure)


def open_on(day: date) -> Q:
    """What makes a service open on a day: the one place that says it (domain-rules §3.4)."""
    started = Q(valid_from=None) | Q(valid_from__lte=day)
    not_ended = Q(valid_until=None) | Q(valid_until__gte=day)
    return started & not_ended & Q(active=True)


def _matching(found: QuerySet[Structure], text: str) -> QuerySet[Structure]:
    number = compact(text)
    if number.isdigit() and len(number) >= 6:
        return found.filter(identifier__startswith=number).order_by("identifier")
    for word in fold(text).split():
        found = found.filter(searchable__contains=word)
    return found.order_by("name", "pk")
