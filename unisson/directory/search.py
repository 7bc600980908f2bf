"""Finding structures and services: by identifier, name, town, postcode; accents, case and word order ignored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from unisson.kernel.identifiers import compact
from unisson.kernel.refusal import NotFound, Refusal

from . import stretches
from .identifiers import tidy
from .lineage import check_open
from .models import Service, Structure
from .stretches import Line, Stretch
from .words import country_word, fold, kind_word, terms

__all__ = [
    "Asked",
    "Found",
    "countries",
    "fold",
    "listed",
    "meant",
    "numbered",
    "open_on",
    "open_services",
    "public_structures",
    "public_structures_named",
    "recipient",
    "search",
    "searchable_service",
    "searchable_structure",
    "services_of",
]
PAGE = 20
COUNTED = 100
"""Structures that are counted: beyond, a page says « plus de 100 »."""
COUNTRIES = Stretch(low=country_word("AA"), high=country_word("ZZ") + "~")
_MOST_TERMS = 8
"""Words of a search that count: each may cost a look at every structure that the rarest one has."""


def searchable_structure(structure: Structure) -> str:
    """What a structure is found by."""
    return fold(f"{structure.name} {structure.town} {structure.postcode} {structure.identifier}")[:600]


def searchable_service(code: str, name: str) -> str:
    """What a service is found by: « st » is kept as « saint », so that it may be longer than both."""
    return fold(f"{code} {name}")[:400]


def numbered(kind: str, text: str) -> Structure:
    """The active structure of that identifier, written as people write it. Refusal CPP-STRUCTURE-02 for none, and those
    of `lineage.check_open` for a closed one."""
    found = Structure.objects.filter(kind=kind, identifier=tidy(kind, text)).first()
    if found is None:
        raise Refusal("CPP-STRUCTURE-02", field="numero")
    check_open(found, field="numero")
    return found


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a structure must answer: every word of `text` begins one of its words, and each of the others if given."""

    text: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""
    kind: str = ""
    closed_too: bool = True
    """Inactive structures too, after the active ones of the same word."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A page of structures. `next`: where the next one begins, empty on the last; `before`: how many come before this
    page; `total`: how many there are, None when they are more than `COUNTED`."""

    rows: Sequence[Structure] = ()
    next: str = ""
    before: int = 0
    total: int | None = 0


def search(asked: Asked, *, after: str = "", size: int = PAGE) -> Found:
    """Public structures that answer. Up to `COUNTED` come by how well they do; more, in an order that stays. What it
    costs grows with what the rarest word finds, not with the directory."""
    wanted = _wanted(asked)
    if not wanted:
        return Found()
    place = stretches.read_place(after)
    most = size + 1 if place else max(COUNTED, size) + 1
    lines = stretches.matching(wanted, after=place, most=most, closed_too=asked.closed_too)
    if place or len(lines) == most:
        before, shown = place.before if place else 0, lines[:size]
        further = stretches.write_place(shown[-1], before=before + size) if len(lines) > size else ""
        return Found(rows=_rows(shown, asked), next=further, before=before, total=None)
    before = min(int(after), COUNTED) if after.isascii() and after.isdigit() and len(after) < 9 else 0
    shown = _best_first(lines, asked)[before : before + size]
    further = str(before + size) if before + size < len(lines) else ""
    return Found(rows=_rows(shown, asked), next=further, before=before, total=len(lines))


def _rows(lines: Sequence[Line], asked: Asked) -> list[Structure]:
    keys = [line.structure for line in lines]
    offered = Structure.objects.filter(nature=Structure.Nature.PUBLIC, active__in={True, not asked.closed_too})
    known = offered.in_bulk(keys)
    return [known[key] for key in keys if key in known]


def _best_first(lines: Sequence[Line], asked: Asked) -> list[Line]:
    """Active before inactive; then the words as they are asked, in the name rather than elsewhere, and nothing else."""
    said = set(terms(asked.text))
    found = Structure.objects.filter(pk__in=[line.structure for line in lines])
    ranks = {}
    for key, name, active in found.values_list("pk", "name", "active"):
        words = terms(name)
        ranks[key] = (not active, -len(said.intersection(words)), len(words), name, key)
    return sorted((line for line in lines if line.structure in ranks), key=lambda line: ranks[line.structure])


def _wanted(asked: Asked) -> list[Stretch]:
    """The stretches of words in each of which a structure must have one."""
    number = compact(asked.text)
    said = [number] if number.isascii() and number.isdigit() else terms(asked.text)[:_MOST_TERMS]
    return [
        *(Stretch.of(word) for word in dict.fromkeys(said)),
        *(Stretch.of(word, only=stretches.POSTCODE) for word in terms(asked.postcode)[:1]),
        *(Stretch.of(word, only=stretches.TOWN) for word in terms(asked.town)[:_MOST_TERMS]),
        *([Stretch.exactly(country_word(asked.country[:2]))] if asked.country else ()),
        *([Stretch.exactly(kind_word(asked.kind[:20]))] if asked.kind else ()),
    ]


def meant(text: str) -> str:
    """What was probably meant: each word that no structure has, by the nearest one that begins alike. Empty when there
    is none, or when every word is known."""
    said = terms(text)[:_MOST_TERMS]
    nearest = {word: stretches.nearest(word) for word in said if not word.isdigit()}
    if not any(nearest.values()) or None in nearest.values():
        return ""
    return " ".join(nearest.get(word) or word for word in said)


def listed(siret: str) -> Structure:
    """The public structure of that SIRET, active or not, with the one that took its place. NotFound for none."""
    public = {"kind": Structure.Kind.SIRET, "nature": Structure.Nature.PUBLIC}
    found = Structure.objects.filter(identifier=siret, **public).select_related("became").first()
    if found is None:
        raise NotFound
    return found


def recipient(siret: str) -> Structure | None:
    """The active public structure of that SIRET, as people write it."""
    public = {"kind": Structure.Kind.SIRET, "nature": Structure.Nature.PUBLIC, "active": True}
    return Structure.objects.filter(identifier=compact(siret)[:14], **public).first()


def countries() -> list[str]:
    """The countries that the directory has structures in."""
    return [word[1:] for word in stretches.words(COUNTRIES.low, COUNTRIES.high)]


def public_structures(text: str, *, limit: int = 10) -> list[Structure]:
    """Active public structures that match every word of `text`; a number matches the start of an identifier."""
    return list(search(Asked(text=text, closed_too=False), size=limit).rows)


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


def services_of(structure: Structure, text: str, *, on: date, after: str = "", limit: int = 20) -> QuerySet[Service]:
    """Services of `structure` open on the day, that match every word of `text` in code or name; those beyond the code
    `after`."""
    found = open_services(structure, on=on).filter(code__gt=after)
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
