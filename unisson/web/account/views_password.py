"""A forgotten password, and the change of a known one."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unisson.accounts import acts, factors, question, reset
from unisson.accounts.passwords import strength as judged
from unisson.directory.rights import places_of
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.web.rights import actor, public, signed_in

from .forms import Address
from .page import rule
from .password_forms import Change, Question, Reset


@public
def ask(request: HttpRequest) -> HttpResponse:
    """« Mot de passe oublié ? »: the same answer for a known and an unknown address."""
    form = Address(request.POST or None)
    if not form.is_valid():
        return render(request, "account/password_ask.html", {"form": form})
    with transaction.atomic():
        until = reset.ask(form.cleaned_data["address"], at=now())
        wake()
    return render(request, "account/password_sent.html", {"address": form.cleaned_data["address"], "until": until})


@public
def choose(request: HttpRequest, person: str, token: str) -> HttpResponse:
    """The page of the link: a new password, which unlocks the account."""
    try:
        user = reset.person_of(person, token)
        user.near_words = places_of(user)
        form = Reset(user, request.POST or None)
        if form.is_valid():
            with transaction.atomic():
                reset.choose(user, form.cleaned_data["new_password1"], token=token, at=now())
                wake()
    except Refusal as refusal:
        return render(request, "account/password_ask.html", {"form": Address(), "refusal": refusal}, status=410)
    if form.is_valid():
        kept = {"factors": factors.held(user), "undo": acts.oldest_to_undo(user, at=now())}
        return render(request, "account/password_done.html", {"address": user.email, **kept})
    return render(request, "account/password_choose.html", {"form": form, **rule(user)})


@signed_in
def change(request: HttpRequest) -> HttpResponse:
    """Change of password: this browser stays signed in, the others are signed out."""
    person = actor(request)
    person.near_words = places_of(person)
    form = Change(person, request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            keep = request.session.session_key or ""
            reset.change(form.user, form.cleaned_data["new_password1"], at=now(), keep=keep)
            wake()
        update_session_auth_hash(request, form.user)
        return redirect("account")
    return render(request, "account/password_change.html", {"form": form, **rule(person)})


@public
@require_POST
def strength(request: HttpRequest) -> HttpResponse:
    """What the password being typed still lacks. It is kept nowhere."""
    typed, near = request.POST.get("new_password1", ""), request.POST.get("near", "")
    return render(request, "account/_strength.html", {"strength": judged(typed, around=near.split())})


@signed_in
def secret_question(request: HttpRequest) -> HttpResponse:
    """Choose or change the secret question."""
    person = actor(request)
    form = Question(
        request.POST or None,
        person=person,
        do=lambda typed: question.choose(person, typed["question"], typed["answer"], at=now()),
    )
    if form.is_valid():
        wake()
        messages.success(request, _("La question secrète est choisie."))
        return redirect("security")
    return render(request, "account/question.html", {"form": form, "asked": question.asked(person)})
