"""« Se connecter avec ProConnect », or whatever provider of identities the operator named."""

import logging
import secrets
from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_POST

from unisson.accounts import federation
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.ports import Handshake, Identified, Identities, ports
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.onward import onward
from unisson.web.rights import public

from . import entrance
from .forms import Bind

_ATTEMPT, _TOLD = "elsewhere-attempt", "elsewhere-told"
_MINUTES = 10
_log = logging.getLogger(__name__)


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """To the provider. A press of ours begins each attempt: no other site can send somebody there from here."""
    handshake = Handshake(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        back=f"{settings.BASE_URL}{reverse('elsewhere-back')}",
    )
    try:
        way = _identities().way(handshake)
    except (OSError, ValueError) as error:
        return _failed(request, "CPP-COMPTE-23", error)
    kept = {**asdict(handshake), "at": now().timestamp(), "onward": onward(request)}
    request.session[_ATTEMPT] = kept
    # A form of ours may lead to our own pages only (`form-action`), redirections included: a page leads on.
    return render(request, "account/elsewhere_leave.html", {"way": way, "name": settings.OIDC_NAME})


@public
def back(request: HttpRequest) -> HttpResponse:
    """From the provider: whom it recognised, once, if it answers the attempt of this very browser."""
    identities, kept = _identities(), request.session.pop(_ATTEMPT, None)
    if kept is None or not 0 <= now().timestamp() - kept.pop("at") <= _MINUTES * 60:
        return _failed(request, "CPP-COMPTE-22", "no attempt under way")
    further, handshake = kept.pop("onward"), Handshake(**kept)
    if not constant_time_compare(request.GET.get("state", ""), handshake.state) or not request.GET.get("code"):
        return _failed(request, "CPP-COMPTE-22", request.GET.get("error", "another state")[:100])
    try:
        told = identities.told(handshake, code=request.GET["code"])
    except OSError as error:
        return _failed(request, "CPP-COMPTE-23", error)
    except ValueError as error:
        return _failed(request, "CPP-COMPTE-22", error)
    request.session[_TOLD] = {**asdict(told), "onward": further, "at": now().timestamp()}
    return redirect("elsewhere-bind")


@public
def bind(request: HttpRequest) -> HttpResponse:
    """In, for an account that is bound, at one press; else its password, once."""
    _identities()
    kept = dict(request.session.get(_TOLD) or {})
    if not kept or not 0 <= now().timestamp() - kept.pop("at") <= _MINUTES * 60:
        return redirect("sign-in")
    further, told = kept.pop("onward"), Identified(**kept)
    known, form, person = federation.is_known(told), Bind(request.POST or None, told=told), None
    if request.method == "POST":
        person = federation.known(told, at=now()) if known else form.found()
    if person is None:
        context = {"form": form, "told": told, "name": settings.OIDC_NAME, "known": known}
        return render(request, "account/elsewhere.html", context)
    wake()
    del request.session[_TOLD]
    return entrance.after_password(request, person, further)


def _identities() -> Identities:
    if ports.identities is None:
        raise NotFound
    return ports.identities


def _failed(request: HttpRequest, code: str, why: object) -> HttpResponse:
    _log.warning("Signing in elsewhere failed: %s", why)
    refusal = Refusal(code, name=settings.OIDC_NAME)
    return render(request, "account/elsewhere_failed.html", {"refusal": refusal}, status=502)
