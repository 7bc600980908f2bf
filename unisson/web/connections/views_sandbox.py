"""« Bac à sable »: what developers play, each button a form of its own. In production none of it exists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from unisson.directory.spaces import Level, Space
from unisson.invoices.sandbox import clock, paying, refusing
from unisson.kernel.clock import now
from unisson.kernel.keys import key
from unisson.web.acted import acted
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor, in_space
from unisson.web.tags import daytime

from .sandbox_page import sandbox_page, whole

_PLAYER = in_space(Space.CONNECTIONS, Level.WRITE, sandbox_only=True)


@_PLAYER
@require_safe
def sandbox(request: HttpRequest) -> HttpResponse:
    """The clock, the next refusals, the recipients that pay."""
    page = sandbox_page(actor(request), chosen_structure(request, Space.CONNECTIONS))
    return render(request, "connections/sandbox.html", {"page": page})


@_PLAYER
@require_POST
def refuse(request: HttpRequest) -> HttpResponse:
    """The next deposit of a structure is refused, or no longer."""

    def act() -> str:
        set_ = refusing.choose(actor(request), _structure(request), request.POST.get("code") or None, at=now())
        if set_ is None:
            return _("Le prochain dépôt sera jugé comme d’ordinaire.")
        told = _("Le prochain dépôt de %(structure)s sera rejeté : %(code)s.")
        return told % {"structure": set_.structure, "code": set_.code}

    return acted(request, act, back=reverse("connections:sandbox"))


@_PLAYER
@require_POST
def pay(request: HttpRequest) -> HttpResponse:
    """A recipient pays by itself, or no longer."""

    def act() -> str:
        days = whole(request.POST.get("jours", "")) if "cesser" not in request.POST else None
        siret = request.POST.get("siret", "")
        set_ = paying.choose(actor(request), _structure(request), siret, days, at=now())
        if set_ is None:
            return _("Ce destinataire attend de nouveau qu’on traite ses factures.")
        told = ngettext("%(name)s paie en %(n)d jour.", "%(name)s paie en %(n)d jours.", set_.days)
        return told % {"name": set_.recipient.name, "n": set_.days}

    return acted(request, act, back=reverse("connections:sandbox"))


@_PLAYER
@require_POST
def travel(request: HttpRequest) -> HttpResponse:
    """The clock goes forward, or back to the true time."""

    def act() -> str:
        if "revenir" in request.POST:
            clock.back(actor(request))
        else:
            clock.forward(actor(request), whole(request.POST.get("jours", "")))
        return _("Le bac à sable est au %(day)s.") % {"day": daytime(now())}

    return acted(request, act, back=reverse("connections:sandbox"))


def _structure(request: HttpRequest) -> int:
    return key(request.POST.get("structure", "")) or 0
