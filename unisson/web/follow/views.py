"""The invoice as its supplier and as its recipient see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.exchange import possible
from unisson.invoices.models import Invoice, Message
from unisson.invoices.status import TO_BE_READ, Status
from unisson.kernel.clock import now
from unisson.web.again import Again, again
from unisson.web.rights import actor, in_space

from .acts import may_treat
from .forms import typed_before
from .inside import inside
from .page import build
from .talk import talk
from .treated import treated


@in_space(Space.ISSUED)
def issued_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """What the supplier sees of a sent invoice, with what was said of a message that was refused. A draft has its form;
    who may only read finds it in the list."""
    person, said = actor(request), _said(request)
    invoice = get_invoice(person, pk, Right.READ_ISSUED)
    writes = scope(person, Space.ISSUED, Level.WRITE)
    mine = writes.covers(structure_id=invoice.supplier_id, service_id=invoice.supplier_service_id)
    if invoice.status == Status.BROUILLON:
        return redirect("issued:draft", pk=pk) if mine else redirect("issued:summary")
    context = {
        "page": build(invoice, Space.ISSUED, at=now()),
        "talk": talk(invoice, Message.Side.SUPPLIER, may_write=mine),
        "action": reverse("issued:write", args=[pk]),
        **_yours(invoice, mine),
        "typed": said.typed,
        "refusal": said.refusal,
        "treated": None,
    }
    return render(request, "follow/invoice.html", context, status=409 if said.refusal else 200)


def _yours(invoice: Invoice, mine: bool) -> dict[str, bool]:
    """What waits for the supplier, and what it may ask of the recipient."""
    return {
        "may_act": mine,
        "unread": not invoice.return_read and invoice.status in TO_BE_READ,
        "may_ask_rejection": Message.What.REJECTION_ASKED in possible(invoice, Message.Side.SUPPLIER),
    }


@in_space(Space.RECEIVED)
def received_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """What the recipient sees, with « Traiter » for whom may; what was said of a step or a note that was refused."""
    person, said = actor(request), _said(request)
    invoice = get_invoice(person, pk, Right.READ_RECEIVED)
    writes = may_treat(person, invoice)
    context = {
        "page": build(invoice, Space.RECEIVED, at=now(), may_treat=writes),
        "inside": inside(invoice, person, may_treat=writes, typed=said.typed),
        "talk": talk(invoice, Message.Side.RECIPIENT, may_write=writes),
        "action": reverse("received:write", args=[pk]),
        "treated": treated(request),
        "typed": said.typed,
        "refusal": said.refusal,
    }
    return render(request, "follow/invoice.html", context, status=409 if said.refusal else 200)


def _said(request: HttpRequest) -> Again:
    """What was typed in a form of the page that was refused, or when the session ended; nothing otherwise."""
    return again(request) or Again(typed=typed_before(request), refusal=None)
