"""Files of what was found: asked for, followed, downloaded."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from unisson.directory.rights import scope
from unisson.directory.spaces import Space
from unisson.invoices.bundle import Paper
from unisson.invoices.exports import asking
from unisson.invoices.exports.request import Wish
from unisson.invoices.models import Export
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor, signed_in

from .asked import Listing, listing_of, trail
from .files import described, files_of, kinds, name_of, papers, type_of


@signed_in
@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """What the file shall be; then it is made in the background."""
    given = request.POST if request.method == "POST" else request.GET
    here = listing_of(request, given)
    if request.method == "GET":
        return render(request, "finding/prepare.html", _form(request, here, given))
    try:
        export = _ask(request, here)
    except Refusal as refusal:
        return render(request, "finding/prepare.html", _form(request, here, given, refusal), status=409)
    return redirect("finding:export", export.pk)


def _ask(request: HttpRequest, here: Listing) -> Export:
    kind = request.POST.get("format", "")
    if kind not in Export.Kind.values:
        raise Refusal("CPP-EXPORT-06", field="format")
    wanted = frozenset(Paper(one) for one in request.POST.getlist("document") if one in list(Paper))
    if kind == Export.Kind.ZIP and not wanted:
        raise Refusal("CPP-EXPORT-07", field="document")
    wish = here.wish
    wish = Wish(asked=wish.asked, sort=wish.sort, keys=wish.keys, papers=wanted)
    structure = chosen_structure(request, here.space)
    return asking.ask(actor(request), wish, kind, here.space, structure=structure, at=now())


def _form(request: HttpRequest, here: Listing, given: QueryDict, refusal: Refusal | None = None) -> dict[str, Any]:
    structure = chosen_structure(request, here.space)
    found = asking.meant(actor(request), here.wish, here.space, structure=structure)
    return {
        "here": here,
        "count": found.order_by()[: asking.INVOICES + 1].count(),
        "limit": asking.INVOICES,
        "kinds": kinds(str(given.get("format", ""))),
        "papers": papers(given.getlist("document")),
        "refusal": refusal,
        "trail": trail(here.space),
    }


@signed_in
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """« Mes fichiers »: those that are ready or in the making."""
    spaces = [space for space in (Space.ISSUED, Space.RECEIVED) if scope(actor(request), space)]
    if not spaces:
        raise NotFound
    rows = [described(one) for space in spaces for one in asking.own(actor(request), space)]
    rows.sort(key=lambda one: one.asked_at, reverse=True)
    return render(request, "finding/exports.html", {"rows": rows, "days": asking.KEPT.days})


@signed_in
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; its files once it is ready. Asked each second by the page: 204 while nothing changed."""
    one = asking.get(actor(request), pk)
    if request.htmx:  # type: ignore[attr-defined]
        if one.state != Export.State.PENDING:
            return HttpResponseClientRefresh()
        if request.GET.get("faites") == str(one.done):
            return HttpResponse(status=204)
    poll = f"{reverse('finding:export', args=[pk])}?faites={one.done}"
    context = {"export": described(one), "files": files_of(one), "poll": poll, "days": asking.KEPT.days}
    return render(request, "finding/export.html", {**context, "trail": trail(Space(one.space))})


@signed_in
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A file that is ready. A part of a group download by POST only: each of its invoices keeps a trace of it."""
    try:
        kept = asking.file_of(actor(request), pk, number)
    except NotFound:
        raise
    except Refusal as refusal:
        return render(request, "finding/lost.html", {"refusal": refusal}, status=409)
    if kept.export.kind == Export.Kind.ZIP:
        if request.method != "POST":
            return redirect("finding:export", pk)
        asking.note_download(actor(request), kept, at=now())
    answer = StreamingHttpResponse(asking.pieces(kept), content_type=type_of(kept))
    answer["Content-Length"] = str(kept.size)
    answer["Content-Disposition"] = f'attachment; filename="{name_of(kept)}"'
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@signed_in
@require_POST
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file away, ready or not."""
    asking.give_up(actor(request), pk)
    messages.success(request, _("Fichier supprimé."))
    return redirect("finding:exports")
