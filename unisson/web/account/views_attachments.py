"""« Mes rattachements »: where one is attached, asking for another structure or space, leaving, taking a role."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unisson.directory import colleagues, handover, inviting, requests
from unisson.directory.models import Demand, Membership, Structure
from unisson.directory.search import numbered
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.acted import acted
from unisson.web.rights import actor, signed_in
from unisson.web.typed import typed as typed_in

from . import attachments as mine
from .demands import demand_rows, proposals, sent_to
from .page import belonging

SHOWN = 50
"""Requests of the history on the page."""


@signed_in
@require_safe
def attachments(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    person = actor(request)
    context = {
        "trail": [(_("Mon compte"), reverse("account"))],
        "attachments": mine.attachments(person),
        "offers": handover.offered_to(person),
        "proposed": proposals(inviting.proposed_to(person, at=now())),
        "demands": demand_rows(requests.mine(person)[:SHOWN], asker=True),
    }
    return render(request, "account/attachments.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """« Demande de rattachement »: the number of a structure, then what one would do there."""
    asked = request.POST if request.method == "POST" else request.GET
    typed = typed_in(asked, "type", "numero", "mot", "own")
    structure, refusal = None, None
    try:
        if typed["numero"] or request.method == "POST":
            structure = numbered(typed["type"] or Structure.Kind.SIRET, typed["numero"])
        if structure and request.method == "POST":
            return _asked(request, _ask(request, structure, typed))
    except Refusal as told:
        refusal = told
    elsewhere = structure is not None and mine.works_elsewhere(actor(request), structure)
    context = {"structure": structure, "elsewhere": elsewhere, "kinds": mine.kinds(), "typed": typed}
    return _form(request, "account/ask.html", context, structure=structure, refusal=refusal)


@signed_in
@require_http_methods(["GET", "POST"])
def ask_spaces(request: HttpRequest, pk: int) -> HttpResponse:
    """« Ajouter un abonnement »: a space, or a higher level, at a structure where one is attached."""
    membership, typed, refusal = mine.own(actor(request), pk), typed_in(request.POST, "mot", "service"), None
    if request.method == "POST":
        try:
            rights = mine.wanted(typed, membership.structure)
            if membership.role == Membership.Role.PRINCIPAL:
                return _taken(request, requests.take_spaces(actor(request), pk, rights, at=now()))
            demand = requests.ask_spaces(actor(request), pk, rights, word=typed["mot"], at=now())
            return _asked(request, demand)
        except Refusal as told:
            refusal = _shown(told)
    structure = membership.structure
    context = {"membership": membership, "shown": belonging(membership), "typed": typed}
    context |= {"at_once": membership.role == Membership.Role.PRINCIPAL}
    context |= {"services": mine.services(structure), "has_services": structure.services.exists()}
    return _form(request, "account/ask_spaces.html", context, structure=structure, refusal=refusal)


@signed_in
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then leave."""
    membership = mine.own(actor(request), pk)
    if request.method == "GET":
        return render(request, "account/leave_structure.html", {"membership": membership})

    def act() -> str:
        colleagues.leave(actor(request), pk, at=now())
        return _("Vous avez quitté %(structure)s. Vos droits y ont pris fin.") % {"structure": membership.structure}

    return _button(request, act)


@signed_in
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a request that nobody decided."""

    def act() -> str:
        requests.withdraw(actor(request), pk, at=now())
        return _("Demande retirée.")

    return _button(request, act)


@signed_in
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the principal role that somebody offers, or decline it."""
    accept = request.POST.get("action") == "accept"

    def act() -> str:
        made = handover.answer(actor(request), pk, accept=accept, at=now())
        told = _("Vous êtes gestionnaire principal de %(structure)s.") if accept else _("Proposition déclinée.")
        return told % {"structure": made.structure} if accept else told

    return _button(request, act)


def _ask(request: HttpRequest, structure: Structure, typed: dict[str, str]) -> Demand:
    person = actor(request)
    if mine.works_elsewhere(person, structure) and typed["own"] != "on":
        raise Refusal("CPP-RATTACHEMENT-06", field="own")
    rights = mine.whole(mine.wanted(typed, structure))
    return requests.ask(person, structure, wanted=rights, word=typed["mot"], at=now())


def _asked(request: HttpRequest, demand: Demand) -> HttpResponse:
    wake()
    messages.success(request, sent_to(demand))
    return redirect("account-attachments")


def _taken(request: HttpRequest, membership: Membership) -> HttpResponse:
    wake()
    messages.success(
        request,
        _("Espaces ouverts à %(structure)s : ils sont à vous dès maintenant.") % {"structure": membership.structure},
    )
    return redirect("account-attachments")


def _button(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    return acted(request, act, back=reverse("account-attachments"))


def _shown(refusal: Refusal) -> Refusal:
    """What a form can show: what is not theirs is a page of its own."""
    if isinstance(refusal, NotFound):
        raise refusal
    return refusal


def _form(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    structure: Structure | None,
    refusal: Refusal | None,
) -> HttpResponse:
    """A form that asks for spaces at `structure`, once it is known."""
    spaces = mine.offered(structure, context["typed"]) if structure else []
    whole = {**context, "spaces": spaces, "levels": mine.LEVELS, "refusal": refusal}
    return render(request, template, whole, status=409 if refusal else 200)
