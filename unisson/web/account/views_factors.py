"""« Mon compte », « Sécurité »: setting up a second factor, taking it away, and the recovery codes."""

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unisson.accounts import factors, passkeys, recovery, sessions, totp
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.web.rights import actor, signed_in

from . import entrance
from .forms import AddApp, AddKey, Confirmed
from .page import drawing


@signed_in
def add_app(request: HttpRequest) -> HttpResponse:
    """An authenticator application: its drawing, its name, a code of it."""
    person = actor(request)
    proposal = totp.again(person, request.POST.get("sealed", "")) or totp.propose(person)
    form = AddApp(
        request.POST or None,
        person=person,
        do=lambda typed: totp.add(person, proposal, typed["code"], name=typed["name"], at=now()),
    )
    if form.is_valid():
        return _added(request, form.outcome)
    must = settings.SECOND_FACTOR_REQUIRED and not factors.has(person)
    context = {"form": form, "proposal": proposal, "drawing": drawing(proposal.uri), "must": must}
    return render(request, "account/app_add.html", context)


@signed_in
def add_key(request: HttpRequest) -> HttpResponse:
    """A passkey, made by the browser."""
    person, site = actor(request), entrance.site(request)
    asked = entrance.challenge(request) if request.method == "POST" else ""
    form = AddKey(
        request.POST or None,
        person=person,
        do=lambda typed: passkeys.add(
            person, typed["credential"], challenge=asked, site=site, name=typed["name"], at=now()
        ),
    )
    if form.is_valid():
        return _added(request, form.outcome)
    question = entrance.ask(request, passkeys.to_add(person, site)) if site.may_hold_keys else ""
    return render(request, "account/key_add.html", {"form": form, "question": question})


@signed_in
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one means away; the last one turns the second factor off."""
    person = actor(request)
    factor = factors.get(person, pk)
    form = Confirmed(request.POST or None, person=person, do=lambda _: factors.remove(person, pk, at=now()))
    if form.is_valid():
        wake()
        messages.success(request, _("« %(name)s » est retiré.") % {"name": factor.name})
        return redirect("security")
    last = len(factors.held(person)) == 1
    return render(request, "account/factor_remove.html", {"form": form, "factor": factor, "last": last})


@signed_in
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, for who has a second factor."""
    person = actor(request)
    if not factors.has(person):
        return redirect("security")
    form = Confirmed(request.POST or None, person=person, do=lambda _: recovery.renew(person, at=now()))
    if form.is_valid():
        wake()
        return _codes(request, form.outcome)
    return render(request, "account/codes_renew.html", {"form": form, "left": recovery.left(person)})


def _added(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The recovery codes of the first means, shown this once; else back to the list."""
    wake()
    entrance.enrolled(request)
    if codes:  # until now the password alone opened sessions
        sessions.end_quietly(actor(request), keep=request.session.session_key or "")
        return _codes(request, codes)
    messages.success(request, _("Le moyen est ajouté. Il sert dès la prochaine connexion."))
    return redirect("security")


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The only page that shows them; the file to keep is in the page itself."""
    text = "\n".join(codes)
    return render(request, "account/codes.html", {"codes": text, "download": f"data:text/plain,{quote(text)}"})
