"""Private notes of the recipient's structure, and putting an invoice in a colleague's hands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from unisson.directory.spaces import Level, Space
from unisson.invoices import colleagues
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.again import ask_again
from unisson.web.kept import forget_form
from unisson.web.rights import actor, in_space

from .forms import NoteForm


@in_space(Space.RECEIVED, Level.WRITE)
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note, hand the invoice over, or both; then back to its page, at the notes."""
    form, page = NoteForm(request.POST), reverse("received:invoice", args=[pk])
    if not form.is_valid():
        return ask_again(request, page, typed=form.typed)
    asked = form.cleaned_data
    try:
        hands = {"to": asked["confier"], "shown": asked["montre"]}
        colleagues.note(actor(request), pk, text=asked["note"], **hands, at=now())
    except NotFound:
        raise
    except Refusal as refusal:
        return ask_again(request, page, typed=form.typed, refusal=refusal)
    forget_form(request)
    return redirect(f"{page}#interne")


# Sent after the session ended, a note is given back on the invoice's page once the person signed in again.
note.keeps_form = lambda pk: reverse("received:invoice", args=[pk])  # type: ignore[attr-defined]
