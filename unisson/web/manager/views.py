"""« Activités du gestionnaire »: requests to decide, people attached, spaces, what was done, tables to keep."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from unisson.directory import acts, handover, inviting, openings, requests, signup, succession
from unisson.directory.colleagues import colleagues
from unisson.directory.models import Structure
from unisson.invoices.wake import wake
from unisson.kernel.clock import now, today
from unisson.kernel.keys import key, keys
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.account.demands import demand_rows
from unisson.web.account.page import belonging
from unisson.web.acted import acted
from unisson.web.language import faults
from unisson.web.rights import actor, managing
from unisson.web.sheets import download
from unisson.web.typed import searched

from .export import table
from .page import history_rows, spaces_of, structures_of

SHOWN = 50
"""Lines of one page of a list."""


@managing
def manager(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    return _page(request)


@managing
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Accept or refuse the requests that are ticked."""
    pks = keys(request.POST.getlist("demande"))
    accept = request.POST.get("action") == "accept"
    try:
        if not pks:
            raise Refusal("CPP-RATTACHEMENT-02", field="demande")
        decided = requests.decide(
            actor(request), pks, accept=accept, comment=request.POST.get("commentaire", ""), at=now()
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, refusal)
    wake()
    _tell(request, decided, accept=accept)
    return redirect("manager")


@managing
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the activation link again to who asked for an account."""

    def act() -> str:
        row = signup.resend_as_manager(actor(request), pk, at=now())
        return _("Lien renvoyé à %(address)s.") % {"address": row.address}

    return acted(request, act, back=reverse("manager") + "#activations")


@managing
@require_POST
def open_space(request: HttpRequest, pk: int) -> HttpResponse:
    """Open one more space on a structure."""

    def act() -> str:
        space = openings.open_one(actor(request), pk, request.POST.get("espace", ""), at=now())
        return _("Espace ouvert : « %(space)s ». Donnez-le maintenant à qui en a besoin.") % {"space": space.label}

    return acted(request, act, back=reverse("manager") + "#espaces")


@managing
@require_POST
def cancel_handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the offer of the principal role."""

    def act() -> str:
        handover.cancel(actor(request), pk, at=now())
        return _("Proposition annulée. Vous restez gestionnaire principal.")

    return acted(request, act, back=reverse("manager"))


@managing
@require_POST
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """« Je suis toujours là »."""

    def act() -> str:
        demand = succession.object_to(actor(request), pk, at=now())
        return _("Demande de %(name)s refusée : vous gérez toujours la structure.") % {"name": demand.user.full_name}

    return acted(request, act, back=reverse("manager"))


@managing
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Users and their rights, as CSV or as an Excel workbook."""
    name, kind = f"utilisateurs-{today().isoformat()}", request.GET.get("format", "csv")
    return download(table(actor(request)), name=name, kind=kind, sheet=str(_("Utilisateurs et droits")))


@managing
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """All that was done, a page at a time, newest first."""
    done = acts.history(actor(request))
    before = key(request.GET.get("avant", ""))
    rows = list((done.filter(pk__lt=before) if before else done).order_by("-pk")[: SHOWN + 1])
    further = rows[SHOWN - 1].pk if len(rows) > SHOWN else None
    context = {"rows": history_rows(rows[:SHOWN]), "further": further, "trail": [trail()]}
    return render(request, "manager/history.html", context)


def trail() -> tuple[str, str]:
    """The way back, for the pages under this one."""
    return str(_("Activités du gestionnaire")), reverse("manager")


def _tell(request: HttpRequest, decided: requests.Decided, *, accept: bool) -> None:
    told = (
        ngettext("%(count)d demande acceptée.", "%(count)d demandes acceptées.", decided.done)
        if accept
        else ngettext("%(count)d demande refusée.", "%(count)d demandes refusées.", decided.done)
    )
    if decided.done:
        messages.success(request, told % {"count": decided.done})
    if decided.missed:
        missed = ngettext(
            "%(count)d demande avait déjà été traitée, ou retirée : rien n’y a changé.",
            "%(count)d demandes avaient déjà été traitées, ou retirées : rien n’y a changé.",
            decided.missed,
        )
        messages.warning(request, missed % {"count": decided.missed})


def _page(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    person, text = actor(request), searched(request.GET)
    structures = structures_of(person)
    found, brought = colleagues(person, text=text), requests.brought_to(person)[: requests.SHOWN]
    context = {
        "asked": demand_rows(one for one in brought if one.kind in requests.OURS),
        "people": [(one, belonging(one)) for one in found],
        "most": len(found) >= requests.SHOWN,
        "text": text,
        "offers": handover.offered_by(person),
        "successions": [one for one in brought if one.kind not in requests.OURS],
        "structures": structures,
        "spaces": spaces_of(structures),
        **_unanswered(structures),
        "acts": history_rows(list(acts.history(person)[:10])),
        **_answered(request, refusal),
    }
    return render(request, "manager/manager.html", context, status=409 if refusal else 200)


def _answered(request: HttpRequest, refusal: Refusal | None) -> dict[str, Any]:
    """What was ticked and typed, and what is wrong with it."""
    ticked, typed = keys(request.POST.getlist("demande")), request.POST.get("commentaire", "")
    return {"picked": ticked, "typed": typed, "refusal": refusal, "faults": faults(refusal, "commentaire")}


def _unanswered(structures: Sequence[Structure]) -> dict[str, Any]:
    """Links that nobody followed yet, and by when."""
    proposed, activations = inviting.waiting_at(structures), signup.waiting_at(structures)
    return {"proposed": proposed[:SHOWN], "activations": activations[:SHOWN], "now": now()}
