"""Pages for what does not go on: refusals, unknown addresses, faults of ours. A sentence each, and a way on."""

import sys
from typing import Any

from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import defaults

from unisson.files.store import NO_ROOM
from unisson.kernel.correlation import mark
from unisson.kernel.refusal import NotFound, Refusal, TooOften, Unavailable

from .onward import onward

_RETRY_AFTER = "60"
_STATUSES: dict[type[Refusal], int] = {NotFound: 404, Unavailable: 503, TooOften: 429}


def refusal(request: HttpRequest, error: Refusal, *, status: int = 409) -> HttpResponse:
    """The page of a refusal that no form showed."""
    status = next((code for kind, code in _STATUSES.items() if isinstance(error, kind)), status)
    page = render(request, "failures/refusal.html", {"refusal": error}, status=status)
    return later(page) if isinstance(error, Unavailable | TooOften) else page


def later(page: HttpResponse) -> HttpResponse:
    """The same, for machines too: not now, in a minute."""
    page.headers["Retry-After"] = _RETRY_AFTER
    return page


def form_only(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The page of an address that only takes forms: somebody reloads it, or presses Enter in the address bar."""
    page = refusal(request, Refusal("CPP-ACCES-03"), status=answer.status_code)
    page.headers["Allow"] = answer.headers.get("Allow", "")
    return page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Unknown addresses answer as what is not theirs."""
    return refusal(request, NotFound())


def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours: no trace, no code, what to do. No room for what a form brought, found before any view had it,
    is told as such."""
    if getattr(sys.exc_info()[1], "errno", None) in NO_ROOM:
        return refusal(request, Refusal("CPP-FICHIER-09"), status=507)
    return render(request, "failures/fault.html", {"mark": mark()}, status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read. Django counts among them a session that could not be written: no fault of the
    person's when the database went away meanwhile."""
    if isinstance(exception, SessionInterrupted):
        return render(request, "failures/fault.html", {"mark": mark()}, status=503)
    return defaults.bad_request(request, exception)


def csrf(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """A form whose page is too old, or that comes from elsewhere. Who signed in meanwhile in another tab is in."""
    if request.user.is_authenticated and request.path == reverse("sign-in"):
        return HttpResponseRedirect(onward(request))
    return render(request, "failures/csrf.html", status=403)
