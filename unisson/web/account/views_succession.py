"""« Succéder au gestionnaire »: the manager is gone, somebody asks the operator for his role, with a document."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unisson.directory import succession
from unisson.directory.models import Demand, Structure
from unisson.directory.search import numbered
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.web.language import faults
from unisson.web.rights import actor, signed_in
from unisson.web.typed import typed
from unisson.web.uploads import evidence

from .attachments import kinds


@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; a document has to be chosen again after a refusal, as browsers want it."""
    refusal = None
    if request.method == "POST":
        try:
            demand = _ask(request)
        except Refusal as told:
            refusal = told
        else:
            return _asked(request, demand)
    asked = request.POST if request.method == "POST" else request.GET
    context = {
        "typed": typed(asked, "type", "numero", "motif"),
        "kinds": kinds(),
        "refusal": refusal,
        "faults": faults(refusal, "numero", "motif", file="document"),
        "least": succession.WORDS,
    }
    return render(request, "account/succession.html", context, status=409 if refusal else 200)


def _asked(request: HttpRequest, demand: Demand) -> HttpResponse:
    wake()
    told = _("Demande envoyée à l’exploitant du portail pour %(structure)s.")
    messages.success(request, told % {"structure": demand.structure.to_strangers})
    return redirect("account-attachments")


def _ask(request: HttpRequest) -> Demand:
    sent = typed(request.POST, "type", "numero", "motif")
    structure = numbered(sent["type"] or Structure.Kind.SIRET, sent["numero"])
    return succession.ask(actor(request), structure, reason=sent["motif"], document=evidence(request), at=now())
