"""Factures reçues: « Synthèse », the list to treat, and « Rechercher »."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from unisson.directory.spaces import Space
from unisson.invoices import search as lists
from unisson.invoices.access import NOT_YET_THERE, Right
from unisson.invoices.status import Status
from unisson.kernel.clock import today
from unisson.web.follow.treated import treated
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor, in_space

from .page import SHOWN, late, row

STATUSES = [status for status in Status if status not in NOT_YET_THERE]


@in_space(Space.RECEIVED)
def summary(request: HttpRequest) -> HttpResponse:
    """« Factures à traiter », the fewest days left first."""
    person, structure = actor(request), chosen_structure(request, Space.RECEIVED)
    rows = [row(invoice, on=today()) for invoice in lists.received_to_do(person, structure=structure)]
    total = lists.waiting(person, Right.READ_RECEIVED, structure=structure)
    context = {"rows": rows[:SHOWN], "total": total, "late": late(rows), "treated": treated(request)}
    return render(request, "received/summary.html", context)


@in_space(Space.RECEIVED)
def search(request: HttpRequest) -> HttpResponse:
    """« Rechercher »: what was received, newest first, of one status or all."""
    status = request.GET.get("statut", "")
    page = lists.received(
        actor(request),
        structure=chosen_structure(request, Space.RECEIVED),
        after=request.GET.get("apres", ""),
        only=[status] if status in STATUSES else [],
    )
    rows = [row(invoice, on=today()) for invoice in page.rows]
    choices = [("", _("Tous les états")), *((one.value, one.label) for one in STATUSES)]
    return render(request, "received/search.html", {"page": page, "rows": rows, "status": status, "choices": choices})
