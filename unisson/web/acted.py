"""A button was pressed: the activity is done or refused, a sentence says so, and the page it stood on comes back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from unisson.invoices.wake import wake
from unisson.kernel.refusal import NotFound, Refusal

from .language import in_words


def acted(request: HttpRequest, act: Callable[[], str], *, back: str, refused: str = "") -> HttpResponse:
    """Do `act`, whose answer is what to say, and go to the address `back` (`refused`: elsewhere after a refusal).
    What is not there or not theirs stays a page of its own."""
    try:
        told = act()
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, in_words(refusal))
        return HttpResponseRedirect(refused or back)
    wake()
    messages.success(request, told)
    return HttpResponseRedirect(back)
