"""Searches kept under a name, and the columns of the lists."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unisson.directory.spaces import Space
from unisson.invoices.lists import saved
from unisson.invoices.models import SavedSearch
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.rights import actor, signed_in

from . import columns
from .asked import Listing, listing_of, trail
from .page import COLUMNS


@signed_in
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search under a name; refused, the list says why."""
    here = listing_of(request, request.POST)
    query = QueryDict(here.query, mutable=True)
    query.setdefault(COLUMNS, ",".join(columns.known(saved.columns(actor(request), here.space), here.space)))
    try:
        kept = saved.save(
            actor(request), here.space, name=request.POST.get("nom", ""), query=query.urlencode(), at=now()
        )
    except Refusal as refusal:
        return render(request, "finding/save.html", _asking(here, request.POST.get("nom", ""), refusal), status=409)
    messages.success(request, _("Recherche enregistrée : %(name)s.") % {"name": kept.name})
    return redirect(_address(kept))


def _asking(here: Listing, name: str, refusal: Refusal) -> dict[str, object]:
    return {"here": here, "name": name, "refusal": refusal, "trail": trail(here.space)}


@signed_in
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a kept search another name."""
    kept = saved.get(actor(request), pk)
    if request.method == "GET":
        return _rename(request, kept, kept.name)
    try:
        renamed = saved.rename(actor(request), pk, request.POST.get("nom", ""))
    except NotFound:
        raise
    except Refusal as refusal:
        return _rename(request, kept, request.POST.get("nom", ""), refusal)
    messages.success(request, _("Recherche renommée : %(name)s.") % {"name": renamed.name})
    return redirect(_address(renamed))


def _rename(request: HttpRequest, kept: SavedSearch, name: str, refusal: Refusal | None = None) -> HttpResponse:
    context = {"name": name, "refusal": refusal, "back": _address(kept), "trail": trail(Space(kept.space))}
    return render(request, "finding/rename.html", context, status=409 if refusal else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a kept search away, after a word of confirmation."""
    if request.method == "POST":
        gone = saved.delete(actor(request), pk)
        messages.success(request, _("Recherche supprimée : %(name)s.") % {"name": gone.name})
        return redirect(_list_of(gone, "").address)
    kept = saved.get(actor(request), pk)
    return render(request, "finding/delete.html", {"kept": kept, "back": _address(kept)})


@signed_in
@require_POST
def choose_columns(request: HttpRequest) -> HttpResponse:
    """Remember the columns, and show the list with them."""
    here = listing_of(request, request.POST)
    names = columns.known(request.POST.getlist("colonne"), here.space)
    saved.choose(actor(request), here.space, names if "usuelles" not in request.POST else ())
    query = QueryDict(here.query, mutable=True)
    query.pop(COLUMNS, None)
    shown = Listing(space=here.space, archived=here.archived, query=query.urlencode(), ticked=())
    return redirect(shown.address)


def _address(kept: SavedSearch) -> str:
    return _list_of(kept, kept.query).address


def _list_of(kept: SavedSearch, query: str) -> Listing:
    return Listing(space=Space(kept.space), archived=False, query=query, ticked=())
