"""« Rattacher une personne »: proposed by address, sent again, cancelled. A space closed on a structure."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unisson.directory import inviting, openings, stewards
from unisson.directory.models import Structure
from unisson.directory.spaces import Space
from unisson.directory.stewards import Steward
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound
from unisson.web.account import attachments
from unisson.web.acted import acted
from unisson.web.rights import actor, managing
from unisson.web.typed import typed as typed_in

from .editing import edited
from .fiche_forms import InvitationForm
from .page import LEVELS
from .views import trail


@managing
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """The address, the name, and what the person will have there."""
    structure, typed = stewards.structure_of(Steward(person=actor(request)), pk), typed_in(request.POST, "service")
    form = InvitationForm(request.POST or None)

    def act() -> str:
        wanted = attachments.wanted(typed, structure)
        made = inviting.invite(actor(request), pk, form.proposed(wanted), at=now())
        return _(
            "Proposition envoyée à %(address)s. %(name)s sera rattaché à %(structure)s dès que la personne aura"
            " accepté."
        ) % {"address": made.address, "name": f"{made.first_name} {made.last_name}", "structure": structure}

    context = {"form": form, "structure": structure, "typed": typed, "trail": [trail()], **_choices(structure, typed)}
    return edited(request, form, act, page=("manager/invite.html", context), back=_to_list())


@managing
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Another letter, with a later end."""

    def act() -> str:
        return _("Proposition renvoyée à %(address)s.") % {
            "address": inviting.resend(actor(request), pk, at=now()).address
        }

    return acted(request, act, back=_to_list())


@managing
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""

    def act() -> str:
        return _("Proposition à %(address)s annulée.") % {
            "address": inviting.cancel(actor(request), pk, at=now()).address
        }

    return acted(request, act, back=_to_list())


@managing
@require_http_methods(["GET", "POST"])
def close_space(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Say who loses what, then close the space."""
    if code not in Space.values:
        raise NotFound
    space, back = Space(code), reverse("manager") + "#espaces"
    if request.method == "GET":
        structure = openings.get_open(actor(request), pk, space)
        context = {"structure": structure, "space": space, "people": openings.holders(structure, space)}
        context["silent"] = openings.falls_silent(structure, space)
        return render(request, "manager/close_space.html", context)

    def act() -> str:
        openings.close_one(actor(request), pk, space, at=now())
        return _("Espace fermé : « %(space)s ». Plus personne n’y a accès.") % {"space": space.label}

    return acted(request, act, back=back)


def _choices(structure: Structure, typed: dict[str, str]) -> dict[str, Any]:
    """The spaces that are open, their levels, the services."""
    opened = {space.label for space in openings.open_on(structure)}
    offered = [one for one in attachments.offered(structure, typed) if one["label"] in opened]
    services = attachments.services(structure)
    return {"spaces": offered, "levels": LEVELS, "services": services, "has_services": structure.services.exists()}


def _to_list() -> str:
    return reverse("manager") + "#propositions"
