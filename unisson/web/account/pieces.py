"""« Mes pièces jointes » as data: what a person keeps, how often each was used, what room is left."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from unisson.accounts.models import User
from unisson.files import library, limits
from unisson.files.models import Piece
from unisson.invoices import keeping
from unisson.invoices.keeping import Use
from unisson.kernel.keys import key
from unisson.kernel.refusal import Refusal
from unisson.web.pieces import KINDS
from unisson.web.tags import filesize

SHOWN = 25
"""Rows of one page."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One piece, and on how many invoices it was joined."""

    piece: Piece
    use: Use | None

    @property
    def kind(self) -> str | Promise:
        return KINDS[self.piece.kind]


@dataclass(frozen=True, kw_only=True)
class Page:
    """The page: `found` is what answers the search, of which `rows` are shown from `start` on."""

    rows: Sequence[Row]
    found: int
    start: int
    held: Sequence[Piece]
    asked: Mapping[str, str]
    chosen: str = ""
    refusal: Refusal | None = None
    kinds: Sequence[tuple[str, str | Promise]] = field(default_factory=lambda: [("", _("Tous")), *KINDS.items()])

    @property
    def to_choose(self) -> list[tuple[str, str | Promise]]:
        """The kinds of a file to add."""
        return [("", _("D’après le nom du fichier")), *KINDS.items()]

    @property
    def searching(self) -> bool:
        return any(self.asked.values())

    @property
    def full(self) -> bool:
        return len(self.held) >= library.MOST

    @property
    def room(self) -> str:
        """« 12 pièces sur 100, 3,4 Mo sur 200 Mo. »"""
        values = {
            "count": len(self.held),
            "most": library.MOST,
            "weight": filesize(library.weight(self.held)),
            "limit": filesize(library.WEIGHT),
        }
        return _("%(count)s sur %(most)s pièces, %(weight)s sur %(limit)s.") % values

    @property
    def each(self) -> str:
        return _("%(limit)s par fichier, les mêmes formats que pour une facture.") % {
            "limit": filesize(limits.ATTACHMENT)
        }

    @property
    def label(self) -> str:
        if self.found <= SHOWN:
            return ""
        return _("Lignes %(first)s à %(last)s sur %(count)s") % {
            "first": self.start + 1,
            "last": self.start + len(self.rows),
            "count": self.found,
        }

    @property
    def previous(self) -> int | None:
        """Where the page before begins."""
        return max(self.start - SHOWN, 0) if self.start else None

    @property
    def next(self) -> int | None:
        end = self.start + SHOWN
        return end if end < self.found else None


def library_page(person: User, asked: Mapping[str, str], *, chosen: str = "", refusal: Refusal | None = None) -> Page:
    """What `person` keeps: two queries, whatever their number."""
    held = library.pieces(person.pk)
    wanted = {"q": asked.get("q", ""), "type": asked.get("type", "") if asked.get("type") in Piece.Kind else ""}
    found = [piece for piece in held if _answers(piece, wanted)]
    start = key(asked.get("debut", "")) or 0
    start = start if start < len(found) else 0
    shown = found[start : start + SHOWN]
    uses = keeping.uses(person, [piece.file_id for piece in shown])
    return Page(
        rows=[Row(piece=piece, use=uses.get(piece.file_id)) for piece in shown],
        found=len(found),
        start=start,
        held=held,
        asked=wanted,
        chosen=chosen,
        refusal=refusal,
    )


def _answers(piece: Piece, asked: Mapping[str, str]) -> bool:
    return _plain(asked["q"].strip()) in _plain(piece.name) and asked["type"] in ("", piece.kind)


def _plain(text: str) -> str:
    """Small letters without accents: « Décennale » answers « decennale »."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
