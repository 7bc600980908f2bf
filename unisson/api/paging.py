"""Pages of a search (chorus-pro-api.md §2.4): from 1, ten rows unless more are asked, a thousand at most."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeVar

from django.db.models import QuerySet

from .wire import Criteria, Number, OneOf, Text, Told

DEFAULT = 10
MOST = 1000
"""Rows of one page, however many a client asks for."""
_FURTHEST = 10**9
SENSES = ("Ascendant", "Descendant")
RowT = TypeVar("RowT")
Sense = Annotated[Text, OneOf(SENSES, lenient=True)]


class Paging(Criteria):
    """What stands in every wrapper of paging; each service adds its own `triColonne`."""

    also: ClassVar = {"triSense": "triSens", "nombreResultatsParPage": "nbResultatsParPage"}

    nbResultatsParPage: Number = None
    pageResultatDemandee: Number = None
    triSens: Sense = None


class Sorted(Paging):
    """`Paging` where no list of columns is known: whichever is named, the order is ours."""

    triColonne: Text = None


class ParametresRetour(Told):
    """Where the answer stands in all that was found."""

    nbResultatsParPage: int
    pageCourante: int
    pages: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Window:
    """The page asked for, capped: what the paging of a request means."""

    size: int
    page: int

    @property
    def start(self) -> int:
        return (self.page - 1) * self.size

    def back(self, total: int) -> ParametresRetour:
        pages = math.ceil(total / self.size)
        return ParametresRetour(nbResultatsParPage=self.size, pageCourante=self.page, pages=pages, total=total)

    def of(self, rows: "Sequence[RowT] | QuerySet[Any, RowT]") -> tuple[Sequence[RowT], ParametresRetour]:
        """The rows of this page, and where it stands. Two queries of a database at most."""
        total = rows.count() if isinstance(rows, QuerySet) else len(rows)
        shown = rows[self.start : self.start + self.size] if self.start < total else []
        return list(shown), self.back(total)


def window(asked: Paging | None) -> Window:
    """The page that `asked` means; the first ten rows for None."""
    asked = asked or Paging()
    size = min(max(asked.nbResultatsParPage or DEFAULT, 1), MOST)
    return Window(size=size, page=min(max(asked.pageResultatDemandee or 1, 1), _FURTHEST))


def descending(asked: Paging | None, *, default: bool = True) -> bool:
    """Whether the order is turned round: Descendant unless said otherwise."""
    return asked.triSens == "Descendant" if asked and asked.triSens else default
