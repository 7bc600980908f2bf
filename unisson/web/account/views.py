"""Signing in and out, the choice of language, « Mon compte »."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from unisson.accounts import signin
from unisson.accounts.models import User
from unisson.kernel.ports import ports
from unisson.web.kept import forget_person
from unisson.web.onward import onward
from unisson.web.rights import actor, public, signed_in

from . import entrance
from .forms import SignIn
from .page import letters, memberships


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """« Vous avez déjà un compte ? » and « Vous êtes nouveau sur Unisson ? »."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward(request))
    form = SignIn(request.POST or None)
    if form.is_valid():
        return entrance.after_password(request, form.person, onward(request))
    return render(
        request,
        "account/sign_in.html",
        {
            "form": form,
            "demo": settings.DEMO,
            "onward": request.GET.get("next", ""),
            "elsewhere": settings.OIDC_NAME if ports.identities else "",
        },
    )


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Déconnexion."""
    logout(request)
    response = redirect("sign-in")
    forget_person(response)
    return response


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """FR or EN, for this browser and, once signed in, for the e-mails too."""
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and language in dict(settings.LANGUAGES):
        signin.speak(request.user, language=language)
    return set_language(request)


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """« Mon compte »."""
    person = actor(request)
    context = {"person": person, "memberships": memberships(person), "letters": letters(person)}
    return render(request, "account/account.html", context)
