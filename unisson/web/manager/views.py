"""« Activités du gestionnaire »: requests to decide, people attached, what the managers did."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from unisson.directory import requests
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.keys import keys
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.account.page import belonging
from unisson.web.rights import actor, managing

SHOWN = 50
"""Acts of the history on the page."""


@managing
def manager(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    return _page(request)


@managing
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Accept or refuse the requests that are ticked."""
    pks = keys(request.POST.getlist("demande"))
    accept = request.POST.get("action") == "accept"
    try:
        if not pks:
            raise Refusal("CPP-RATTACHEMENT-02", field="demande")
        done = requests.decide(
            actor(request), pks, accept=accept, comment=request.POST.get("commentaire", ""), at=now()
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, refusal)
    wake()
    messages.success(request, _told(done, accept=accept))
    return redirect("manager")


def _told(count: int, *, accept: bool) -> str:
    told = (
        ngettext("%(count)d demande acceptée.", "%(count)d demandes acceptées.", count)
        if accept
        else ngettext("%(count)d demande refusée.", "%(count)d demandes refusées.", count)
    )
    return told % {"count": count}


def _page(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    person = actor(request)
    context = {
        "asked": [(one, belonging(one)) for one in requests.waiting(person)[: requests.SHOWN]],
        "people": [(one, belonging(one)) for one in requests.colleagues(person)],
        "acts": requests.history(person)[:SHOWN],
        "typed": request.POST.get("commentaire", ""),
        "refusal": refusal,
    }
    return render(request, "manager/manager.html", context, status=409 if refusal else 200)
