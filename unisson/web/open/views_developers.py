"""« Développeurs »: where the API is, with what to call it, how often; in a sandbox everything works when pasted."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unisson.directory import ready
from unisson.web.first_call import first_call
from unisson.web.frame import may_open
from unisson.web.rights import actor, public


@public
def developers(request: HttpRequest) -> HttpResponse:
    """Addresses, ready credentials where there are some, a first call, limits."""
    told = ready.told()
    context = {
        "base": settings.BASE_URL,
        "ready": told,
        "command": _command(told),
        "limit": settings.API_CALLS_PER_MINUTE,
        "connects": _may_open(request, "connections:list"),
        "calls": _may_open(request, "connections:calls"),
        "plays": _may_open(request, "connections:sandbox"),
    }
    return render(request, "open/developers.html", context)


def _may_open(request: HttpRequest, route: str) -> bool:
    return request.user.is_authenticated and may_open(actor(request), route)


def _command(told: ready.Ready | None) -> str:
    if told is None:
        return first_call()
    return first_call(
        client_id=told.client_id,
        secret=told.client_secret,
        login=told.login,
        password=told.password,
        siret=told.recipient_siret,
    )
