"""« Compte technique »: those of the structures that one manages, and one more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unisson.directory import technical
from unisson.directory.models import Structure
from unisson.directory.spaces import Space
from unisson.kernel.clock import now
from unisson.kernel.keys import key
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.frame import chosen_structure
from unisson.web.language import in_words
from unisson.web.manager.page import wanted
from unisson.web.rights import actor, managing
from unisson.web.typed import typed as typed_in

from .accounts_page import managed_by, rights_form, rows
from .told import password_page, seen, trail

_AGAIN = "CPP-RACCORD-10"


@managing
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Those of the structure in use, or of all those managed."""
    structure = chosen_structure(request, Space.CONNECTIONS)
    managed = [structure] if structure else managed_by(actor(request))
    context = {"rows": rows([one.pk for one in managed]), "structure": structure}
    return render(request, "connections/accounts.html", context)


@managing
@require_http_methods(["GET", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """For which structure, then with which rights; the password is in the answer itself."""
    structure = _structure(request)
    if structure is None:
        context = {"structures": [(one.pk, one) for one in managed_by(actor(request))], "trail": trail("accounts")}
        return render(request, "connections/open_account_where.html", context)
    if request.method == "GET":
        return _form(request, structure)
    try:
        rights = wanted(typed_in(request.POST), structure)
        told = technical.open_account(actor(request), structure.pk, rights, seen=seen(request), at=now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, structure, refusal)
    return password_page(request, told, title=_("Compte technique créé"))


def _refused(request: HttpRequest, structure: Structure, refusal: Refusal) -> HttpResponse:
    if refusal.code == _AGAIN:
        messages.error(request, in_words(refusal))
        return redirect("connections:accounts")
    return _form(request, structure, refusal)


def _form(request: HttpRequest, structure: Structure, refusal: Refusal | None = None) -> HttpResponse:
    typed = typed_in(request.POST, "espace", "service", "niveau")
    held = [] if refusal else technical.all_rights(structure)
    context = {"structure": structure, "form": rights_form(structure, held, typed), "typed": typed, "refusal": refusal}
    context |= {"seen": technical.ever(structure), "trail": trail("accounts")}
    return render(request, "connections/open_account.html", context, status=409 if refusal else 200)


def _structure(request: HttpRequest) -> Structure | None:
    """The one named, else the one in use, else the only one. NotFound for one that is not managed."""
    asked = request.POST.get("structure") or request.GET.get("structure")
    if not asked:
        return chosen_structure(request, Space.CONNECTIONS)
    found = next((one for one in managed_by(actor(request)) if one.pk == key(asked)), None)
    if found is None:
        raise NotFound
    return found
