"""« Derniers appels »: what the software of a structure asked of the API, and was answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unisson.directory import calls as last_calls
from unisson.directory.spaces import Space
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor, in_space

from .calls_page import call_page, calls_page
from .told import trail


@in_space(Space.CONNECTIONS)
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """All of them, or those of one piece of software; the newest first."""
    structure = chosen_structure(request, Space.CONNECTIONS)
    page = calls_page(actor(request), structure, request.GET)
    return render(request, "connections/calls.html", {"page": page})


@in_space(Space.CONNECTIONS)
@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: request, answer, and the command that does it again."""
    context = {"page": call_page(last_calls.get(actor(request), pk)), "trail": trail("calls")}
    return render(request, "connections/call.html", context)
