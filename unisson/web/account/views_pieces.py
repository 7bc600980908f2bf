"""« Mes pièces jointes »: the files that one keeps to join to invoices. Theirs only, and never shown: downloaded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unisson.files import library, store
from unisson.invoices import keeping
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.downloads import download
from unisson.web.pieces import KINDS, kept_in_words
from unisson.web.rights import actor, signed_in
from unisson.web.typed import typed
from unisson.web.uploads import joined

from .pieces import library_page


@signed_in
@require_http_methods(["GET", "POST"])
def pieces(request: HttpRequest) -> HttpResponse:
    """The list, and the form that adds to it."""
    asked, refusal = typed(request.GET, "q", "type", "debut"), None
    chosen = typed(request.POST, "type")["type"]
    if request.method == "POST":
        try:
            done = keeping.add(actor(request), joined(request), kind=chosen, at=now())
            messages.success(request, kept_in_words(done))
            return redirect("pieces")
        except NotFound:
            raise
        except Refusal as told:
            refusal = told
    context = {"page": library_page(actor(request), asked, chosen=chosen, refusal=refusal), "trail": _trail()[:1]}
    return render(request, "account/pieces.html", context, status=409 if refusal else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def piece(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, another kind."""
    held = library.get(actor(request).pk, pk)
    asked, refusal = {"nom": held.name, "type": held.kind}, None
    if request.method == "POST":
        asked = typed(request.POST, "nom", "type")
        try:
            changed = library.change(actor(request).pk, pk, name=asked["nom"], kind=asked["type"])
            messages.success(request, _("«\u00a0%(name)s\u00a0» est à jour.") % {"name": changed.name})
            return redirect("pieces")
        except NotFound:
            raise
        except Refusal as told:
            refusal = told
    context = {"piece": held, "asked": asked, "refusal": refusal, "kinds": list(KINDS.items()), "trail": _trail()}
    return render(request, "account/piece.html", context, status=409 if refusal else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take it out."""
    if request.method == "POST":
        gone = library.remove(actor(request).pk, pk)
        messages.success(request, _("«\u00a0%(name)s\u00a0» n’est plus dans vos pièces jointes.") % {"name": gone.name})
        return redirect("pieces")
    held = library.get(actor(request).pk, pk)
    use = keeping.uses(actor(request), [held.file_id]).get(held.file_id)
    return render(request, "account/piece_delete.html", {"piece": held, "use": use, "trail": _trail()})


@signed_in
@require_safe
def content(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, always as a download."""
    held = library.get(actor(request).pk, pk)
    return download(store.content_of(held.file_id), held.name, "application/octet-stream")


def _trail() -> list[tuple[str, str]]:
    return [(_("Mon compte"), reverse("account")), (_("Mes pièces jointes"), reverse("pieces"))]
