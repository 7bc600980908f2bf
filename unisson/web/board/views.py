"""« Tableau de bord » of both sides, and the forecast of payments; to look at and to keep."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

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
from unisson.web.sheets import download

from . import sheet
from .cash import cash
from .page import page
from .period import FIELDS, Period, period, usual


@in_space(Space.ISSUED)
def issued_board(request: HttpRequest) -> HttpResponse:
    """Of what was sent."""
    return _board(request, Right.READ_ISSUED)


@in_space(Space.RECEIVED)
def received_board(request: HttpRequest) -> HttpResponse:
    """Of what was received."""
    return _board(request, Right.READ_RECEIVED)


@in_space(Space.ISSUED)
def issued_board_file(request: HttpRequest) -> HttpResponseBase:
    """Its figures, to keep."""
    return _file(request, Right.READ_ISSUED)


@in_space(Space.RECEIVED)
def received_board_file(request: HttpRequest) -> HttpResponseBase:
    """Its figures, to keep."""
    return _file(request, Right.READ_RECEIVED)


def _figures(request: HttpRequest, right: Right, asked: Period) -> figures.Board:
    service, last = key(asked.kept.get("service", "")), asked.last.replace(day=1)
    structure = chosen_structure(request, right.space)
    scale = figures.Scale(first=asked.first, last=last, structure=structure, service=service)
    return figures.board(actor(request), right, scale, on=today())


def _file(request: HttpRequest, right: Right) -> HttpResponseBase:
    asked = period(request.GET, on=today())
    name = f"tableau-de-bord-{asked.first.isoformat()}-{asked.last.isoformat()}"
    rows = sheet.of_board(_figures(request, right, asked), right.space)
    return download(rows, name=name, kind=request.GET.get("fichier", "csv"), sheet=_("Tableau de bord"))


def _board(request: HttpRequest, right: Right) -> HttpResponse:
    asked = period(request.GET, on=today())
    found = _figures(request, right, asked)
    context = {
        "page": page(found, right.space, asked, on=today()),
        "whole": found.whole,
        "empty": not (found.total.count or found.drafts.count or found.late.total.count),
        "issued": right.space is Space.ISSUED,
        "period": asked,
        "usual": usual(),
        "services": services(chosen_structure(request, right.space)),
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


@in_space(Space.ISSUED)
def issued_forecast_file(request: HttpRequest) -> HttpResponseBase:
    """The same, to keep."""
    found = forecast(actor(request), structure=chosen_structure(request, Space.ISSUED), on=today())
    name = f"prevision-de-paiement-{today().isoformat()}"
    kind = request.GET.get("fichier", "csv")
    return download(sheet.of_forecast(found), name=name, kind=kind, sheet=_("Prévision de paiement"))
