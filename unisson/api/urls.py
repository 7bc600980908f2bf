"""Routes of the API: the token, the compatible API under /cpro/, and what is neither."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from unisson.directory import callers

from . import gate
from .door import api
from .faults import told_away, turn_away
from .token import token


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """An address that does not exist: another realm for who has no token (chorus-pro-api.md §1.3)."""
    error = turn_away(404, "CPP-API-06") if callers.in_force(gate.bearer(request)) else gate.no_token("DefaultRealm")
    return told_away(request, error)


def _open(patterns: Any) -> Any:
    """Nobody signs in to the API: it has its own gate."""
    for pattern in patterns:
        pattern.callback = login_not_required(pattern.callback)
    return patterns


_patterns, _app, _namespace = api.urls
urlpatterns = [
    path("api/oauth/token", login_not_required(token), name="oauth-token"),
    path("cpro/", (_open(_patterns), _app, _namespace)),
    re_path(r"^cpro/", login_not_required(nowhere), name="cpro-nowhere"),
]
