"""« Mes pièces jointes »: files that a person keeps, under a name and a kind, to join to invoices (domain-rules §1.5).

A piece names bytes that invoices may name too: an invoice that has them keeps them when the piece goes. Each function
takes the key of the owner; what is somebody else's answers as what is not there.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import PurePath

from django.contrib.auth import get_user_model
from django.db import transaction

from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.sizes import Octets

from . import limits, store
from .models import Piece
from .store import Kept

MOST = 100
WEIGHT = 200 * limits.MEGA
"""What one person may keep: pieces, and bytes of them together."""

_TOLD_BY_NAME = (
    (Piece.Kind.BANK, r"rib|iban"),
    (Piece.Kind.COMPANY, r"k-?bis"),
    (Piece.Kind.VIGILANCE, r"vigilance|urssaf"),
    (Piece.Kind.TAX, r"fiscale?|imp[oô]ts?"),
    (Piece.Kind.INSURANCE, r"assurance|d[eé]cennale"),
    (Piece.Kind.MANDATE, r"pouvoir|d[eé]l[eé]gation"),
    (Piece.Kind.CONTRACT, r"contrat|march[eé]"),
)
_LETTER = r"[^\W\d_]"


@dataclass(frozen=True, kw_only=True)
class ToKeep:
    """A file whose bytes are stored. Without a kind, its name tells."""

    name: str
    kept: Kept
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """A piece as it is now kept. `known`: the same bytes were among the pieces before, and nothing was added."""

    piece: Piece
    known: bool
    asked: str
    """The name that was asked for; another piece may have had it."""


def pieces(owner: int) -> list[Piece]:
    """All that `owner` keeps, by name: one query."""
    return list(Piece.objects.filter(owner=owner).select_related("file"))


def weight(held: Iterable[Piece]) -> int:
    """Bytes of pieces together."""
    return sum(piece.file.size for piece in held)


def get(owner: int, pk: int) -> Piece:
    """One piece of `owner`. NotFound when it is not there or not theirs."""
    found = Piece.objects.filter(owner=owner, pk=pk).select_related("file").first()
    if found is None:
        raise NotFound
    return found


def chosen(owner: int, pks: Collection[int]) -> list[Piece]:
    """Several pieces of `owner`, by name. Refusal CPP-PIECE-04 as soon as one is not among theirs."""
    found = list(Piece.objects.filter(owner=owner, pk__in=pks).select_related("file"))
    if len(found) != len(set(pks)):
        raise Refusal("CPP-PIECE-04", field="piece")
    return found


def keep(owner: int, files: Sequence[ToKeep], *, at: datetime) -> list[Keeping]:
    """Keep stored `files`: all or none. Bytes that are there already are not kept twice; a name that another piece
    has is given a number.

    Refusal CPP-PIECE-01 or -02 when there is no room; NotFound for somebody whose account was closed meanwhile.
    """
    with transaction.atomic():
        _wait_for_turn(owner)
        held = pieces(owner)
        done = []
        for file in files:
            done.append(_kept(owner, file, held, at=at))
            held += [] if done[-1].known else [done[-1].piece]
        _check_room(held, more=not all(one.known for one in done))
    return done


def keep_whatever(owner: int, file: ToKeep, *, at: datetime) -> Piece:
    """Keep one file whatever room there is, in the transaction of who makes some (`uploads`). NotFound as `keep`."""
    _wait_for_turn(owner)
    return _kept(owner, file, pieces(owner), at=at).piece


def change(owner: int, pk: int, *, name: str, kind: str) -> Piece:
    """Give a piece another name, which keeps its extension, and another kind.

    Refusal CPP-PIECE-06 without a name, -03 when another piece has it, CPP-FICHIER-03 and -04 as for any attachment.
    """
    with transaction.atomic():
        _wait_for_turn(owner)
        piece = get(owner, pk)
        piece.name = _with_extension(name.strip(), of=piece.name)
        if Piece.objects.filter(owner=owner, name=piece.name).exclude(pk=pk).exists():
            raise Refusal("CPP-PIECE-03", field="nom", name=piece.name)
        piece.kind = kind if kind in Piece.Kind else piece.kind
        piece.save(update_fields=["name", "kind"])
    return piece


def remove(owner: int, pk: int) -> Piece:
    """Take a piece out; invoices that have it keep it. NotFound as `get`."""
    piece = get(owner, pk)
    Piece.objects.filter(owner=owner, pk=pk).delete()
    return piece


def forget(owner: int) -> None:
    """Take all of them out: the person goes."""
    Piece.objects.filter(owner=owner).delete()


def told_by(name: str) -> Piece.Kind:
    """The kind that the name of a file tells: whole words only, « tribune.pdf » is no RIB."""
    for kind, words in _TOLD_BY_NAME:
        if re.search(rf"(?<!{_LETTER})({words})(?!{_LETTER})", name, re.IGNORECASE):
            return kind
    return Piece.Kind.OTHER


def _wait_for_turn(owner: int) -> None:
    """Two tabs of one person come one after the other. NotFound for an account that is closed."""
    people = get_user_model().objects.select_for_update(of=("self",), no_key=True)
    if not people.filter(pk=owner, is_active=True).exists():
        raise NotFound


def _kept(owner: int, file: ToKeep, held: Sequence[Piece], *, at: datetime) -> Keeping:
    same = next((piece for piece in held if piece.file_id == file.kept.file.digest), None)
    if same:
        return Keeping(piece=same, known=True, asked=file.name)
    store.record(file.kept)
    name = _free(file.name, taken={piece.name for piece in held})
    kind = file.kind if file.kind in Piece.Kind else told_by(file.name)
    piece = Piece.objects.create(owner_id=owner, file=file.kept.file, name=name, kind=kind, added_at=at)
    return Keeping(piece=piece, known=False, asked=file.name)


def _check_room(held: Sequence[Piece], *, more: bool) -> None:
    if more and len(held) > MOST:
        raise Refusal("CPP-PIECE-01", field="attachments", most=MOST)
    if more and weight(held) > WEIGHT:
        raise Refusal("CPP-PIECE-02", field="attachments", size=Octets(weight(held)), limit=Octets(WEIGHT))


def _free(name: str, *, taken: Collection[str]) -> str:
    """`name`, or « RIB (2).pdf » where another piece is called « RIB.pdf »."""
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    numbered = (f" ({number}){suffix}" for number in count(2))
    tried = (stem[: limits.ATTACHMENT_NAME - len(end)] + end for end in numbered)
    return name if name not in taken else next(one for one in tried if one not in taken)


def _with_extension(name: str, *, of: str) -> str:
    """`name` as it may stand: the extension tells what the file is, so it stays that of the name `of` before."""
    if not name:
        raise Refusal("CPP-PIECE-06", field="nom")
    suffix = PurePath(of).suffix
    whole = name if PurePath(name).suffix.lower() == suffix.lower() else f"{name}{suffix}"
    limits.check_attachment_name(whole)
    return whole
