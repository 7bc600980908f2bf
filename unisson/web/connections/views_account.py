"""One technical account: its password, its rights, its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unisson.accounts import technical as identity
from unisson.directory import granting, technical
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.acted import acted
from unisson.web.language import in_words
from unisson.web.manager.page import wanted
from unisson.web.rights import actor, managing
from unisson.web.typed import typed as typed_in

from .accounts_page import rights_form, shown
from .told import password_page, trail

_SEEN_BEFORE = "CPP-DROITS-01"


@managing
@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one."""
    return _page(request, pk)


@managing
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how long the password before stays good, then show another, in the answer itself."""
    found = shown(technical.get_account(actor(request), pk))
    if request.method == "GET":
        context = {"account": found, "days": identity.OVERLAP.days}
        return render(request, "connections/renew.html", context) if found.is_open else redirect(_at(pk))
    try:
        told = technical.renew(actor(request), pk, seen=request.POST.get("vu", ""), at=now())
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, in_words(refusal))
        return redirect(_at(pk))
    return password_page(request, told, title=_("Mot de passe changé"))


@managing
@require_POST
def entitle(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly the rights of the form."""
    structure = technical.get_account(actor(request), pk).membership.structure
    try:
        rights = wanted(typed_in(request.POST), structure)
        technical.entitle(actor(request), pk, rights, seen=request.POST.get("vu", ""), at=now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, pk, refusal)
    messages.success(request, _("Droits enregistrés : ils valent dès le prochain appel."))
    return redirect(_at(pk))


@managing
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what it ends, then end it."""
    found = shown(technical.get_account(actor(request), pk))
    if request.method == "GET":
        return render(request, "connections/close.html", {"account": found}) if found.is_open else redirect(_at(pk))

    def act() -> str:
        technical.close(actor(request), pk, at=now())
        return _("Compte technique fermé : son prochain appel est refusé.")

    return acted(request, act, back=_at(pk))


def _page(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    found = technical.get_account(actor(request), pk)
    # What a colleague wrote meanwhile is shown instead of what was typed.
    kept = request.POST if refusal and refusal.code != _SEEN_BEFORE else QueryDict()
    typed = typed_in(kept, "espace", "service", "niveau")
    context = {
        "account": shown(found),
        "form": rights_form(found.membership.structure, found.rights, typed),
        "mark": granting.mark(found.membership),
        "typed": typed,
        "refusal": refusal,
        "trail": trail("accounts"),
    }
    return render(request, "connections/account.html", context, status=409 if refusal else 200)


def _at(pk: int) -> str:
    return reverse("connections:account", args=[pk])
