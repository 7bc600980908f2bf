"""Structures: search, add a public one, its managers, a manager proposed for it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unisson.accounts.models import User
from unisson.directory import acts, appointing, openings, operating
from unisson.directory.colleagues import managers_of
from unisson.directory.models import Structure
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.web.account.page import ROLES
from unisson.web.language import faults
from unisson.web.manager.identity import OPERATOR, identity
from unisson.web.rights import actor
from unisson.web.rights import operating as for_operators
from unisson.web.typed import searched, typed
from unisson.web.uploads import evidence

from . import page
from .forms import PublicStructure


@for_operators
@require_safe
def structures(request: HttpRequest) -> HttpResponse:
    """« Structures »."""
    text = searched(request.GET)
    found = list(operating.structures(text)[: operating.SHOWN])
    context = {"text": text, "structures": found, "most": operating.SHOWN, "trail": page.trail()}
    return render(request, "operator/structures.html", context)


@for_operators
@require_safe
def structure(request: HttpRequest, pk: int) -> HttpResponse:
    """One structure: its managers, what waits there, what operators did."""
    return _page(request, operating.structure(pk))


def _page(request: HttpRequest, found: Structure, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "structure": found,
        "one": identity(found, OPERATOR),
        "people": [(one, ROLES[one.role]) for one in operating.people_of(found)],
        "spaces": openings.open_on(found),
        "waiting": appointing.waiting().filter(structure=found).first(),
        "may_propose": appointing.may_propose(found),
        "unmanaged": not managers_of(found),
        "typed": typed(request.POST, "adresse", "motif"),
        "faults": faults(refusal, "adresse", "motif", file="document"),
        "rows": page.lines(list(acts.journal(structure=found)[:20])),
        "trail": [*page.trail(), (_("Structures"), reverse("operator-structures"))],
    }
    return render(request, "operator/structure.html", context, status=409 if refusal else 200)


@for_operators
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """« Créer une structure publique »."""
    form = PublicStructure(request.POST or None)
    if form.is_valid():
        try:
            made = operating.add_public(actor(request), at=now(), **form.cleaned_data)
        except Refusal as refusal:
            form.refused(refusal)
        else:
            told = _("%(structure)s est créée. Proposez maintenant son gestionnaire.")
            messages.success(request, told % {"structure": made})
            return redirect("operator-structure", pk=made.pk)
    context = {"form": form, "trail": [*page.trail(), (_("Structures"), reverse("operator-structures"))]}
    return render(request, "operator/add.html", context, status=409 if form.errors else 200)


@for_operators
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the principal manager, on a document; another operator confirms."""
    found, reason = operating.structure(pk), request.POST.get("motif", "")
    try:
        person = _person(searched(request.POST, "adresse").strip().lower())
        appointing.propose(actor(request), found, person, reason=reason, document=evidence(request), at=now())
    except Refusal as refusal:
        return _page(request, found, refusal)
    wake()
    messages.success(request, _("Nomination proposée : un autre exploitant la confirme."))
    return redirect("operator-structure", pk=pk)


def _person(address: str) -> User:
    person = User.objects.filter(email=address).first()
    if person is None:
        raise Refusal("CPP-NOMINATION-09", field="adresse", address=address[:254])
    return person
