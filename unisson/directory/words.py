"""The words that a public structure is found by, kept in a table of their own in the transaction that changes it.

One table serves both databases alike: its rows are read in the order of the words, so « espr » is a stretch of it, and
what is found comes in the order it is shown in, without sorting what is not shown.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db import connection

from .kinds import Kind, kind_of
from .models import Structure, Word

LONGEST = 40
IN_TOWN, IN_TOWN_ONLY = 1, 2
"""The place of a word that the town has, with the name or without it; 0 for the others."""
CLOSED = 10
"""Added to the places of an inactive structure: a search for recipients takes none of them."""
CONCERNED = frozenset(
    {"identifier", "name", "town", "postcode", "country", "nature", "active", "masked", "buyer", "legal_category"}
)
"""The fields of a structure that its words are made of."""
_WORDS = re.compile(r"[a-z0-9]+")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:e|er|ere|eme|nd|nde)")
_SPOKEN = {"st": "saint", "ste": "sainte", "sts": "saints", "arr": "arrondissement", "min": "ministere"}
_SILENT = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"])
_ALIKE: Sequence[Collection[str]] = (
    ("mairie", "commune", "ville"),
    ("departement", "dept", "dpt"),
    ("universite", "univ"),
    ("hopital", "hopitaux"),
    ("arrondissement", "arrdt", "arrt"),
    ("agglomeration", "agglo"),
    ("syndicat", "synd"),
)
"""Words said for one another in the name of a structure. What is the beginning of a word needs no row here."""
_SHORT: Mapping[str, Sequence[str]] = {
    short: phrase.split()
    for short, phrase in {
        "cc": "communaute communes",
        "ca": "communaute agglomeration",
        "cu": "communaute urbaine",
        "ccas": "centre communal action sociale",
        "cias": "centre intercommunal action sociale",
        "ch": "centre hospitalier",
        "chr": "centre hospitalier regional",
        "chs": "centre hospitalier specialise",
        "chu": "centre hospitalier universitaire",
        "cd": "conseil departemental",
        "cg": "conseil general",
        "cr": "conseil regional",
        "ars": "agence regionale sante",
        "caf": "caisse allocations familiales",
        "cci": "chambre commerce industrie",
        "cma": "chambre metiers artisanat",
        "cpam": "caisse primaire assurance maladie",
        "ddfip": "direction departementale finances publiques",
        "dgfip": "direction generale finances publiques",
        "ehpad": "etablissement hebergement personnes agees dependantes",
        "epci": "etablissement public cooperation intercommunale",
        "ght": "groupement hospitalier territoire",
        "gip": "groupement interet public",
        "oph": "office public habitat",
        "sdis": "service departemental incendie secours",
        "sivom": "syndicat intercommunal vocation multiple",
        "sivu": "syndicat intercommunal vocation unique",
    }.items()
}
"""The usual initials of public bodies, and what they stand for."""


def fold(text: str) -> str:
    """`text` as the search sees it: no accents, small letters, usual short forms written out."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    plain = "".join(c for c in bare if not unicodedata.combining(c)).lower()
    return " ".join(_SPOKEN.get(word, word) for word in _WORDS.findall(plain))


def terms(text: str) -> list[str]:
    """The words of a text that tell something, in its order: without « de », « l' », and « 7e » as « 7 »."""
    found = (_ORDINAL.fullmatch(word) for word in fold(text).split())
    words = (match[1] if match else word for match, word in zip(found, fold(text).split(), strict=True))
    return [word[:LONGEST] for word in words if word not in _SILENT]


def concerned(names: Iterable[str]) -> bool:
    """Whether a change of these fields may change the words of a structure."""
    return not CONCERNED.isdisjoint(names)


def index(*structures: Structure, new: bool = False, changed: Mapping[str, Any] | None = None) -> None:
    """Write the words of structures, in the transaction that wrote these. `new`: they have none yet; `changed`: what is
    not on the objects yet."""
    if not new:
        Word.objects.filter(structure__in=[one.pk for one in structures]).delete()
    rows = [row for one in structures for row in _rows(one, changed or {})]
    with connection.cursor() as cursor:
        # Millions of rows at the first import: as objects they take five times as long.
        cursor.executemany("INSERT INTO directory_word (structure_id, word, place) VALUES (%s, %s, %s)", rows)


def _rows(structure: Structure, changed: Mapping[str, Any]) -> Iterator[tuple[int, str, int]]:
    said = {name: changed.get(name, getattr(structure, name)) for name in CONCERNED}
    return ((structure.pk, word, place) for word, place in words_of(**said))


def words_of(**said: Any) -> Iterator[tuple[str, int]]:
    """Each word of a structure once, with its place. None for a private one; of a masked one neither name nor place."""
    if said["nature"] != Structure.Nature.PUBLIC:
        return
    shown = {} if said["masked"] else said
    name, town = _named(shown.get("name", "")), set(terms(shown.get("town", "")))
    others = {*terms(shown.get("postcode", "")), *fold(said["identifier"]).split()}
    kind = _kind(said)
    closed = 0 if said["active"] else CLOSED
    for word in sorted({*name, *town, *others, country_word(said["country"]), kind_word(kind)}):
        yield word[:LONGEST], closed + (0 if word not in town else IN_TOWN if word in name else IN_TOWN_ONLY)


def sort_of(structure: Structure) -> Kind:
    """The sort of public body that a structure is."""
    return _kind({name: getattr(structure, name) for name in CONCERNED})


def _kind(said: Mapping[str, Any]) -> Kind:
    return kind_of(set() if said["masked"] else set(fold(said["name"]).split()), **said)


def country_word(country: str) -> str:
    """What all structures of a country are found by: nobody can type it."""
    return f"#{country.upper()}"


def kind_word(kind: str) -> str:
    """What all structures of one of `Kind` are found by: nobody can type it."""
    return f"#={kind}"


def _named(name: str) -> set[str]:
    """The words of a name, what they are said for, and what begins by an apostrophe also without it."""
    said = terms(name)
    words = set(said)
    for group in _ALIKE:
        if not words.isdisjoint(group):
            words |= set(group)
    for short, phrase in _SHORT.items():
        if short in said:
            words |= set(phrase)
        elif phrase[0] in words and _holds(said, phrase):
            words.add(short)
    spoken = fold(name).split()
    return words | {first + second for first, second in pairwise(spoken) if first in ("d", "l") and second.isalpha()}


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words) - len(phrase) + 1))
