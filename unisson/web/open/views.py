"""Pages open to everybody: help, rules, verification, legal pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from unisson.directory.agreed_texts import IN_FORCE, Subject
from unisson.invoices import certificate
from unisson.web.rights import public

from . import lifecycle_map, rulebook
from .forms import Verification
from .glossary import MEANINGS
from .own_file import own_file


@public
def help_page(request: HttpRequest) -> HttpResponse:
    """« Besoin d’aide ? »: the steps of a deposit, the statuses, where to write."""
    return render(request, "open/help.html", {"meanings": MEANINGS})


@public
def states(request: HttpRequest) -> HttpResponse:
    """« Les états d’une facture » : the map of the life cycle, and the same in words."""
    context = {
        "map": lifecycle_map.drawing(),
        "states": lifecycle_map.in_words(),
        "trail": [(gettext("Accueil"), reverse("home")), (gettext("Aide"), reverse("help"))],
    }
    return render(request, "open/states.html", context)


@public
def rules(request: HttpRequest) -> HttpResponse:
    """« Règles et erreurs »."""
    return render(request, "open/rules.html", {"book": rulebook.book(request.GET.get("jeu", ""))})


@public
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule: what is wrong, what to do, why."""
    page = rulebook.page(code)
    home, book = reverse("home"), f"{reverse('rules')}?jeu={page.ruleset}"
    trail = [(gettext("Accueil"), home), (gettext("Règles et erreurs"), book)]
    return render(request, "open/rule.html", {"rule": page, "trail": trail, "own": own_file(request, code)})


@public
def verify(request: HttpRequest) -> HttpResponse:
    """« Vérifier un certificat »: nothing of what is shown to us is kept."""
    sent = request.method == "POST"
    form = Verification(request.POST if sent else None, request.FILES if sent else None)
    verdict = None
    if form.is_valid():
        verdict = certificate.verify(form.cleaned_data["certificate"], form.cleaned_data["invoice"])
    return render(request, "open/verify.html", {"form": form, "verdict": verdict})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """« Accessibilité »."""
    return render(request, "open/accessibility.html")


@public
def terms(request: HttpRequest) -> HttpResponse:
    """« Conditions d’utilisation »."""
    return render(request, "open/terms.html", {"text": IN_FORCE[Subject.TERMS]})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """« Données personnelles »."""
    return render(request, "open/privacy.html")
