"""Public bodies named at the head of an address: a directory may know the one that a page gives no number of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .geometry import Line, Span, beneath, plain
from .words import Box

PUBLIC = re.compile(
    r"\b(?:mairie|commune|ville d|departement|region|conseil (?:departemental|regional)|ministere|prefecture"
    r"|universite"
    r"|lycee|college|ecole|centre hospitalier|hopital|chu|ehpad|ccas|cias|syndicat|communaute|metropole|agglomeration"
    r"|tribunal|cour d'appel|direction|caisse|sdis|office|academie|rectorat|etablissement public|d[dr]fip|gendarmerie"
    r"|agence (?:regionale|nationale)|chambre d|service|tresorerie|maison departementale|hotel de ville|parc naturel)"
)
"""What stands at the head of the address of a public body."""
_MOST, _LINES_BELOW = 6, 5
_LINE_GAP = 1.2
_LONGEST = 100
"""Characters: what is longer is a sentence."""


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """A name as written, and the lines of the address under it."""

    name: str
    below: tuple[str, ...]
    page: int
    box: Box


def addressees(lines: Sequence[Line]) -> tuple[Addressee, ...]:
    """The names on the first page that sound like a public body, from top to bottom."""
    return tuple(islice(_named(lines), _MOST))


def _named(lines: Sequence[Line]) -> Iterator[Addressee]:
    for line in lines:
        for cell in line.cells() if line.page == 1 else ():
            name = cell.text.rpartition(":")[2].strip()
            if len(name) <= _LONGEST and PUBLIC.search(plain(name)):
                yield Addressee(name=name, below=tuple(_below(cell, lines)), page=cell.page, box=cell.box)


def _below(cell: Span, lines: Sequence[Line]) -> Iterator[str]:
    for _ in range(_LINES_BELOW):
        following = lines[cell.line.number + 1 : cell.line.number + 4]
        under = next(beneath(cell, following, gap=_LINE_GAP), None)
        if under is None:
            return
        yield under.text
        cell = under
