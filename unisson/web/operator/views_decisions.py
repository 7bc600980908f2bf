"""Appointments, which two operators decide, and successions, on their document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unisson.accounts.models import User
from unisson.directory import appointing, succession
from unisson.directory.colleagues import managers_of
from unisson.directory.models import Appointment, Demand
from unisson.kernel.clock import now
from unisson.web.account.demands import demand_rows
from unisson.web.acted import acted
from unisson.web.rights import actor
from unisson.web.rights import operating as for_operators

from . import page

SHOWN = 50
"""Decided successions on the page."""


@for_operators
@require_safe
def appointments(request: HttpRequest) -> HttpResponse:
    """What waits for a second operator."""
    return render(request, "operator/appointments.html", {"rows": appointing.waiting(), "trail": page.trail()})


@for_operators
@require_http_methods(["GET", "POST"])
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the proposal and its document; confirm, or put aside with a reason."""
    if request.method == "GET":
        return render(request, "operator/appointment.html", _appointment(appointing.get(pk), actor(request)))
    confirmed = request.POST.get("action") == "confirm"

    def act() -> str:
        if confirmed:
            made = appointing.confirm(actor(request), pk, at=now())
            told = _("%(name)s est le gestionnaire principal de %(structure)s.")
        else:
            made = appointing.dismiss(actor(request), pk, reason=request.POST.get("motif", ""), at=now())
            told = _("Nomination écartée : %(name)s, %(structure)s.")
        return told % {"name": made.person.full_name, "structure": made.structure}

    back = reverse("operator-appointments")
    return acted(request, act, back=back, refused=_page_of(pk))


@for_operators
@require_POST
def appointment_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The document on which it was proposed, as that of a succession."""
    return _given(*appointing.read_document(actor(request), pk, at=now()))


@for_operators
@require_safe
def successions(request: HttpRequest) -> HttpResponse:
    """What waits, then what was decided."""
    waiting = demand_rows(succession.waiting())
    context = {"waiting": waiting, "decided": demand_rows(succession.decided()[:SHOWN]), "trail": page.trail()}
    return render(request, "operator/successions.html", context)


@for_operators
@require_http_methods(["GET", "POST"])
def one_succession(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the request and its document; decide."""
    demand = succession.get(pk)
    if request.method == "GET":
        return render(request, "operator/succession.html", _succession(demand, actor(request)))
    accept = request.POST.get("action") == "accept"

    def act() -> str:
        succession.decide(actor(request), pk, accept=accept, answer=request.POST.get("reponse", ""), at=now())
        return _told(demand, accept=accept)

    back = reverse("operator-successions")
    return acted(request, act, back=back, refused=reverse("operator-succession", args=[pk]))


@for_operators
@require_POST
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The document. A POST, since that it was read is written in the journal."""
    return _given(*succession.read_document(actor(request), pk, at=now()))


def _given(content: bytes, name: str) -> HttpResponse:
    """Always as a download: a stranger's file is never rendered here (design §9)."""
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = str(content_disposition_header(True, name))
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def _page_of(pk: int) -> str:
    """The page of an appointment, while it waits."""
    waits = appointing.waiting().filter(pk=pk).exists()
    return reverse("operator-appointment", args=[pk]) if waits else reverse("operator-appointments")


def _appointment(made: Appointment, operator: User) -> dict[str, object]:
    return {
        "one": made,
        "document": made.demand.document if made.demand else made.document,
        "document_name": appointing.document_name(made),
        "managers": managers_of(made.structure),
        "may": operator.pk not in (made.proposed_by_id, made.person_id),
        "read": appointing.was_read(made, by=operator),
        "trail": [*page.trail(), (_("Nominations"), reverse("operator-appointments"))],
    }


def _succession(demand: Demand, operator: User) -> dict[str, object]:
    return {
        "one": demand_rows([demand])[0],
        "demand": demand,
        "managers": succession.in_place(demand.structure),
        "two": succession.needs_two(demand, at=now()),
        "read": succession.was_read(demand, by=operator),
        "place": demand.structure.memberships.filter(user=demand.user).first(),
        "refused": demand.structure.demands.filter(user=demand.user, state=Demand.State.REFUSED)
        .select_related("decided_by")
        .order_by("-decided_at")
        .first(),
        "proposed": demand.appointments.filter(state="PROPOSEE").select_related("proposed_by").first(),
        "trail": [*page.trail(), (_("Successions"), reverse("operator-successions"))],
    }


def _told(demand: Demand, *, accept: bool) -> str:
    if not accept:
        return _("Demande refusée. La personne reçoit un courriel.")
    if demand.appointments.filter(state="PROPOSEE").exists():
        return _("Nomination proposée : un autre exploitant la confirme.")
    return _("%(name)s gère maintenant %(structure)s.") % {
        "name": demand.user.full_name,
        "structure": demand.structure,
    }
