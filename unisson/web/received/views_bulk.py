"""Several received invoices at once: one act for all, and a verdict for each."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from unisson.directory.spaces import Level, Space
from unisson.invoices.bulk import Verdict, treat_several
from unisson.invoices.lists import inbox
from unisson.invoices.status import Status
from unisson.kernel.clock import now, today
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.follow.treated import keep_treated
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor, in_space

from .asked import Listed, listed
from .several import Several, in_lot, selected, selection, told

Seen = Mapping[int, datetime | None]


@in_space(Space.RECEIVED, Level.WRITE)
@require_http_methods(["GET", "POST"])
def several(request: HttpRequest) -> HttpResponse:
    """GET: the whole list that the address asks, to be acted on. POST: the selection, with its act or asked for it."""
    form = Several(request.POST)
    if request.method == "GET" or not form.is_valid():
        return _ask(request, Several({"liste": listed(request.GET).criteria}), _whole(request))
    seen = {
        **in_lot(request.POST.get("lot", "")),
        **selected(request.POST.getlist("facture"), request.POST.getlist("vu")),
    }
    if form.target is None or form.asks_more:
        return _ask(request, form, seen, None if seen else Refusal("CPP-LOT-04", field="facture"))
    return _act(request, form, seen, form.target)


# Who had to sign in again finds the list, without a selection.
several.keeps_form = lambda: reverse("received:summary")  # type: ignore[attr-defined]


def _whole(request: HttpRequest) -> Seen:
    structure = chosen_structure(request, Space.RECEIVED)
    here = listed(request.GET)
    whole = inbox.whole(actor(request), here.asked, order=here.order, structure=structure)
    return {invoice.pk: invoice.status_since for invoice in whole}


def _ask(request: HttpRequest, form: Several, seen: Seen, refusal: Refusal | None = None) -> HttpResponse:
    form.is_valid()
    asked = form.cleaned_data
    typed = {"motive": asked["motif"], "comment": asked["commentaire"], "mandate": asked["mandat"]}
    page = selection(actor(request), seen, target=form.target, typed=typed, on=today(), refusal=refusal)
    status = 409 if refusal else 200
    return render(request, "received/several.html", {"page": page, "liste": asked["liste"]}, status=status)


def _act(request: HttpRequest, form: Several, seen: Seen, target: Status) -> HttpResponse:
    here = listed(QueryDict(form.cleaned_data["liste"]))
    onward = _onward(request, here, seen)
    try:
        verdicts = _treat(request, form, seen, target)
    except NotFound:
        raise
    except Refusal as refusal:
        return _ask(request, form, seen, refusal)
    if all(verdict.done for verdict in verdicts):
        _keep(request, verdicts)
        return redirect(reverse("received:summary") + here.opening(onward))
    context = {"page": told(verdicts, target), "back": reverse("received:summary") + here.opening(None)}
    return render(request, "received/verdicts.html", context)


def _onward(request: HttpRequest, here: Listed, seen: Seen) -> int | None:
    """The line after the only one that is treated, as it stands before."""
    if len(seen) != 1:
        return None
    structure = chosen_structure(request, Space.RECEIVED)
    return inbox.following(actor(request), here.asked, next(iter(seen)), order=here.order, structure=structure)


def _treat(request: HttpRequest, form: Several, seen: Seen, target: Status) -> list[Verdict]:
    asked = form.cleaned_data
    return treat_several(
        actor(request),
        seen,
        target,
        at=now(),
        reason=asked["motif"],
        comment=asked["commentaire"],
        mandate=form.mandate,
    )


def _keep(request: HttpRequest, verdicts: list[Verdict]) -> None:
    first = verdicts[0].invoice
    if first is not None:
        keep_treated(request, first, count=len(verdicts))
