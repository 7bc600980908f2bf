"""« Traiter »: one step of one invoice, from its page or from the panel beside the list."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from unisson.directory.spaces import Level, Space
from unisson.invoices import actions
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.lists import inbox
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.models import Invoice
from unisson.invoices.motives import RETURNS, Motive, cure_for
from unisson.invoices.repeats import still_as
from unisson.invoices.status import Status
from unisson.kernel.clock import now, today
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.again import ask_again
from unisson.web.frame import chosen_structure
from unisson.web.kept import forget_form
from unisson.web.received.asked import listed
from unisson.web.received.panel import CURED
from unisson.web.rights import actor, in_space

from .forms import Treatment
from .treated import keep_treated


@in_space(Space.RECEIVED, Level.WRITE)
@require_POST
def treat(request: HttpRequest, pk: int) -> HttpResponse:
    """One step, then the next invoice if that was asked. A way back is first asked for its motif, a mandate for its
    number."""
    form = Treatment(request.POST)
    if not form.is_valid():
        return redirect("received:invoice", pk=pk)
    cured = cure_for(form.cleaned_data["motif"], on=today()) if form.target is Status.REJETEE else None
    if cured or form.asks_more:
        return _prepare(request, pk, form, cured=cured)
    onward = _onward(request, pk, form)
    try:
        invoice = _treat(request, pk, form)
    except NotFound:
        raise
    except Refusal as refusal:
        return _again(request, pk, form, refusal)
    keep_treated(request, invoice)
    forget_form(request)
    return redirect(onward)


# Sent after the session ended, a comment is given back on the invoice's page once the person signed in again.
treat.keeps_form = lambda pk: reverse("received:invoice", args=[pk])  # type: ignore[attr-defined]


def _treat(request: HttpRequest, pk: int, form: Treatment) -> Invoice:
    asked = form.cleaned_data
    return actions.treat(
        actor(request),
        pk,
        form.target,
        at=now(),
        seen=form.seen,
        reason=asked["motif"] if form.target in RETURNS else "",
        comment=asked["commentaire"],
        mandate=form.mandate,
    )


def _prepare(request: HttpRequest, pk: int, form: Treatment, *, cured: Motive | None) -> HttpResponse:
    """To the panel of the step; where recycling or suspending would do, to the panel of that one. Whoever was overtaken
    meanwhile is told so."""
    try:
        still_as(get_invoice(actor(request), pk, Right.WRITE_RECEIVED), form.seen)
    except NotFound:
        raise
    except Refusal as refusal:
        return _again(request, pk, form, refusal)
    page = _beside(form, pk, cured.returns if cured else form.target)
    if cured:
        page = f"{page.partition('#')[0]}#conseil"
    return ask_again(request, page, typed={**form.typed, CURED: cured.code if cured else ""})


def _again(request: HttpRequest, pk: int, form: Treatment, refusal: Refusal) -> HttpResponse:
    """To where it was asked, with the reason; what was typed stays."""
    page = reverse("received:invoice", args=[pk])
    if form.in_list:
        page = _beside(form, pk, form.target if form.target in (*RETURNS, Status.MANDATEE) else None)
    return ask_again(request, page, typed=form.typed, refusal=refusal)


def _beside(form: Treatment, pk: int, preparing: Status | None) -> str:
    """The list that the form came from, with the invoice in its panel."""
    return reverse("received:summary") + listed(QueryDict(form.cleaned_data["liste"])).opening(pk, preparing)


def _onward(request: HttpRequest, pk: int, form: Treatment) -> str:
    """Where to go once it is done: the next line of the list, the next invoice, or the same one."""
    if not (form.in_list or "suite" in request.GET):
        return reverse("received:invoice", args=[pk])
    here = listed(QueryDict(form.cleaned_data["liste"]))
    asked = here.asked if form.in_list else Asked()
    structure = chosen_structure(request, Space.RECEIVED)
    following = inbox.following(actor(request), asked, pk, order=here.order, structure=structure)
    if not form.in_list:
        return reverse("received:invoice", args=[following]) if following else reverse("received:summary")
    return reverse("received:summary") + here.opening(following)
