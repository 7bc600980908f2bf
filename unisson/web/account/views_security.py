"""« Mon compte », « Sécurité »: how one signs in, and what was changed about it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unisson.accounts import acts, factors, recovery
from unisson.web.rights import actor, signed_in

from .page import history


@signed_in
def security(request: HttpRequest) -> HttpResponse:
    """The second factor, the recovery codes left, the last changes."""
    person = actor(request)
    context = {
        "factors": factors.held(person),
        "left": recovery.left(person),
        "codes": recovery.COUNT,
        "required": settings.SECOND_FACTOR_REQUIRED,
        "acts": history(acts.latest(person)),
    }
    return render(request, "account/security.html", context)
