"""An attachment that a manager proposes: the page of the letter's link, for who has no account yet, and the answer of
who has one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unisson.accounts import question
from unisson.accounts.models import User
from unisson.directory import inviting
from unisson.directory.models import Invitation
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.notices.language import reader_language
from unisson.web.acted import acted
from unisson.web.rights import actor, public, signed_in

from . import entrance
from .demands import proposals
from .page import rule
from .password_forms import Joining


@public
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Who has an account answers from it; else one is made here, or the proposal declined."""
    try:
        made = inviting.follow(token, at=now())
        if inviting.has_account(made):
            return _to_account(request, made)
        if request.POST.get("action") == "decline":
            inviting.decline(token, at=now())
            wake()
            return render(request, "account/invitation_over.html", {"structure": made.structure})
        return _joining(request, token, made)
    except Refusal as refusal:
        return render(request, "account/invitation_over.html", {"refusal": refusal}, status=410)


@signed_in
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or decline, from « Mes rattachements »."""
    accept = request.POST.get("action") == "accept"

    def act() -> str:
        made = inviting.answer(actor(request), pk, accept=accept, at=now())
        told = (
            _("Vous êtes rattaché à %(structure)s : vos espaces sont ouverts.")
            if accept
            else _("Proposition déclinée.")
        )
        return told % {"structure": made.structure} if accept else told

    return acted(request, act, back=reverse("account-attachments"))


def _to_account(request: HttpRequest, made: Invitation) -> HttpResponse:
    if isinstance(request.user, User) and request.user.email != made.address:
        messages.warning(
            request,
            _("Cette proposition est pour l’adresse %(address)s : connectez-vous avec elle.")
            % {"address": made.address},
        )
    return redirect("account-attachments")


def _joining(request: HttpRequest, token: str, made: Invitation) -> HttpResponse:
    newcomer = User(email=made.address, first_name=made.first_name, last_name=made.last_name)
    newcomer.near_words = (made.structure.name, made.structure.town)
    form = Joining(newcomer, request.POST or None, initial={"first_name": made.first_name, "last_name": made.last_name})
    if form.is_valid():
        user = _joined(token, form)
        messages.success(
            request, _("Votre compte est prêt, vous êtes rattaché à %(structure)s.") % {"structure": made.structure}
        )
        return entrance.let_in(request, user, reverse("home"), passed=False)
    (_same, rights), *_none = proposals([made])
    context = {"made": made, "form": form, "rights": rights, **rule(newcomer)}
    return render(request, "account/invitation.html", context)


def _joined(token: str, form: Joining) -> User:
    typed = form.cleaned_data
    names = {"first_name": typed["first_name"], "last_name": typed["last_name"]}
    with transaction.atomic():
        user = inviting.join(token, typed["new_password1"], **names, language=reader_language(), at=now())
        question.choose(user, typed["question"], typed["answer"], at=now(), told=False)
        wake()
    return user
