"""One form of « Fiche structure »: kept, or shown again with what is wrong where it is wrong."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from unisson.invoices.wake import wake
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.language import in_words

from .fiche_forms import FicheForm

_SEEN_BEFORE = "CPP-FICHE-01"


def edited(
    request: HttpRequest, form: FicheForm, act: Callable[[], str], *, page: tuple[str, dict[str, Any]], back: str
) -> HttpResponse:
    """Do `act`, whose answer is what to say, and go to the address `back`; else show `page`, a template and what it
    is given. What a colleague wrote meanwhile is shown instead of what was typed.

    A form that comes back says what was seen when it was opened, not what is there now: else correcting a fault in it
    would write over a change that nobody saw.
    """
    if request.method == "POST" and form.is_valid():
        try:
            told = act()
        except NotFound:
            raise
        except Refusal as refusal:
            if refusal.code == _SEEN_BEFORE:
                messages.error(request, in_words(refusal))
                return HttpResponseRedirect(request.path)
            form.refused(refusal)
        else:
            wake()
            messages.success(request, told)
            return HttpResponseRedirect(back)
    template, context = page
    if request.method == "POST":
        context = {**context, "mark": request.POST.get("vu", "")}
    return render(request, template, context, status=409 if form.errors else 200)
