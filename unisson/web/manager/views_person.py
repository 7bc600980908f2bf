"""One colleague: his rights, those of another copied to him, his attachment ended, the principal role offered."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unisson.directory import colleagues, granting, handover
from unisson.directory.colleagues import get_colleague
from unisson.directory.models import Membership
from unisson.directory.spaces import Space
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.keys import key
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.acted import acted
from unisson.web.rights import actor, managing
from unisson.web.typed import typed as typed_in

from .page import LEVELS, changes, colleague, wanted
from .views import trail


@managing
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one colleague."""
    return _page(request, pk)


@managing
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Give exactly the rights of the form."""

    def act() -> Membership:
        structure = get_colleague(actor(request), pk).structure
        role = request.POST.get("secondaire")
        return granting.change(
            actor(request),
            pk,
            wanted(typed_in(request.POST), structure),
            secondary=None if role is None else role == "oui",
            seen=request.POST.get("vu", ""),
            comment=request.POST.get("commentaire", ""),
            at=now(),
        )

    return _done(request, pk, act)


@managing
@require_POST
def close_space(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one space from the colleague."""

    def act() -> Membership:
        space, seen = request.POST.get("espace", ""), request.POST.get("vu", "")
        if space not in Space.values:
            raise NotFound
        return granting.close(actor(request), pk, Space(space), seen=seen, at=now())

    return _done(request, pk, act)


@managing
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what changes, then give the rights of another colleague, and no others."""
    if request.method == "GET":
        return _ask_copy(request, pk)

    def act() -> Membership:
        source, seen = key(request.POST.get("modele", "")) or 0, request.POST.get("vu", "")
        return granting.copy(actor(request), pk, source, seen=seen, at=now())

    return _done(request, pk, act)


@managing
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then end the attachment."""
    membership = get_colleague(actor(request), pk)
    if request.method == "GET":
        return render(request, "manager/withdraw.html", {"one": membership})

    def act() -> str:
        colleagues.withdraw(actor(request), pk, comment=request.POST.get("commentaire", ""), at=now())
        return _("%(name)s n’a plus aucun droit à %(structure)s.") % {
            "name": membership.user.full_name,
            "structure": membership.structure,
        }

    return acted(request, act, back=reverse("manager"), refused=reverse("manager-person", args=[pk]))


@managing
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what it changes, then offer the principal role."""
    if request.method == "GET":
        return render(request, "manager/offer.html", {"one": get_colleague(actor(request), pk)})

    def act() -> str:
        made = handover.offer(actor(request), pk, at=now())
        return _("%(name)s reçoit un courriel : le rôle change quand il est accepté.") % {
            "name": made.receiver.full_name
        }

    return acted(request, act, back=reverse("manager-person", args=[pk]))


def _ask_copy(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        found = granting.copying(actor(request), pk, key(request.GET.get("modele", "")) or 0)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, pk, refusal)
    context = {"found": found, "mark": granting.mark(found.membership), "changes": changes(found)}
    return render(request, "manager/copy.html", context)


def _done(request: HttpRequest, pk: int, act: Callable[[], Membership]) -> HttpResponse:
    """The rights are written, or the page comes back with what stands there now and why not."""
    try:
        membership = act()
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, pk, refusal)
    wake()
    messages.success(
        request, _("Droits de %(name)s enregistrés : ils valent dès maintenant.") % {"name": membership.user.full_name}
    )
    return redirect("manager-person", pk=pk)


def _page(request: HttpRequest, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    # What a colleague wrote meanwhile is shown instead of what was typed.
    kept = request.POST if refusal and refusal.code != "CPP-DROITS-01" else QueryDict()
    typed = typed_in(kept, "espace", "service", "niveau", "commentaire")
    context = {
        "page": colleague(actor(request), get_colleague(actor(request), pk), posted=typed),
        "trail": [trail()],
        "refusal": refusal,
        "levels": LEVELS,
        "typed": typed,
    }
    return render(request, "manager/person.html", context, status=409 if refusal else 200)
