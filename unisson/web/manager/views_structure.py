"""« Fiche structure »: one's structures, the page of one, its coordinates, its parameters, its history."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unisson.directory import changes, fiche, lineage, openings, servicing
from unisson.directory.identifiers import FORMATS
from unisson.directory.models import Structure
from unisson.directory.needs import needs_of
from unisson.directory.rights import managed
from unisson.directory.search import open_services
from unisson.kernel.clock import now, today
from unisson.kernel.keys import key
from unisson.kernel.refusal import NotFound
from unisson.web.needs import needs_in_words
from unisson.web.rights import actor, keeping, managing

from .editing import edited
from .fiche_forms import ASKS, BUYERS, WORKS, FactsForm, ParametersForm, asks_of, works_of
from .fiche_page import account_rows, change_rows, shown, trail

SHOWN = 50
"""Lines of one page of a history."""
LATELY = 5


@managing
@require_safe
def structures(request: HttpRequest) -> HttpResponse:
    """The structures one manages; the page of the only one."""
    found = fiche.managed_by(actor(request))
    if len(found) == 1:
        return redirect("manager-structure", pk=found[0].pk)
    return render(request, "manager/structures.html", {"structures": found, "trail": trail(actor(request))})


@keeping
@require_safe
def structure(request: HttpRequest, pk: int) -> HttpResponse:
    """« Fiche structure »."""
    person = actor(request)
    found = fiche.get_structure(person, pk)
    context = {
        **shown(person, found),
        "kind": FORMATS[found.kind].label,
        "manages": found.pk in managed(person),
        "present": lineage.successor(found),
        "trail": trail(person, found)[:1],
        **_asked(found),
        "spaces": openings.open_on(found),
        "services": servicing.listed(found).count(),
        "open_services": open_services(found, on=today()).count(),
        "accounts": account_rows(found, person),
        "rows": change_rows(list(changes.of(found)[:LATELY]), found, person),
    }
    return render(request, "manager/structure.html", context)


def _asked(found: Structure) -> dict[str, object]:
    """What it asks of an invoice, in words."""
    return {
        "asks": ASKS[asks_of(found)],
        "works": WORKS[works_of(found)],
        "buyer": BUYERS.get(found.buyer, found.buyer),
        "needs": needs_in_words(needs_of(found), works_only=found.works_owner_only),
    }


@keeping
@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Coordinates: what the register does not say."""
    person = actor(request)
    found = fiche.get_structure(person, pk)
    form = FactsForm(request.POST or None, found, person).explained(person, found)

    def act() -> str:
        seen = request.POST.get("vu", "")
        fiche.change_facts(person, pk, form.facts(), seen=seen, reason=form.reason, at=now())
        return _("Coordonnées enregistrées.")

    context = {
        "form": form,
        **shown(person, found),
        "mark": fiche.mark(found, fiche.FACTS),
        "trail": trail(person, found),
    }
    return edited(request, form, act, page=("manager/structure_facts.html", context), back=to_structure(pk))


@keeping
@require_http_methods(["GET", "POST"])
def parameters(request: HttpRequest, pk: int) -> HttpResponse:
    """What a public structure asks of its suppliers. A private one has no such page."""
    person = actor(request)
    found = fiche.get_structure(person, pk)
    if not found.is_public:
        raise NotFound
    form = ParametersForm(request.POST or None, found, person).explained(person, found)

    def act() -> str:
        seen = request.POST.get("vu", "")
        fiche.change_parameters(person, pk, form.parameters(), seen=seen, reason=form.reason, at=now())
        return _("Paramètres enregistrés\u00a0: ils valent pour les factures envoyées à partir de maintenant.")

    marked = fiche.mark(found, fiche.PARAMETERS)
    context = {"form": form, **shown(person, found), "mark": marked, "trail": trail(person, found)}
    return edited(request, form, act, page=("manager/structure_parameters.html", context), back=to_structure(pk))


@keeping
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change, a page at a time, newest first."""
    person = actor(request)
    found = fiche.get_structure(person, pk)
    before, done = key(request.GET.get("avant", "")), changes.of(found).order_by("-pk")
    rows = list((done.filter(pk__lt=before) if before else done)[: SHOWN + 1])
    context = {
        **shown(person, found),
        "rows": change_rows(rows[:SHOWN], found, person),
        "further": rows[SHOWN - 1].pk if len(rows) > SHOWN else None,
        "trail": trail(person, found),
    }
    return render(request, "manager/structure_history.html", context)


def to_structure(pk: int) -> str:
    """The page that an edit of it comes back to."""
    return reverse("manager-structure", args=[pk])
