"""Accounts: search, lock, unlock, end the access, send an activation again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unisson.accounts import factors, standing
from unisson.accounts.models import User
from unisson.directory import acts, departure, lost_means, operating
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound
from unisson.web.account.page import memberships
from unisson.web.acted import acted
from unisson.web.rights import actor
from unisson.web.rights import operating as for_operators
from unisson.web.typed import searched

from . import page

_ACTS: dict[str, Callable[..., User]] = {"lock": operating.lock, "unlock": operating.unlock}


@for_operators
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """« Utilisateurs », and accounts that were asked and never activated."""
    text = searched(request.GET)
    found, asked = operating.people(text), operating.sign_ups(text)
    context = {"text": text, "people": found, "asked": asked, "most": operating.SHOWN, "trail": page.trail()}
    return render(request, "operator/people.html", {**context, "now": now()})


@for_operators
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: who, where attached, what operators did to it, what can be done."""
    user = operating.person(pk)
    context = {
        "person": user,
        "resting": standing.resting(user, at=now()),
        "ended": operating.ended(user),
        "means": factors.names(user),
        "waits": lost_means.waits(user, at=now()),
        "own": user.pk == actor(request).pk,
        "memberships": memberships(user),
        "rows": page.lines(list(acts.journal(about=user)[:20])),
        "trail": [*page.trail(), (_("Utilisateurs"), reverse("operator-people"))],
    }
    return render(request, "operator/person.html", context)


@for_operators
@require_POST
def act_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock or unlock, with the reason that was typed."""
    do = _ACTS.get(request.POST.get("action", ""))
    if do is None:
        raise NotFound

    def act() -> str:
        user = do(actor(request), operating.person(pk).pk, reason=request.POST.get("motif", ""), at=now())
        told = _("Compte de %(name)s déverrouillé.") if user.is_active else _("Compte de %(name)s verrouillé.")
        return told % {"name": user.full_name}

    return acted(request, act, back=reverse("operator-person", args=[pk]))


@for_operators
@require_POST
def means(request: HttpRequest, pk: int) -> HttpResponse:
    """The second factor of who lost it: one operator asks, another one confirms or puts it aside."""
    by, reason, name = actor(request), request.POST.get("motif", ""), operating.person(pk).full_name
    acts_on = {
        "ask": (lambda: lost_means.ask(by, pk, reason=reason, at=now()), _("Demandé : un second exploitant décide.")),
        "confirm": (lambda: lost_means.confirm(by, pk, at=now()), _("Second facteur de %(name)s retiré.")),
        "dismiss": (lambda: lost_means.dismiss(by, pk, reason=reason, at=now()), _("Demande écartée.")),
    }
    if (chosen := acts_on.get(request.POST.get("action", ""))) is None:
        raise NotFound

    def act() -> str:
        chosen[0]()
        return chosen[1] % {"name": name}

    return acted(request, act, back=reverse("operator-person", args=[pk]))


@for_operators
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then end the access for good."""
    user = operating.person(pk)
    if request.method == "GET":
        context = {"person": user, "alone": departure.managed_alone(user)}
        return render(request, "operator/end.html", context)
    understood, reason = "understood" in request.POST, request.POST.get("motif", "")

    def act() -> str:
        operating.end(actor(request), pk, reason=reason, understood=understood, at=now())
        return _("Accès de %(name)s clos.") % {"name": user.full_name}

    return acted(
        request, act, back=reverse("operator-person", args=[pk]), refused=reverse("operator-person-end", args=[pk])
    )


@for_operators
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the activation link again."""

    def act() -> str:
        row = operating.resend(actor(request), pk, at=now())
        return _("Lien renvoyé à %(address)s.") % {"address": row.address}

    return acted(request, act, back=reverse("operator-people"))
