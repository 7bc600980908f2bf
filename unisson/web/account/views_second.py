"""The second factor after the password, and a passkey in the place of both."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from unisson.accounts import passkeys, recovery, second
from unisson.accounts.models import User
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.web.onward import onward
from unisson.web.rights import public

from . import entrance
from .forms import Code


@public
def second_factor(request: HttpRequest) -> HttpResponse:
    """« Second facteur »: a code, or a passkey; opened without a password, it leads to the log-in page."""
    waiting = entrance.waiting(request)
    if waiting is None:
        return redirect("sign-in")
    person, further = waiting
    refusal = None
    form = Code(None, check=lambda code: None)
    if "credential" in request.POST:
        refusal = _key_refused(request, person)
    elif request.method == "POST":
        form = Code(request.POST, check=lambda code: second.by_code(person, code, at=now()))
    if form.is_valid() or ("credential" in request.POST and refusal is None):
        wake()
        return entrance.let_in(request, person, _after_code(request, person) or further, passed=True)
    question = _question(request, person)
    return render(request, "account/second.html", {"form": form, "refusal": refusal, "question": question})


def _after_code(request: HttpRequest, person: User) -> str:
    """Who came in by a recovery code may have lost what gives the others: to the page where it is taken away."""
    if not recovery.is_one(request.POST.get("code", "")):
        return ""
    left = recovery.left(person)
    said = ngettext(
        "Vous êtes entré avec un code de secours, il en reste %(count)d. Téléphone perdu ? Retirez-le ci-dessous.",
        "Vous êtes entré avec un code de secours, il en reste %(count)d. Téléphone perdu ? Retirez-le ci-dessous.",
        left,
    )
    messages.warning(request, said % {"count": left})
    return reverse("security")


@public
def by_key(request: HttpRequest) -> HttpResponse:
    """« Se connecter avec une clé d’accès »: the key recognises its owner, which is a second factor by itself."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward(request))
    site, refusal = entrance.site(request), None
    if request.method == "POST":
        answer, asked = request.POST.get("credential", ""), entrance.challenge(request)
        person = passkeys.owner(answer, challenge=asked, site=site, at=now(), alone=True) if asked else None
        if person is not None:
            return entrance.let_in(request, person, onward(request), passed=True)
        refusal = Refusal("CPP-COMPTE-13")
    question = entrance.ask(request, passkeys.to_sign_in(None, site)) if site.may_hold_keys else ""
    return render(request, "account/key_sign_in.html", {"question": question, "refusal": refusal})


def _key_refused(request: HttpRequest, person: User) -> Refusal | None:
    answer, asked = request.POST["credential"], entrance.challenge(request)
    if not answer:  # the person gave up before the browser: nothing was tried
        return Refusal("CPP-COMPTE-13")
    try:
        second.by_key(person, answer, challenge=asked, site=entrance.site(request), at=now())
    except Refusal as refusal:
        return refusal
    return None


def _question(request: HttpRequest, person: User) -> str:
    """What a passkey of this person is asked; nothing where they have none that this address could use."""
    site = entrance.site(request)
    if not site.may_hold_keys or not passkeys.held(person):
        return ""
    return entrance.ask(request, passkeys.to_sign_in(person, site))
