"""Creating an account (seeds, chapter III): structure, person, spaces, recap, then the link of the letter."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from unisson.accounts import question
from unisson.accounts.models import User
from unisson.directory import creation, signup
from unisson.directory.openings import possible
from unisson.directory.spaces import Space
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal, TooOften
from unisson.notices.language import reader_language
from unisson.web import failures, visitors
from unisson.web.rights import public

from . import entrance, signup_state
from .forms import Address
from .page import rule
from .password_forms import Activation
from .signup_forms import CompanyForm, Newcomer, PersonForm, newcomer
from .signup_state import Asked, asked
from .spaces import space_rows


@public
def sign_up(request: HttpRequest) -> HttpResponse:
    """From the log-in page; alone, « Je n’ai pas de numéro de SIRET »: every kind of identifier."""
    try:
        if request.method == "POST":
            visitors.pace_numbers(request)
    except TooOften as refusal:
        context = {"form": Newcomer(initial=newcomer(request.POST)), "refusal": refusal}
        return failures.later(render(request, "account/sign_up.html", context, status=429))
    form = Newcomer(newcomer(request.POST) or None)
    if not form.is_valid():
        return render(request, "account/sign_up.html", {"form": form})
    typed = form.cleaned_data
    signup_state.begin(
        request,
        address=typed["address"],
        kind=typed["kind"],
        identifier=typed["siret"],
        identity=form.identity,
    )
    return redirect("sign-up-structure")


def _another(here: Asked) -> str:
    return _(
        "Une autre création de compte a commencé dans ce navigateur, avec le numéro %(number)s et l’adresse"
        " %(address)s : c’est d’elle qu’il s’agit ici."
    ) % {"number": here.identifier, "address": here.address}


def _under_way(page: Callable[[HttpRequest, Asked], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page of a creation that began; opened without one, it leads to the log-in page."""

    def view(request: HttpRequest) -> HttpResponse:
        here = asked(request)
        if here is None:
            return redirect("sign-in")
        if request.POST.get("pour", here.mark) != here.mark:
            messages.warning(request, _another(here))
            return redirect("sign-up-structure")
        return page(request, here)

    return public(view)  # type: ignore[return-value]


@_under_way
def structure(request: HttpRequest, here: Asked) -> HttpResponse:
    """The structure: typed where no register knows it; a public one is first asked about; else nothing is asked."""
    if here.structure_settled and "revoir" not in request.GET and request.method == "GET":
        return redirect("sign-up-person")
    if here.public:
        if request.POST.get("own") == "yes":
            signup_state.keep(request, own=True)
            return redirect("sign-up-person")
        return render(request, "account/sign_up_public.html", {"asked": here})
    if here.known or here.verified:
        return redirect("sign-up-person")
    typed = request.POST or None
    form = CompanyForm(typed, kind=here.kind, identifier=here.identifier, initial=dict(here.company))
    if form.is_valid():
        signup_state.keep(request, company=form.cleaned_data)
        return redirect("sign-up-person")
    return render(request, "account/sign_up_structure.html", {"asked": here, "form": form})


@_under_way
def person(request: HttpRequest, here: Asked) -> HttpResponse:
    """« Vos informations »."""
    if not here.structure_settled:
        return redirect("sign-up-structure")
    before = {**here.person, "confirmed": here.address, "terms": True} if here.person else {}
    form = PersonForm(request.POST or None, address=here.address, initial=before)
    if form.is_valid():
        kept = ("first_name", "last_name", "contact_email", "phone")
        signup_state.keep(request, person={name: form.cleaned_data[name].strip() for name in kept})
        return redirect("sign-up-spaces")
    return render(request, "account/sign_up_person.html", {"asked": here, "form": form})


def _choice(request: HttpRequest, here: Asked, *, status: int = 200, **more: object) -> HttpResponse:
    context = {"asked": here, "rows": space_rows(public=here.public), **more}
    return render(request, "account/sign_up_spaces.html", context, status=status)


@_under_way
def spaces(request: HttpRequest, here: Asked) -> HttpResponse:
    """« Choix des espaces », then the account is asked for."""
    if not here.person:
        return redirect("sign-up-person")
    chosen = [Space(code) for code in request.POST.getlist("espace") if code in possible(public=here.public)]
    if not chosen:
        return _choice(request, here, missing=request.method == "POST")
    try:
        with transaction.atomic():
            until = signup.ask(here.account(chosen, language=reader_language()), at=now())
            wake()
    except Refusal as refusal:
        return _choice(request, here, refusal=refusal, status=409)
    signup_state.end(request)
    managed = creation.is_managed(here.kind, here.identifier)
    return render(request, "account/sign_up_done.html", {"asked": here, "until": until, "managed": managed})


@public
def send_again(request: HttpRequest) -> HttpResponse:
    """« Renvoyer le lien »: the same answer for an address that asked nothing."""
    form = Address(request.POST or None)
    if not form.is_valid():
        return render(request, "account/activation_ask.html", {"form": form})
    with transaction.atomic():
        until = signup.ask_again(form.cleaned_data["address"], at=now())
        wake()
    return render(request, "account/activation_sent.html", {"address": form.cleaned_data["address"], "until": until})


def _activated(token: str, form: Activation) -> User:
    typed = form.cleaned_data
    with transaction.atomic():
        user = signup.activate(token, typed["new_password1"], at=now())
        question.choose(user, typed["question"], typed["answer"], at=now(), told=False)
        wake()
    return user


@public
def activate(request: HttpRequest, token: str) -> HttpResponse:
    """« Activation du compte utilisateur »: the password, and its owner, whose mailbox answered, is in."""
    try:
        waiting = signup.waiting(token, at=now())
        newcomer = User(email=waiting.address, first_name=waiting.first_name, last_name=waiting.last_name)
        newcomer.near_words = (waiting.company.get("name", ""), waiting.company.get("town", ""))
        form = Activation(newcomer, request.POST or None)
        if form.is_valid():
            user = _activated(token, form)
            messages.success(request, _("Votre compte est activé."))
            return entrance.let_in(request, user, reverse("home"), passed=False)
    except Refusal as refusal:
        return render(request, "account/activation_ask.html", {"form": Address(), "refusal": refusal}, status=410)
    asked_for = {"spaces": [Space(code).label for code in waiting.spaces], "asks": signup.is_asking(waiting)}
    context = {"form": form, "waiting": waiting, **asked_for, **rule(newcomer)}
    return render(request, "account/activation.html", context)
