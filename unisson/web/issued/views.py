"""Factures émises: « Synthèse » and « Rechercher »."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from unisson.directory.models import Structure
from unisson.directory.rights import Scope, scope
from unisson.directory.spaces import Level, Space
from unisson.invoices import listing
from unisson.invoices import search as lists
from unisson.invoices.access import Right
from unisson.invoices.criteria import Asked
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.kernel.clock import today
from unisson.web.criteria import frameworks, kinds, reasons
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor, in_space
from unisson.web.sheets import download

from .asked import searched, services, statuses
from .rows import draft_rows, list_page


@in_space(Space.ISSUED)
def summary(request: HttpRequest) -> HttpResponse:
    """« Factures à traiter »: drafts, then what came back."""
    structure = chosen_structure(request, Space.ISSUED)
    rows = lists.issued_to_do(actor(request), structure=structure)
    counts = lists.counts(actor(request), Right.READ_ISSUED, structure=structure)
    writes = scope(actor(request), Space.ISSUED, Level.WRITE)
    returned = [row for row in rows if row.status != Status.BROUILLON]
    mine = _mine(returned, writes)
    context = {
        "drafts": draft_rows([row for row in rows if row.status == Status.BROUILLON], writes=writes),
        "draft_count": counts.get(Status.BROUILLON, 0),
        "returned": returned,
        "rejections": {row.pk for row in mine if row.status == Status.REJETEE},
        "mine": {row.pk for row in mine},
        "returned_count": sum(counts.get(status, 0) for status in lists.TO_DO_ISSUED if status != Status.BROUILLON),
        "shown": len(rows),
        "waiting": sum(counts.get(status, 0) for status in lists.TO_DO_ISSUED),
        "may_deposit": bool(writes),
    }
    return render(request, "issued/summary.html", context | _latest(request, structure))


def _latest(request: HttpRequest, structure: Structure | None) -> dict[str, object]:
    """The last ones that were sent, and how many were."""
    latest = lists.issued(actor(request), Asked(), structure=structure)
    return {"latest": latest.rows[:5], "sent": latest.total}


def _mine(returned: Sequence[Invoice], writes: Scope) -> list[Invoice]:
    """Those that the person may answer."""
    return [row for row in returned if writes.covers(structure_id=row.supplier_id, service_id=row.supplier_service_id)]


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
        "reasons": reasons(),
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
