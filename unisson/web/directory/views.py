"""« Rechercher structure publique », for everybody; what people without an account ask is bounded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from unisson.directory import catalogue
from unisson.directory.rights import scope
from unisson.directory.search import listed
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import today
from unisson.kernel.identifiers import compact
from unisson.kernel.refusal import NotFound, Refusal, TooOften
from unisson.web import failures, visitors
from unisson.web.language import in_words
from unisson.web.rights import actor, public, signed_in
from unisson.web.typed import searched

from .page import look_up, nothing_found, sheet


@public
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The search and what it finds; 429 for who asks too often, with what was typed."""
    try:
        visitors.pace(request)
    except TooOften as refusal:
        context = {"page": nothing_found(request.GET), "refusal": refusal}
        return failures.later(render(request, "directory/search.html", context, status=429))
    return render(request, "directory/search.html", {"page": look_up(request.GET)})


@public
@require_safe
def structure(request: HttpRequest, siret: str) -> HttpResponse:
    """One public structure, at an address that stays: what it requires, its services, where to write."""
    visitors.pace(request)
    if compact(siret) != siret:
        return _at_its_number(siret)
    text, after = searched(request.GET, "service"), searched(request.GET, "apres")
    page = sheet(listed(siret), service=text, after=after, on=today())
    return render(request, "directory/structure.html", {"page": page})


def _at_its_number(written: str) -> HttpResponse:
    """The same page, its number without blanks. NotFound when that leaves nothing."""
    number = compact(written)[:18]
    if not number:
        raise NotFound
    return redirect("directory-structure", siret=number)


@signed_in
@require_safe
def deposit(request: HttpRequest, siret: str) -> HttpResponse:
    """« Déposer une facture à ce destinataire »: the form, which knows the recipient, for who may deposit."""
    found = listed(siret)
    if not scope(actor(request), Space.ISSUED, Level.WRITE):
        messages.info(request, in_words(Refusal("CPP-ANNUAIRE-36")))
        return redirect("directory-structure", siret=found.identifier)
    return redirect(f"{reverse('issued:deposit')}?{urlencode({'destinataire': found.identifier})}")


@public
@require_safe
def published(request: HttpRequest) -> StreamingHttpResponse:
    """The file of the week."""
    latest = catalogue.latest()
    if latest is None:
        raise NotFound
    answer = StreamingHttpResponse(catalogue.pieces(latest), content_type="text/csv; charset=utf-8")
    name = f"annuaire-{latest.week.isoformat()}.csv"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Content-Length"] = str(latest.size)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
