"""« Créer une structure »: one more private structure for somebody who has an account (domain-rules §3.2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unisson.directory import creation, identifiers
from unisson.directory.creation import Settled
from unisson.directory.models import Structure
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.rights import actor, signed_in
from unisson.web.typed import typed as typed_in

from .attachments import kinds
from .demands import sent_to
from .structure_forms import form_for


@signed_in
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The number first; then what the register says of it, or what one types. One that has its people leads to the
    request for an attachment."""
    asked = request.POST if request.method == "POST" else request.GET
    typed = typed_in(asked, "type", "numero")
    kind = typed["type"] or Structure.Kind.SIRET.value
    try:
        if not typed["numero"] and request.method == "GET":
            return _number(request, typed)
        return _form(request, kind, identifiers.tidy(kind, typed["numero"]))
    except NotFound:
        raise
    except Refusal as refusal:
        return _number(request, typed, refusal)


def _form(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """Refusals of `creation.identify` and `creation.create`."""
    identity = creation.identify(kind, number)
    if not identity.first:
        messages.info(request, _("Cette structure est déjà sur le portail : demandez-lui un rattachement."))
        return redirect(reverse("account-ask") + "?" + urlencode({"type": kind, "numero": number}))
    form = form_for(identity, kind=kind, number=number, posted=request.POST or None)
    if form.is_valid():
        typed = {name: str(value) for name, value in form.cleaned_data.items()}
        return _created(request, creation.create(actor(request), kind=kind, identifier=number, typed=typed, at=now()))
    context = {"form": form, "identity": identity, "kind": kind, "number": number}
    context["known"] = identity.shown
    return render(request, "account/create_structure.html", context, status=409 if form.errors else 200)


def _number(request: HttpRequest, typed: dict[str, str], refusal: Refusal | None = None) -> HttpResponse:
    context = {"kinds": kinds(), "typed": typed, "refusal": refusal}
    return render(request, "account/create_number.html", context, status=409 if refusal else 200)


def _created(request: HttpRequest, settled: Settled) -> HttpResponse:
    wake()
    told = _("Structure créée : vous gérez %(structure)s et pouvez facturer en son nom dès maintenant.")
    messages.success(request, sent_to(settled.demand) if settled.demand else told % {"structure": settled.structure})
    return redirect("account-attachments")
