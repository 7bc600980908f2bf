"""The services of a structure: listed, added, changed, closed on a day, switched off, reopened."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unisson.accounts.models import User
from unisson.directory import fiche, servicing
from unisson.directory.models import Service
from unisson.directory.rights import managed
from unisson.kernel.clock import now, today
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.acted import acted
from unisson.web.rights import actor, keeping
from unisson.web.tags import short_day
from unisson.web.typed import searched
from unisson.web.typed import typed as typed_in

from .editing import edited
from .fiche_forms import ServiceForm
from .fiche_page import service_rows, shown, trail

SHOWN = 25
"""Lines of one page of services."""


@keeping
@require_safe
def services(request: HttpRequest, pk: int) -> HttpResponse:
    """All of them, a page at a time, by code."""
    person = actor(request)
    structure = fiche.get_structure(person, pk)
    text, after = searched(request.GET), searched(request.GET, "apres")
    found = servicing.listed(structure, text)
    rows = list(found.filter(code__gt=after)[: SHOWN + 1])
    context = {
        **shown(person, structure),
        "rows": service_rows(rows[:SHOWN], on=today()),
        "count": found.count(),
        "further": rows[SHOWN - 1].code if len(rows) > SHOWN else None,
        "after": after,
        "text": text,
        "trail": trail(person, structure),
    }
    return render(request, "manager/structure_services.html", context)


@keeping
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more."""
    person = actor(request)
    structure = fiche.get_structure(person, pk)
    form = ServiceForm(request.POST or None, structure).explained(person, structure)

    def act() -> str:
        made = servicing.add(person, pk, form.wanted(), reason=form.reason, at=now())
        return _("Service « %(service)s » ajouté.") % {"service": made}

    context = {"form": form, **shown(person, structure), "trail": _trail(request, pk)}
    return edited(request, form, act, page=("manager/structure_service.html", context), back=_to_list(pk))


@keeping
@require_http_methods(["GET", "POST"])
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them."""
    person = actor(request)
    found = servicing.get_service(person, pk)
    structure = found.structure
    form = ServiceForm(request.POST or None, structure, found).explained(person, structure)

    def act() -> str:
        seen = request.POST.get("vu", "")
        made = servicing.change(person, pk, form.wanted(), seen=seen, reason=form.reason, at=now())
        return _("Service « %(service)s » enregistré.") % {"service": made}

    context = {
        "form": form,
        **shown(person, structure),
        "trail": _trail(request, structure.pk),
        **_shown(found, person),
    }
    return edited(request, form, act, page=("manager/structure_service.html", context), back=_to_list(structure.pk))


@keeping
@require_POST
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    """Closed on a day, switched off, or open again."""
    person, typed = actor(request), typed_in(request.POST, "vu", "motif", "action", "jour")
    found = servicing.get_service(person, pk)
    said: dict[str, Any] = {"seen": typed["vu"], "reason": typed["motif"], "at": now()}

    def act() -> str:
        told = {"service": found}
        if typed["action"] == "reopen":
            servicing.reopen(person, pk, **said)
            return _("« %(service)s » reçoit de nouveau.") % told
        if typed["action"] == "off":
            servicing.switch_off(person, pk, **said)
            return _("« %(service)s » est désactivé\u00a0: il ne reçoit plus de nouvelles factures.") % told
        if typed["action"] != "close":
            raise NotFound
        servicing.close(person, pk, day := _day(typed["jour"]), **said)
        return _("« %(service)s » reçoit jusqu’au %(day)s inclus.") % {**told, "day": short_day(day)}

    return acted(request, act, back=reverse("manager-service", args=[pk]))


def _shown(found: Service, person: User) -> dict[str, Any]:
    """The state of a service, who has rights on it, and what may be done to it."""
    return {
        "row": service_rows([found], on=today())[0],
        "people": servicing.people_on(found),
        "free": servicing.code_is_free(found),
        "mark": fiche.mark(found, servicing.FIELDS),
        "today": today(),
        "outside": found.structure_id not in managed(person),
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal("CPP-SERVICE-07", field="jour") from error


def _to_list(pk: int) -> str:
    return reverse("manager-services", args=[pk])


def _trail(request: HttpRequest, pk: int) -> list[tuple[str, str]]:
    structure = fiche.get_structure(actor(request), pk)
    return [*trail(actor(request), structure), (_("Services"), _to_list(pk))]
