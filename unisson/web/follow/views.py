"""The invoice as its supplier and as its recipient see it, and « Traiter »."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.invoices import actions, search
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.models import Message
from unisson.invoices.status import Status
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.frame import chosen_structure
from unisson.web.kept import forget_form
from unisson.web.rights import actor, in_space

from .forms import Treatment, typed_before
from .inside import inside
from .page import build
from .talk import talk
from .treated import keep_treated, treated


@in_space(Space.ISSUED)
def issued_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """What the supplier sees of a sent invoice. A draft has its form; who may only read finds it in the list."""
    return issued_page(request, pk, typed=typed_before(request))


def issued_page(
    request: HttpRequest, pk: int, *, typed: Mapping[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    """The supplier's page; with the `refusal` of a message, what was `typed` for it stays."""
    person = actor(request)
    invoice = get_invoice(person, pk, Right.READ_ISSUED)
    writes = scope(person, Space.ISSUED, Level.WRITE)
    mine = writes.covers(structure_id=invoice.supplier_id, service_id=invoice.supplier_service_id)
    if invoice.status == Status.BROUILLON:
        return redirect("issued:draft", pk=pk) if mine else redirect("issued:summary")
    context = {
        "page": build(invoice, Space.ISSUED, at=now()),
        "talk": talk(invoice, Message.Side.SUPPLIER, may_write=mine),
        "action": reverse("issued:write", args=[pk]),
        "may_act": mine,
        "typed": typed,
        "refusal": refusal,
        "treated": None,
    }
    return render(request, "follow/invoice.html", context, status=409 if refusal else 200)


@in_space(Space.RECEIVED)
def received_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """What the recipient sees, with « Traiter » for whom may."""
    return received_page(request, pk, typed=typed_before(request))


def received_page(
    request: HttpRequest, pk: int, *, typed: Mapping[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    """The recipient's page; with the `refusal` of a step or of a note, what was `typed` for it stays."""
    person = actor(request)
    invoice = get_invoice(person, pk, Right.READ_RECEIVED)
    may_treat = scope(person, Space.RECEIVED, Level.WRITE).covers(
        structure_id=invoice.recipient_id, service_id=invoice.recipient_service_id
    )
    context = {
        "page": build(invoice, Space.RECEIVED, at=now(), may_treat=may_treat),
        "inside": inside(invoice, person, may_treat=may_treat, typed=typed),
        "talk": talk(invoice, Message.Side.RECIPIENT, may_write=may_treat),
        "action": reverse("received:write", args=[pk]),
        "treated": treated(request),
        "typed": typed,
        "refusal": refusal,
    }
    return render(request, "follow/invoice.html", context, status=409 if refusal else 200)


@in_space(Space.RECEIVED, Level.WRITE)
@require_POST
def treat(request: HttpRequest, pk: int) -> HttpResponse:
    """« Traiter »: one step on, then the next invoice that waits if that was asked."""
    form = Treatment(request.POST)
    if not form.is_valid():
        return redirect("received:invoice", pk=pk)
    asked, person = form.cleaned_data, actor(request)
    target = Status(asked["etat"])
    mandate = asked["mandat"] if target is Status.MANDATEE else ""
    try:
        invoice = actions.treat(person, pk, target, at=now(), comment=asked["commentaire"], mandate=mandate)
    except NotFound:
        raise
    except Refusal as refusal:
        return received_page(request, pk, typed=form.typed, refusal=refusal)
    keep_treated(request, invoice)
    forget_form(request)
    if "suite" not in request.GET:
        return redirect("received:invoice", pk=pk)
    waiting = search.received_to_do(person, structure=chosen_structure(request, Space.RECEIVED))
    return redirect("received:invoice", pk=waiting[0].pk) if waiting else redirect("received:summary")


# Sent after the session ended, a comment is given back on the invoice's page once the person signed in again.
treat.keeps_form = lambda pk: reverse("received:invoice", args=[pk])  # type: ignore[attr-defined]
