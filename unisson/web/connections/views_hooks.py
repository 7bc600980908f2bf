"""« Webhooks »: where events go; added, changed, paused, renewed, removed."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from unisson.directory.spaces import Level, Space
from unisson.invoices.webhooks import managing
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.acted import acted
from unisson.web.frame import chosen_structure
from unisson.web.language import in_words
from unisson.web.rights import actor, in_space

from .hooks_form import HookForm
from .hooks_page import adds_for, hook_page, listed, row_of
from .told import hook_secret_page, trail

DoneT = TypeVar("DoneT")


@in_space(Space.CONNECTIONS)
@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    """All of them, of the structure in use or of all."""
    person, structure = actor(request), chosen_structure(request, Space.CONNECTIONS)
    context = {"rows": listed(person, structure), "adds": bool(adds_for(person)), "structure": structure}
    return render(request, "connections/hooks.html", context)


@in_space(Space.CONNECTIONS, Level.WRITE)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """One more; its secret is in the answer itself."""
    among, structure = adds_for(actor(request)), chosen_structure(request, Space.CONNECTIONS)
    form = HookForm.new(request.POST or None, among=among, chosen=structure)
    told = _done(form, lambda: managing.add(actor(request), form.structure_pk, **form.asked, at=now()))
    if told is None:
        context = {"form": form, "trail": trail("webhooks"), "back": reverse("connections:webhooks")}
        return render(request, "connections/hook_form.html", context, status=409 if form.errors else 200)
    return hook_secret_page(request, told, title=_("Webhook ajouté"))


@in_space(Space.CONNECTIONS)
@require_safe
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: where it stands, and its log. Asked by the page while something is to leave, then shown anew."""
    page = hook_page(actor(request), pk, request.GET)
    if request.htmx and not page.poll:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    return render(request, "connections/hook.html", {"page": page, "trail": trail("webhooks")})


@in_space(Space.CONNECTIONS, Level.WRITE)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another address, other events."""
    endpoint, back = managing.get(actor(request), pk), reverse("connections:hook", args=[pk])
    form = HookForm.of(request.POST or None, endpoint)
    if _done(form, lambda: managing.change(actor(request), pk, **form.asked, at=now())) is None:
        context = {"form": form, "trail": trail("webhooks"), "back": back, "row": row_of(endpoint)}
        return render(request, "connections/hook_form.html", context, status=409 if form.errors else 200)
    messages.success(request, _("Webhook modifié : ce qui attend part à la nouvelle adresse."))
    return redirect(back)


@in_space(Space.CONNECTIONS, Level.WRITE)
@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing leaves for now."""

    def act() -> str:
        managing.pause(actor(request), pk, at=now())
        return _("Webhook suspendu : ce qui se passe attend la reprise.")

    return acted(request, act, back=reverse("connections:hook", args=[pk]))


@in_space(Space.CONNECTIONS, Level.WRITE)
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits leaves."""

    def act() -> str:
        managing.resume(actor(request), pk, at=now())
        return _("Webhook repris : ce qui attendait part.")

    return acted(request, act, back=reverse("connections:hook", args=[pk]))


@in_space(Space.CONNECTIONS, Level.WRITE)
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Another secret, in the answer itself."""
    try:
        told = managing.renew_secret(actor(request), pk, seen=request.POST.get("vu", ""), at=now())
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, in_words(refusal))
        return redirect("connections:hook", pk)
    return hook_secret_page(request, told, title=_("Secret renouvelé"), renewed=True)


@in_space(Space.CONNECTIONS, Level.WRITE)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what it ends, then end it."""
    row = row_of(managing.get(actor(request), pk))
    if request.method == "GET":
        return render(request, "connections/hook_remove.html", {"row": row})

    def act() -> str:
        managing.remove(actor(request), pk, at=now())
        return _("Webhook « %(name)s » supprimé.") % {"name": row.name}

    return acted(request, act, back=reverse("connections:webhooks"))


def _done(form: HookForm, act: Callable[[], DoneT]) -> DoneT | None:
    """What the form asks is done; None where there is nothing to do yet, or when it is refused, which the form says."""
    if not form.is_valid():
        return None
    try:
        return act()
    except NotFound:
        raise
    except Refusal as refusal:
        form.refused(refusal)
        return None
