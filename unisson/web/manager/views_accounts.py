"""« Références bancaires »: listed, added, changed, withdrawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unisson.directory import banking, fiche
from unisson.directory.models import Structure
from unisson.directory.rights import managed
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound
from unisson.web.acted import acted
from unisson.web.rights import actor, keeping
from unisson.web.typed import typed as typed_in

from .editing import edited
from .fiche_forms import AccountForm
from .fiche_page import account_rows, grouped, shown, trail


@keeping
@require_safe
def accounts(request: HttpRequest, pk: int) -> HttpResponse:
    """All of them, the withdrawn ones last."""
    person = actor(request)
    structure = fiche.get_structure(person, pk)
    context = {
        **shown(person, structure),
        "rows": account_rows(structure, person),
        "writes": structure.active and banking.may_write(person, structure),
        "trail": trail(person, structure),
    }
    return render(request, "manager/structure_accounts.html", context)


@keeping
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more."""
    person = actor(request)
    structure = fiche.get_structure(person, pk)
    if not banking.may_write(person, structure):
        raise NotFound
    form = AccountForm(request.POST or None).explained(person, structure)

    def act() -> str:
        banking.add(person, pk, form.details(), reason=form.reason, at=now())
        return _("Compte ajouté. Chaque gestionnaire en est averti par courriel.")

    context = {"form": form, **shown(person, structure), "trail": _trail(request, structure)}
    return edited(request, form, act, page=("manager/structure_account.html", context), back=_to_list(pk))


@keeping
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them."""
    person = actor(request)
    found = banking.get_account(person, pk)
    structure = found.structure
    form = AccountForm(request.POST or None, found).explained(person, structure)

    def act() -> str:
        seen = request.POST.get("vu", "")
        stands = banking.change(person, pk, form.details(), seen=seen, reason=form.reason, at=now())
        if fiche.mark(stands, banking.FIELDS) == seen:
            return _("Rien n’a changé sur ce compte.")
        return _("Compte enregistré. Chaque gestionnaire en est averti par courriel.")

    marked = fiche.mark(found, banking.FIELDS)
    context = {"form": form, **shown(person, structure), "account": found, "mark": marked}
    context["trail"] = _trail(request, structure)
    return edited(request, form, act, page=("manager/structure_account.html", context), back=_to_list(structure.pk))


@keeping
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then withdraw."""
    person = actor(request)
    found = banking.get_account(person, pk)
    if request.method == "GET":
        context = {"account": found, "iban": grouped(found.iban), "mark": fiche.mark(found, banking.FIELDS)}
        context["outside"] = found.structure_id not in managed(person)
        return render(request, "manager/structure_account_withdraw.html", context)

    def act() -> str:
        typed = typed_in(request.POST, "vu", "motif")
        banking.withdraw(person, pk, seen=typed["vu"], reason=typed["motif"], at=now())
        return _("Compte retiré. Chaque gestionnaire en est averti par courriel.")

    return acted(request, act, back=_to_list(found.structure_id))


def _to_list(pk: int) -> str:
    return reverse("manager-accounts", args=[pk])


def _trail(request: HttpRequest, structure: Structure) -> list[tuple[str, str]]:
    return [*trail(actor(request), structure), (_("Références bancaires"), _to_list(structure.pk))]
