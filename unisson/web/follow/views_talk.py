"""Writing to the other side of an invoice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from unisson.directory.spaces import Level, Space
from unisson.invoices import exchange
from unisson.invoices.models import Message
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.again import ask_again
from unisson.web.kept import forget_form
from unisson.web.rights import actor, in_space

from .forms import MessageForm


@in_space(Space.ISSUED, Level.WRITE)
@require_POST
def write_as_supplier(request: HttpRequest, pk: int) -> HttpResponse:
    """A word to the recipient, a contested rejection, or a rejection asked for."""
    return _written(request, pk, Message.Side.SUPPLIER, reverse("issued:invoice", args=[pk]))


@in_space(Space.RECEIVED, Level.WRITE)
@require_POST
def write_as_recipient(request: HttpRequest, pk: int) -> HttpResponse:
    """A word to the supplier."""
    return _written(request, pk, Message.Side.RECIPIENT, reverse("received:invoice", args=[pk]))


def _written(request: HttpRequest, pk: int, side: Message.Side, page: str) -> HttpResponse:
    form = MessageForm(request.POST)
    try:
        if form.only_read:
            exchange.seen(actor(request), pk, side, at=now())
        else:
            exchange.say(actor(request), pk, side, text=form.data.get("message", ""), what=form.what, at=now())
    except NotFound:
        raise
    except Refusal as refusal:
        return ask_again(request, page, typed=form.typed, refusal=refusal)
    forget_form(request)
    return redirect(f"{page}#echanges")


# Sent after the session ended, a message is given back on the invoice's page once the person signed in again.
write_as_supplier.keeps_form = lambda pk: reverse("issued:invoice", args=[pk])  # type: ignore[attr-defined]
write_as_recipient.keeps_form = lambda pk: reverse("received:invoice", args=[pk])  # type: ignore[attr-defined]
