"""« Accéder aux rejets EDI »: what was turned down, one file a day and an issuer (domain-rules §7.4)."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from unisson.directory.spaces import Space
from unisson.invoices.flows import following
from unisson.kernel.clock import now
from unisson.kernel.keys import key
from unisson.kernel.refusal import NotFound
from unisson.web import criteria
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor, in_space

from . import tables


@in_space(Space.FLOWS)
def rejections(request: HttpRequest) -> HttpResponse:
    """The days, newest first."""
    structure = chosen_structure(request, Space.FLOWS)
    days = following.rejection_days(actor(request), at=now(), structure=structure)
    return render(request, "flows/rejections.html", {"days": days})


@in_space(Space.FLOWS)
def rejections_file(request: HttpRequest) -> HttpResponseBase:
    """One of them. NotFound for a day or an issuer without any that the person may see."""
    issuer = key(request.GET.get("emetteur", "")) or 0
    day = criteria.days(criteria.read(request.GET, ("du",)), "du", "au").low
    found = list(following.rejections(actor(request), day=day, supplier=issuer)) if isinstance(day, date) else []
    if not found or not isinstance(day, date):
        raise NotFound
    kind, name = request.GET.get("fichier", "csv"), found[0].flow.supplier.identifier
    return tables.rejections_table(found, day=day, issuer=name, kind=kind)
