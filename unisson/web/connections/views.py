"""« Raccordements API »: the software that a structure lets in; asked for, decided, seen, cut off."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unisson.directory import connecting
from unisson.directory.connecting import Issued
from unisson.directory.models import Connection
from unisson.directory.rights import managed, scope
from unisson.directory.spaces import Level, Space
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.acted import acted
from unisson.web.first_call import first_call
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor, in_space, managing

from .forms import AskForm
from .page import asks_for, changeable, connection_page, listed
from .told import secret_page, trail


@in_space(Space.CONNECTIONS, or_manages=True)
@require_safe
def connections(request: HttpRequest) -> HttpResponse:
    """All of them, of the structure in use or of all."""
    person, structure = actor(request), chosen_structure(request, Space.CONNECTIONS)
    context = {"rows": listed(person, structure), "asks": bool(asks_for(person)), "structure": structure}
    context["opens"] = bool(managed(person))
    return render(request, "connections/list.html", context)


@in_space(Space.CONNECTIONS, Level.WRITE)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """« Raccorder un logiciel »: a manager's own request is answered at once, with the secret."""
    among, structure = asks_for(actor(request)), chosen_structure(request, Space.CONNECTIONS)
    if not among:
        raise NotFound
    form = AskForm(request.POST or None, among=among, chosen=structure)
    issued = _asked(request, form) if form.is_valid() else None
    if issued is None:
        context = {"form": form, "trail": trail("list")}
        return render(request, "connections/ask.html", context, status=409 if form.errors else 200)
    wake()
    if issued.secret:
        return secret_page(request, issued, title=_("Logiciel raccordé"))
    told = _("Demande envoyée aux gestionnaires de %(structure)s : un courriel vous dira leur réponse.")
    messages.success(request, told % {"structure": issued.connection.structure})
    return redirect("connections:connection", issued.connection.pk)


ask.keeps_form = lambda: reverse("connections:ask")  # type: ignore[attr-defined]


@in_space(Space.CONNECTIONS, or_manages=True)
@require_safe
def connection(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: where it stands, its identifier, its secrets, a first call."""
    found = connecting.get(actor(request), pk, level=Level.READ)
    page = connection_page(actor(request), found)
    command = first_call(client_id=found.application.client_id, login=page.login)
    context = {"page": page, "command": command, "base": settings.BASE_URL, "trail": trail("list")}
    context["looks"] = scope(actor(request), Space.CONNECTIONS).covers(structure_id=found.structure_id, service_id=None)
    return render(request, "connections/connection.html", context)


@managing
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """A manager lets the software in, or not."""
    accept = request.POST.get("action") == "accept"

    def act() -> str:
        reason = request.POST.get("motif", "")
        decided = connecting.decide(actor(request), pk, accept=accept, reason=reason, at=now())
        told = (
            _("« %(software)s » est raccordé : %(name)s reçoit un courriel, et crée le secret.")
            if accept
            else _("Demande refusée : %(name)s reçoit un courriel.")
        )
        return told % {"software": decided.name, "name": decided.asked_by.full_name}

    return acted(request, act, back=reverse("connections:connection", args=[pk]))


@in_space(Space.CONNECTIONS, Level.WRITE, or_manages=True)
@require_http_methods(["GET", "POST"])
def disconnect(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what it ends, then end it."""
    back = reverse("connections:connection", args=[pk])
    if request.method == "GET":
        found = changeable(actor(request), pk)
        over = found.state != Connection.State.VALID
        return redirect(back) if over else render(request, "connections/disconnect.html", {"connection": found})

    def act() -> str:
        ended = connecting.disconnect(actor(request), pk, at=now())
        return _("« %(software)s » n’a plus accès à l’API.") % {"software": ended.name}

    return acted(request, act, back=back)


def _asked(request: HttpRequest, form: AskForm) -> Issued | None:
    """What was asked; None when it is refused, which the form then says."""
    name, word = form.cleaned_data["name"], form.cleaned_data["word"]
    try:
        return connecting.ask(actor(request), form.structure_pk, name=name, word=word, at=now())
    except NotFound:
        raise
    except Refusal as refusal:
        form.refused(refusal)
        return None
