"""« Tableau de bord » of both sides, and the forecast of payments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unisson.directory.spaces import Space
from unisson.invoices.access import Right
from unisson.invoices.board import overview as figures
from unisson.invoices.board.forecast import forecast
from unisson.kernel.clock import today
from unisson.kernel.keys import key
from unisson.web import criteria
from unisson.web.frame import chosen_structure
from unisson.web.issued.asked import services
from unisson.web.rights import actor, in_space

from .cash import cash
from .page import page
from .period import FIELDS, period, usual


@in_space(Space.ISSUED)
def issued_board(request: HttpRequest) -> HttpResponse:
    """Of what was sent."""
    return _board(request, Right.READ_ISSUED)


@in_space(Space.RECEIVED)
def received_board(request: HttpRequest) -> HttpResponse:
    """Of what was received."""
    return _board(request, Right.READ_RECEIVED)


def _board(request: HttpRequest, right: Right) -> HttpResponse:
    asked, structure = period(request.GET, on=today()), chosen_structure(request, right.space)
    service, last = key(asked.kept.get("service", "")), asked.last.replace(day=1)
    scale = figures.Scale(first=asked.first, last=last, structure=structure, service=service)
    found = figures.board(actor(request), right, scale, on=today())
    context = {
        "page": page(found, right.space, asked, on=today()),
        "whole": found.whole,
        "empty": not (found.total.count or found.drafts.count or found.late.total.count),
        "issued": right.space is Space.ISSUED,
        "period": asked,
        "usual": usual(),
        "services": services(structure),
        "typed": criteria.shown(asked.kept, FIELDS),
        "faults": criteria.faults(asked.kept),
    }
    return render(request, "board/board.html", context)


@in_space(Space.ISSUED)
def issued_forecast(request: HttpRequest) -> HttpResponse:
    """When what was sent will probably be paid."""
    structure = chosen_structure(request, Space.ISSUED)
    found = forecast(actor(request), structure=structure, on=today())
    return render(request, "board/forecast.html", {"page": cash(found), "told": found})
