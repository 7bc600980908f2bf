"""Which list a form or an address of this folder is about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from unisson.directory.rights import scope
from unisson.directory.spaces import Space
from unisson.invoices.exports.request import Wish
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.sorting import Sort
from unisson.kernel.keys import keys
from unisson.kernel.refusal import NotFound
from unisson.web.issued.asked import searched
from unisson.web.received.asked import listed
from unisson.web.rights import actor

from .page import SORT

_NAMESPACES = {Space.ISSUED: "issued", Space.RECEIVED: "received"}
TICKED = "facture"


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list of one space. `query`: its criteria, order and columns as the address of the list has them; `ticked`: the
    only lines that are meant, where some are."""

    space: Space
    archived: bool
    query: str
    ticked: Sequence[int]

    @property
    def address(self) -> str:
        """The list."""
        route = f"{_NAMESPACES[self.space]}:{'archive' if self.archived else 'search'}"
        return f"{reverse(route)}?{self.query}" if self.query else reverse(route)

    @property
    def wish(self) -> Wish:
        """What the list asks, for a file."""
        query = QueryDict(self.query)
        asked = _READ[self.space](query)
        sort = Sort.read(str(query.get(SORT, "")))
        return Wish(asked=replace(asked, archived=self.archived), sort=sort, keys=tuple(self.ticked))


def listing_of(request: HttpRequest, given: QueryDict) -> Listing:
    """What `given` is about. NotFound for a space that the person has not."""
    text = str(given.get("espace", ""))
    if text not in _NAMESPACES or not scope(actor(request), Space(text)):
        raise NotFound
    query = QueryDict(str(given.get("requete", ""))[:2000])
    return Listing(
        space=Space(text),
        archived="archives" in given,
        query=query.urlencode(),
        ticked=keys(given.getlist(TICKED)),
    )


def trail(space: Space) -> list[tuple[str, str]]:
    """The crumbs of the pages around a search."""
    namespace = _NAMESPACES[space]
    return [
        (_("Accueil connecté"), reverse("home")),
        (str(space.label), reverse(f"{namespace}:summary")),
        (_("Rechercher"), reverse(f"{namespace}:search")),
    ]


def _sent(query: QueryDict) -> Asked:
    return searched(query).asked


def _came(query: QueryDict) -> Asked:
    return listed(query).asked


_READ = {Space.ISSUED: _sent, Space.RECEIVED: _came}
