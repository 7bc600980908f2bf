"""Factures émises: « Synthèse » and « Rechercher »."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.web.criteria import frameworks, kinds, reasons
from unisson.web.finding.page import found
from unisson.web.finding.tables import table
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor, in_space

from . import summary_page
from .asked import searched, services, statuses


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
    context = {
        "found": found(request, Space.ISSUED, here.asked, here.query),
        "here": here,
        "services": services(structure),
        "statuses": statuses(),
        "kinds": kinds(),
        "frameworks": frameworks(),
        "reasons": reasons(),
        "may_deposit": bool(scope(actor(request), Space.ISSUED, Level.WRITE)),
        "archived": archived,
        "archive_days": settings.ARCHIVE_AFTER_DAYS,
    }
    return render(request, "issued/search.html", context)


@in_space(Space.ISSUED)
def export(request: HttpRequest) -> HttpResponseBase:
    """« Exporter »: what « Rechercher » finds, or « Archives », as a table: at once, or made in the background."""
    here = searched(request.GET, archived="archives" in request.GET)
    return table(request, Space.ISSUED, here.asked, here.query)
