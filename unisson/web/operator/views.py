"""The first page of « Exploitation », the journal, the settings in force."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unisson.directory import acts, lost_means, requests
from unisson.kernel.clock import now
from unisson.kernel.keys import key
from unisson.web.account.demands import demand_rows
from unisson.web.rights import operating

from . import page

SHOWN = 50
"""Lines of one page of the journal."""


@operating
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits, and where the rest is."""
    context = {
        "waiting": page.waiting(),
        "orphans": demand_rows(requests.without_manager()[:SHOWN]),
        "lost": lost_means.waiting(at=now())[:SHOWN],
        "rows": page.lines(list(acts.journal()[:10])),
    }
    return render(request, "operator/home.html", context)


@operating
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """All that operators did, a page at a time, newest first."""
    before = key(request.GET.get("avant", ""))
    done = acts.journal().order_by("-pk")
    rows = list((done.filter(pk__lt=before) if before else done)[: SHOWN + 1])
    further = rows[SHOWN - 1].pk if len(rows) > SHOWN else None
    context = {"rows": page.lines(rows[:SHOWN]), "further": further, "trail": page.trail()}
    return render(request, "operator/journal.html", context)


@operating
@require_safe
def parameters(request: HttpRequest) -> HttpResponse:
    """The settings, to read: they are changed on the machine, and a restart puts them in force."""
    context = {"settings": page.parameters(), "trail": page.trail(), "here": _("Paramètres")}
    return render(request, "operator/parameters.html", context)
