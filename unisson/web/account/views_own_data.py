"""« Données personnelles »: name, contact address and telephone, corrected by their person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unisson.accounts import contact, own_data
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.web.language import in_words
from unisson.web.rights import actor, public, signed_in

from .signup_forms import OwnData


@signed_in
def correct(request: HttpRequest) -> HttpResponse:
    """The form, filled with what is known."""
    person = actor(request)
    form = OwnData(request.POST or None, initial={name: getattr(person, name) for name in own_data.FIELDS})
    if form.is_valid() and _kept(request, form):
        wake()
        return redirect("account")
    return render(request, "account/own_data.html", {"form": form, "waits": contact.waits(person)})


def _kept(request: HttpRequest, form: OwnData) -> bool:
    """Whether nothing was refused."""
    try:
        if own_data.correct(actor(request), form.cleaned_data, at=now()):
            messages.success(request, _("Vos données sont à jour."))
    except Refusal as refusal:
        form.add_error("contact_email", in_words(refusal))
        return False
    return True


@public
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """The link to the contact address. To open it changes nothing: mail filters open every link."""
    try:
        owner = contact.prove(token) if request.method == "POST" else contact.meant(token)
    except Refusal as refusal:
        return render(request, "account/contact_link.html", {"refusal": refusal}, status=410)
    return render(request, "account/contact_link.html", {"owner": owner, "done": request.method == "POST"})
