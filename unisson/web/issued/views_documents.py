"""The buttons of « Pièces jointes »: joined from a file or from the library, taken away, kept for other invoices."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from unisson.invoices import attachments, keeping
from unisson.invoices.attachments import Joined
from unisson.invoices.models import Invoice
from unisson.kernel import clock
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.language import in_words
from unisson.web.pieces import kept_in_words, picked_in
from unisson.web.rights import actor
from unisson.web.uploads import joined


def chosen(request: HttpRequest) -> tuple[list[Joined], list[int]]:
    """The files that the form brings, and the keys of the pieces that are ticked."""
    return joined(request), picked_in(request)


def join_chosen(request: HttpRequest, draft: Invoice, files: Sequence[Joined], pieces: Sequence[int]) -> Invoice:
    """Join what was `chosen`, whatever button was pressed."""
    if not files and not pieces:
        return draft
    return attachments.join(actor(request), draft.pk, files, pieces=pieces, at=clock.now())


def join_pressed(request: HttpRequest, draft: Invoice, value: str) -> HttpResponse:
    """« Joindre »: it is done already."""
    return _back(draft)


def remove_pressed(request: HttpRequest, draft: Invoice, value: str) -> HttpResponse:
    """« Retirer »."""
    attachments.remove(actor(request), draft.pk, value)
    return _back(draft)


def keep_pressed(request: HttpRequest, draft: Invoice, value: str) -> HttpResponse:
    """« Garder dans mes pièces jointes »."""
    try:
        messages.success(request, kept_in_words([keeping.keep(actor(request), draft.pk, value, at=clock.now())]))
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, in_words(refusal))
        return redirect("issued:draft", draft.pk)  # to the top, where it is said
    return _back(draft)


def keep_brought(request: HttpRequest, files: Sequence[Joined]) -> None:
    """What completed an invoice, for the next ones too, if asked. The invoice is completed whatever becomes of it."""
    if not files or not request.POST.get("garder"):
        return
    try:
        messages.info(request, kept_in_words(keeping.add(actor(request), files, at=clock.now())))
    except Refusal as refusal:
        messages.warning(request, in_words(refusal))


def _back(draft: Invoice) -> HttpResponse:
    return redirect(reverse("issued:draft", args=[draft.pk]) + "#pieces-jointes")
