"""A page of « Rechercher » or « Archives »: its lines, its order, what leads on, and what the person keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.formats import number_format
from django.utils.translation import ngettext

from unisson.directory.spaces import Space
from unisson.invoices.lists import saved, search
from unisson.invoices.lists.counting import COUNTED
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.search import Cursor
from unisson.invoices.lists.sorting import USUAL, Place, Sort
from unisson.invoices.models import Invoice, SavedSearch
from unisson.kernel.clock import today
from unisson.web.controls import Option
from unisson.web.counted import so_many
from unisson.web.frame import chosen_structure
from unisson.web.received.page import Row, row
from unisson.web.rights import actor

from . import columns
from .columns import Cell, Head

SORT, COLUMNS, COUNT = "tri", "colonnes", "compter"
_LISTS = {Space.ISSUED: search.issued, Space.RECEIVED: search.received}


@dataclass(frozen=True, kw_only=True)
class Line:
    """An invoice with what the chosen columns show of it."""

    row: Row
    cells: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class Found:
    """`query`: the criteria, the order and the columns as the address has them; `exactly`: where the exact count is
    asked, or ""; `stays`: what a form of criteria keeps, the order and the columns; `named`: the kept search that this
    one is."""

    space: Space
    archived: bool
    lines: Sequence[Line]
    heads: Sequence[Head]
    count: str
    exactly: str
    previous: str
    next: str
    query: str
    stays: Sequence[tuple[str, str]]
    choices: Sequence[Option]
    searches: Sequence[SavedSearch]
    named: SavedSearch | None

    @property
    def rows(self) -> Sequence[Invoice]:
        return [line.row.invoice for line in self.lines]


def found(request: HttpRequest, space: Space, asked: Asked, criteria: str) -> Found:
    """What `asked` finds in the space; `criteria`: the same as the address says it. Six queries, one more for an
    exact count."""
    person, sort = actor(request), Sort.read(str(request.GET.get(SORT, "")))
    structure = chosen_structure(request, space)
    page = _LISTS[space](
        person, asked, structure=structure, sort=sort, cursor=_cursor(request.GET, sort), size=search.PAGE
    )
    query = _query(criteria, sort, str(request.GET.get(COLUMNS, ""))[:300])
    chosen = str(request.GET.get(COLUMNS, "")).split(",") if request.GET.get(COLUMNS) else saved.columns(person, space)
    names = columns.known(chosen, space)
    total = page.total
    if total > COUNTED and COUNT in request.GET:
        total = search.how_many(person, asked, space, structure=structure)
    searches = saved.searches(person, space)
    return Found(
        space=space,
        archived=asked.archived,
        lines=[_line(invoice, names, space) for invoice in page.rows],
        heads=[columns.head(name, space, sort, lambda turned: _at(query, **{SORT: str(turned)})) for name in names],
        count=_words(total, exact=COUNT in request.GET),
        exactly=_at(query, **{COUNT: "1"}) if page.total > COUNTED and COUNT not in request.GET else "",
        previous=_at(query, avant=page.previous) if page.previous else "",
        next=_at(query, apres=page.next) if page.next else "",
        query=query.urlencode(),
        stays=[(name, str(query[name])) for name in (SORT, COLUMNS) if name in query],
        choices=[
            Option(value=name, label=str(column.called(space)), chosen=name in names)
            for name, column in columns.offered(space).items()
            if name != columns.ALWAYS
        ],
        searches=searches,
        named=next((one for one in searches if one.query == query.urlencode()), None),
    )


def _cursor(query: Mapping[str, str], sort: Sort) -> Cursor:
    if before := Place.read(str(query.get("avant", "")), sort):
        return Cursor(place=before, back=True)
    return Cursor(place=Place.read(str(query.get("apres", "")), sort))


def _query(criteria: str, sort: Sort, names: str) -> QueryDict:
    query = QueryDict(criteria, mutable=True)
    query.pop(SORT, None)
    if sort != USUAL:
        query[SORT] = str(sort)
    if names:
        query[COLUMNS] = names
    return query


def _at(query: QueryDict, **others: str) -> str:
    """The address of the same search with something else."""
    changed = query.copy()
    for name, value in others.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


def _line(invoice: Invoice, names: Sequence[str], space: Space) -> Line:
    return Line(row=row(invoice, on=today()), cells=columns.cells(invoice, names, space))


def _words(total: int, *, exact: bool) -> str:
    number = number_format(total, force_grouping=True) if exact else so_many(total)
    return ngettext("%(count)s facture", "%(count)s factures", total) % {"count": number}
