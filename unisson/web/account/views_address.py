"""« Changer mon adresse de connexion » and « Désactiver mon accès »."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from unisson.accounts import address
from unisson.directory import departure
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.web.kept import forget_person
from unisson.web.rights import actor, public, signed_in

from .forms import ChangeAddress, Closing


@signed_in
def change(request: HttpRequest) -> HttpResponse:
    """Ask for another address: nothing changes before its mailbox has answered."""
    person = actor(request)
    form = ChangeAddress(
        request.POST or None, person=person, do=lambda typed: address.ask(person, typed["address"], at=now())
    )
    if form.is_valid():
        wake()
        return render(request, "account/address_asked.html", {"address": form.cleaned_data["address"]})
    return render(request, "account/address_change.html", {"form": form, "person": person})


@public
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link to the new address. To open it changes nothing: mail filters open every link."""
    try:
        asked = address.asked(token, at=now())
        if request.method == "POST":
            address.confirm(token, at=now())
            wake()
            logout(request)
    except Refusal as refusal:
        return render(request, "account/address_link.html", {"refusal": refusal}, status=410)
    context = {"change": asked, "back": False, "done": request.method == "POST"}
    return render(request, "account/address_link.html", context)


@public
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """The way back, sent to the old address; it leads to the choice of a new password."""
    try:
        asked = address.to_undo(token, at=now())
        if request.method == "POST":
            link = address.undo(token, at=now())
            wake()
            logout(request)
            return HttpResponseRedirect(link)
    except Refusal as refusal:
        return render(request, "account/address_link.html", {"refusal": refusal}, status=410)
    return render(request, "account/address_link.html", {"change": asked, "back": True, "done": False})


@signed_in
def close(request: HttpRequest) -> HttpResponse:
    """« Désactiver mon accès »: what goes, what stays, and the password."""
    person = actor(request)
    alone = departure.managed_alone(person)
    form = Closing(
        request.POST or None,
        person=person,
        alone=bool(alone),
        do=lambda typed: departure.leave(person, understood=typed["understood"], at=now()),
    )
    if not form.is_valid():
        return render(request, "account/close.html", {"form": form, "alone": alone})
    wake()
    logout(request)
    response = redirect("account-closed")
    forget_person(response)
    return response


@public
def closed(request: HttpRequest) -> HttpResponse:
    """The access is closed."""
    return render(request, "account/closed.html")
