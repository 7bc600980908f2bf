"""The map of the life cycle on the help pages: where each status stands, the arrows, and the same in words.

Each arrow says which steps it stands for; together they are the one table of steps (a test holds them against it).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from textwrap import wrap

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.invoices.lifecycle import EDGES, FORWARD, By
from unisson.invoices.status import Status
from unisson.web.statuses import StatusLook, look

from .glossary import MEANINGS

WHO: dict[By, str | Promise] = {
    By.SUPPLIER: _("le fournisseur"),
    By.BUYER: _("le destinataire"),
    By.PLATFORM: _("le portail"),
}
WIDTH, HEIGHT = 796, 760
_BOX_WIDTH, _BOX_HEIGHT, _LETTERS = 232, 48, 26
_S = Status
_LEFT, _MIDDLE, _RIGHT = 8, 264, 540
_PLACES: dict[Status, tuple[int, int]] = {
    _S.BROUILLON: (_MIDDLE, 8),
    _S.SUPPRIMEE: (_LEFT, 8),
    _S.ABANDONNEE: (_RIGHT, 8),
    _S.DEPOSEE: (_MIDDLE, 84),
    _S.EN_COURS_ACHEMINEMENT: (_MIDDLE, 160),
    _S.MISE_A_DISPOSITION: (_MIDDLE, 248),
    _S.A_RECYCLER: (_LEFT, 288),
    _S.COMPLETEE: (_RIGHT, 248),
    _S.PRISE_EN_COMPTE_DESTINATAIRE: (_MIDDLE, 324),
    _S.SUSPENDUE: (_RIGHT, 364),
    _S.SERVICE_FAIT: (_MIDDLE, 400),
    _S.MANDATEE: (_MIDDLE, 476),
    _S.REJETEE: (_RIGHT, 500),
    _S.MISE_A_DISPOSITION_COMPTABLE: (_MIDDLE, 552),
    _S.COMPTABILISEE: (_MIDDLE, 628),
    _S.MISE_EN_PAIEMENT: (_MIDDLE, 704),
}
NOT_DRAWN = (_S.NON_CONFORME, _S.A_VALIDER_1)
"""Never received, and the validation that is still to come."""
_IN_HAND = (_S.MISE_A_DISPOSITION, _S.COMPLETEE)
_BEFORE_MANDATE = (*_IN_HAND, *FORWARD[:2])
_BEFORE_BOOKED = (*_IN_HAND, *FORWARD[:4])
_ONWARD = frozenset([*combinations(FORWARD, 2), *product(_IN_HAND, FORWARD)])
"""The recipient's optional steps: any may be skipped, none is walked backwards."""


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """A line of the map: who walks it, its SVG path, and the steps that it stands for."""

    by: By
    path: str
    steps: frozenset[tuple[Status, Status]]


def _arrow(by: By, path: str, sources: Iterable[Status], *targets: Status) -> Arrow:
    return Arrow(by=by, path=path, steps=frozenset(product(sources, targets)))


ARROWS: tuple[Arrow, ...] = (
    _arrow(By.SUPPLIER, "M264 32H244", (_S.BROUILLON,), _S.SUPPRIMEE),
    _arrow(By.PLATFORM, "M496 32H536", (_S.BROUILLON,), _S.ABANDONNEE),
    _arrow(By.SUPPLIER, "M380 56V80", (_S.BROUILLON,), _S.DEPOSEE),
    _arrow(By.PLATFORM, "M380 132V156", (_S.DEPOSEE,), _S.EN_COURS_ACHEMINEMENT),
    _arrow(By.PLATFORM, "M360 208V244", (_S.EN_COURS_ACHEMINEMENT,), _S.MISE_A_DISPOSITION),
    *(Arrow(by=By.BUYER, path=f"M380 {y}v24", steps=_ONWARD) for y in range(296, 700, 76)),
    Arrow(by=By.BUYER, path="M600 296V348H500", steps=_ONWARD),
    _arrow(By.BUYER, "M260 272H252V424H260M252 312H244", _BEFORE_MANDATE, _S.A_RECYCLER),
    _arrow(By.SUPPLIER, "M124 288V184H260", (_S.A_RECYCLER,), _S.EN_COURS_ACHEMINEMENT),
    _arrow(By.BUYER, "M500 272H518V576H500M518 388H536", _BEFORE_BOOKED, _S.SUSPENDUE),
    _arrow(By.BUYER, "M518 524H536", _BEFORE_BOOKED, _S.REJETEE),
    _arrow(By.SUPPLIER, "M690 364V300", (_S.SUSPENDUE,), _S.COMPLETEE),
    _arrow(By.BUYER, "M690 412V496", (_S.SUSPENDUE,), _S.REJETEE),
    _arrow(By.BUYER, "M772 388H786V228H420V244", (_S.SUSPENDUE,), _S.MISE_A_DISPOSITION),
)


@dataclass(frozen=True, kw_only=True)
class Box:
    """A status on the map, its label broken into the lines that its box holds, each with its height."""

    x: int
    y: int
    look: StatusLook
    lines: Sequence[tuple[int, str]]

    @property
    def middle(self) -> int:
        return self.x + _BOX_WIDTH // 2


@dataclass(frozen=True, kw_only=True)
class Onward:
    """A status in words: what it means, and for each side the statuses that it may give."""

    status: Status
    meaning: str | Promise
    ways: Sequence[tuple[str | Promise, Sequence[str | Promise]]]


def drawing() -> dict[str, object]:
    """All that the component `way` draws, in the reader's language."""
    who = [(by.value, words) for by, words in WHO.items()]
    return {"boxes": boxes(), "arrows": ARROWS, "who": who, "width": WIDTH, "height": HEIGHT}


def boxes() -> list[Box]:
    """The statuses of the map, in the reader's language."""
    return [_box(status, x, y) for status, (x, y) in _PLACES.items()]


def in_words() -> list[Onward]:
    """The statuses of the glossary with their ways out."""
    return [Onward(status=Status(code), meaning=meaning, ways=_ways(Status(code))) for code, meaning in MEANINGS]


def _box(status: Status, x: int, y: int) -> Box:
    lines = wrap(str(status.label), _LETTERS)
    first = y + _BOX_HEIGHT // 2 + 5 - 9 * (len(lines) - 1)
    return Box(x=x, y=y, look=look(status), lines=[(first + 18 * rank, line) for rank, line in enumerate(lines)])


def _ways(status: Status) -> list[tuple[str | Promise, Sequence[str | Promise]]]:
    ways = [edge for edge in EDGES if edge.source is status and edge.target not in NOT_DRAWN]
    sides = {side: [edge.target.label for edge in ways if edge.by is side] for side in By}
    return [(WHO[side], targets) for side, targets in sides.items() if targets]
