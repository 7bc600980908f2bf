"""« Données personnelles »: name, contact address and telephone, corrected by their person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unisson.accounts import own_data
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.web.rights import actor, signed_in

from .signup_forms import OwnData


@signed_in
def correct(request: HttpRequest) -> HttpResponse:
    """The form, filled with what is known."""
    person = actor(request)
    form = OwnData(request.POST or None, initial={name: getattr(person, name) for name in own_data.FIELDS})
    if not form.is_valid():
        return render(request, "account/own_data.html", {"form": form, "person": person})
    if own_data.correct(person, form.cleaned_data, at=now()):
        wake()
        messages.success(request, _("Vos données sont à jour."))
    return redirect("account")
