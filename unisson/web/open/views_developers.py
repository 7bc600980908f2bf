"""« Développeurs »: where the API is, with what to call it, how often; in a sandbox everything works when pasted."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unisson.directory import ready
from unisson.web.frame import may_open
from unisson.web.rights import actor, public


@public
def developers(request: HttpRequest) -> HttpResponse:
    """Addresses, ready credentials where there are some, a first call, limits."""
    context = {
        "base": settings.BASE_URL,
        "ready": ready.told(),
        "limit": settings.API_CALLS_PER_MINUTE,
        "connects": request.user.is_authenticated and may_open(actor(request), "connections:list"),
    }
    return render(request, "open/developers.html", context)
