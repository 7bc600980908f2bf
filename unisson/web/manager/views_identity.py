"""A structure's identity: its number changed, the structure closed or opened again, updated from the register.

Each page says what will happen, then does it. Operators have the same pages under « Exploitation ».
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unisson.directory import deactivation, register_update, renumbering, stewards
from unisson.directory.models import Structure
from unisson.invoices import underway
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.account.attachments import kinds
from unisson.web.acted import acted
from unisson.web.rights import actor, managing
from unisson.web.typed import typed as typed_in

from .identity import MANAGER, Door, compared, consequences, identity
from .views import trail


@managing
@require_safe
def home(request: HttpRequest, pk: int) -> HttpResponse:
    """« Identifiant et activité » of one structure."""
    structure = stewards.structure_of(MANAGER.steward(actor(request)), pk)
    return render(request, "manager/identity.html", {"one": identity(structure, MANAGER), "trail": [trail()]})


def renumber_by(request: HttpRequest, pk: int, door: Door) -> HttpResponse:
    """« Modifier l'identifiant »: the new number, then all that follows from it, then the change."""
    asked = request.POST if request.method == "POST" else request.GET
    typed, refusal = typed_in(asked, "type", "numero", "motif"), None
    kind = typed["type"] or Structure.Kind.SIRET.value
    by = door.steward(actor(request), typed["motif"])
    try:
        if request.method == "POST":
            new = renumbering.renumber(by, pk, kind=kind, identifier=typed["numero"], at=now())
            return _renumbered(request, new, door)
        if typed["numero"]:
            page = consequences(renumbering.prepare(by, pk, kind=kind, identifier=typed["numero"]))
            return _shown(request, pk, door, "manager/renumber_confirm.html", page=page, kind=kind)
    except NotFound:
        raise
    except Refusal as told:
        refusal = told
    return _shown(request, pk, door, "manager/renumber.html", kinds=kinds(), typed=typed, refusal=refusal)


def activity_by(request: HttpRequest, pk: int, door: Door) -> HttpResponse:
    """« Désactiver », « Réactiver »: what follows from it, then the act."""
    structure = stewards.structure_of(door.steward(actor(request)), pk)
    if request.method != "POST":
        return _shown(request, pk, door, "manager/activity.html", underway=underway.of(structure))
    turn, told = _turn(request.POST.get("action", ""))

    def act() -> str:
        turn(door.steward(actor(request), typed_in(request.POST, "motif")["motif"]), pk, at=now())
        return told % {"structure": structure.to_strangers if door.as_operator else structure}

    return acted(request, act, back=door.url("home", pk))


def _turn(action: str) -> tuple[Callable[..., Structure], str]:
    """What a button does, and what is said of it. NotFound for no button of ours."""
    if action == "close":
        return deactivation.deactivate, _("%(structure)s est désactivée.")
    if action == "open":
        return deactivation.reactivate, _("%(structure)s est de nouveau active.")
    raise NotFound


def register_by(request: HttpRequest, pk: int, door: Door) -> HttpResponse:
    """« Mettre à jour depuis le répertoire »: both sides, then the register's is taken."""
    if request.method == "POST":
        return _taken(request, pk, door)
    both, refusal = None, None
    try:
        both = register_update.compare(door.steward(actor(request)), pk)
    except NotFound:
        raise
    except Refusal as told:
        refusal = told
    rows = compared(both) if both else []
    return _shown(request, pk, door, "manager/register.html", both=both, rows=rows, refusal=refusal)


@managing
@require_http_methods(["GET", "POST"])
def renumber(request: HttpRequest, pk: int) -> HttpResponse:
    """By a manager."""
    return renumber_by(request, pk, MANAGER)


@managing
@require_http_methods(["GET", "POST"])
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """By a manager."""
    return activity_by(request, pk, MANAGER)


@managing
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """By a manager."""
    return register_by(request, pk, MANAGER)


def _renumbered(request: HttpRequest, new: Structure, door: Door) -> HttpResponse:
    wake()
    told = _(
        "L’identifiant est maintenant le %(number)s. Utilisateurs, droits et services y sont\u202f; un mandat de"
        " facturation s’y signe de nouveau."
    )
    messages.success(request, told % {"number": new.identifier})
    return redirect(door.url("home", new.pk))


def _taken(request: HttpRequest, pk: int, door: Door) -> HttpResponse:
    typed = typed_in(request.POST, "vu", "motif")

    def act() -> str:
        by = door.steward(actor(request), typed["motif"])
        changed = register_update.take(by, pk, seen=typed["vu"], at=now())
        return _("Fiche mise à jour depuis le répertoire.") if changed else _("La fiche était déjà à jour.")

    return acted(request, act, back=door.url("home", pk), refused=door.url("register", pk))


def _shown(request: HttpRequest, pk: int, door: Door, template: str, **more: object) -> HttpResponse:
    structure = stewards.structure_of(door.steward(actor(request)), pk)
    context = {"one": identity(structure, door), "door": door, **more}
    return render(request, template, context, status=409 if more.get("refusal") else 200)
