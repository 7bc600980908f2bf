"""Factures émises: « Synthèse » and « Rechercher »."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.invoices import listing
from unisson.invoices import search as lists
from unisson.kernel.clock import today
from unisson.web.criteria import frameworks, kinds
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor, in_space
from unisson.web.sheets import download

from . import summary_page
from .asked import searched, services, statuses
from .rows import list_page


@in_space(Space.ISSUED)
def summary(request: HttpRequest) -> HttpResponse:
    """« Factures à traiter »: drafts, then what came back; with `tout`, all of them page by page."""
    return render(request, "issued/summary.html", {"page": summary_page.summary(request)})


@in_space(Space.ISSUED)
def search(request: HttpRequest) -> HttpResponse:
    """« Rechercher »: what was sent, newest deposit first."""
    return _found(request, archived=False)


@in_space(Space.ISSUED)
def archive(request: HttpRequest) -> HttpResponse:
    """« Archives »: the same of what came to its end long ago."""
    return _found(request, archived=True)


def _found(request: HttpRequest, *, archived: bool) -> HttpResponse:
    here, structure = searched(request.GET, archived=archived), chosen_structure(request, Space.ISSUED)
    after = request.GET.get("apres", "")
    found = lists.issued(actor(request), here.asked, structure=structure, after=after)
    context = {
        "page": list_page(found, here=request.path, query=here.query, after=after),
        "here": here,
        "services": services(structure),
        "statuses": statuses(),
        "kinds": kinds(),
        "frameworks": frameworks(),
        "may_deposit": bool(scope(actor(request), Space.ISSUED, Level.WRITE)),
        "archived": archived,
        "archive_days": settings.ARCHIVE_AFTER_DAYS,
    }
    return render(request, "issued/search.html", context)


@in_space(Space.ISSUED)
def export(request: HttpRequest) -> HttpResponseBase:
    """« Exporter »: what « Rechercher » finds, or « Archives », as a table."""
    here = searched(request.GET, archived="archives" in request.GET)
    found = lists.issued_whole(actor(request), here.asked, structure=chosen_structure(request, Space.ISSUED))
    name, kind = f"factures-emises-{today().isoformat()}", request.GET.get("fichier", "csv")
    return download(listing.table(found, listing.SENT), name=name, kind=kind, sheet=_("Factures"))
