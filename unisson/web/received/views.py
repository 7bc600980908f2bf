"""Factures reçues: « Synthèse », the list to treat with its panel, and « Rechercher »."""

from dataclasses import replace
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from unisson.directory.spaces import Space
from unisson.invoices.lists import inbox, listing
from unisson.kernel.clock import today
from unisson.web.again import again
from unisson.web.criteria import reasons
from unisson.web.finding.page import found
from unisson.web.finding.tables import table
from unisson.web.follow.treated import treated
from unisson.web.frame import chosen_service, chosen_structure
from unisson.web.rights import actor, in_space
from unisson.web.sheets import download

from .asked import choices, listed
from .cockpit import cockpit
from .panel import said_of


@in_space(Space.RECEIVED)
def summary(request: HttpRequest) -> HttpResponse:
    """« Factures à traiter », the fewest days left first; the invoice `ouvrir` beside the list. 409 when its panel
    tells of a refusal."""
    structure, said = chosen_structure(request, Space.RECEIVED), said_of(again(request), on=today())
    page = cockpit(actor(request), listed(_with_service(request)), structure=structure, said=said, on=today())
    status = HTTPStatus.CONFLICT if said.refusal else HTTPStatus.OK
    return render(request, "received/summary.html", {"page": page, "treated": treated(request)}, status=status)


def _with_service(request: HttpRequest) -> QueryDict:
    """The address, with the service in use where it says nothing of services."""
    service = None if "service" in request.GET else chosen_service(request, Space.RECEIVED)
    query = request.GET.copy()
    if service is not None:
        query["service"] = str(service.pk)
    return query


@in_space(Space.RECEIVED)
def search(request: HttpRequest) -> HttpResponse:
    """« Rechercher »: what was received, newest first, by the same criteria and some more."""
    return _search(request, archived=False)


@in_space(Space.RECEIVED)
def archive(request: HttpRequest) -> HttpResponse:
    """« Archives »: the same of what came to its end long ago."""
    return _search(request, archived=True)


def _search(request: HttpRequest, *, archived: bool) -> HttpResponse:
    person, here = actor(request), listed(request.GET)
    context = {
        "found": found(request, Space.RECEIVED, replace(here.asked, archived=archived), here.narrowing),
        "asked": here.typed,
        "faults": here.faults,
        "more": here.more,
        "choices": choices(person, chosen_structure(request, Space.RECEIVED), to_do=False),
        "reasons": reasons(),
        "archived": archived,
        "archive_days": settings.ARCHIVE_AFTER_DAYS,
    }
    return render(request, "received/search.html", context)


@in_space(Space.RECEIVED)
def export(request: HttpRequest) -> HttpResponseBase:
    """« Exporter »: the list as a table; with `recherche` or `archives`, what these find: at once, or made in the
    background."""
    here, structure = listed(request.GET), chosen_structure(request, Space.RECEIVED)
    if not {"recherche", "archives"}.isdisjoint(request.GET):
        criteria = replace(here.asked, archived="archives" in request.GET)
        return table(request, Space.RECEIVED, criteria, here.narrowing)
    whole = inbox.whole(actor(request), here.asked, order=here.order, structure=structure, most=listing.MOST)
    name, kind = f"factures-recues-{today().isoformat()}", request.GET.get("fichier", "csv")
    return download(listing.table(whole, listing.RECEIVED), name=name, kind=kind, sheet=_("Factures"))
