"""« Exporter »: a short list as a table at once; a long one is made in the background."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from unisson.directory.spaces import Space
from unisson.invoices.lists import listing, search
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.sorting import Sort
from unisson.kernel.clock import today
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor
from unisson.web.sheets import download

from .page import SORT

AT_ONCE = 2000
"""Rows that a person waits for: about a second."""
_TABLES = {
    Space.ISSUED: (listing.SENT, "factures-emises"),
    Space.RECEIVED: (listing.RECEIVED, "factures-recues"),
}


def table(request: HttpRequest, space: Space, asked: Asked, criteria: str) -> HttpResponseBase:
    """What `asked` finds, in the order of the list. `criteria`: the same as the address says it."""
    person, sort = actor(request), Sort.read(str(request.GET.get(SORT, "")))
    kind = "xlsx" if request.GET.get("fichier") == "xlsx" else "csv"
    found = search.answering(person, asked, space, structure=chosen_structure(request, space))
    rows = search.lines(found, sort, space, size=AT_ONCE + 1)
    if len(rows) > AT_ONCE:
        query = f"{criteria}{'&' if criteria else ''}{urlencode({SORT: str(sort)})}"
        given = {"espace": space.value, "requete": query, "format": kind.upper()}
        given |= {"archives": "1"} if asked.archived else {}
        return redirect(f"{reverse('finding:prepare')}?{urlencode(given)}")
    columns, name = _TABLES[space]
    return download(listing.table(rows, columns), name=f"{name}-{today().isoformat()}", kind=kind, sheet=_("Factures"))
