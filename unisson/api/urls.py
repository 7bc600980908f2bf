"""Routes of the API: the token, the compatible API under /cpro/, and what is neither.

A base address is typed with its last « / » as often as without: two of them are as good as one to a connector.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from unisson.directory import callers

from . import console, gate
from .door import api
from .faults import told_away, told_method, turn_away
from .own import problems
from .own.door import api as own
from .token import token


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """An address that does not exist: another realm for who has no token (chorus-pro-api.md §1.3)."""
    token = gate.bearer(request)
    application = callers.application_of(token)
    if application is None:
        return told_away(request, gate.no_token("DefaultRealm"))
    console.learn(request, application=application, caller=None, secrets=(token, *gate.proofs(request)))
    return told_away(request, turn_away(404, "CPP-API-06"))


@csrf_exempt
def nowhere_own(request: HttpRequest) -> HttpResponse:
    """The same below the portal's own API."""
    return problems.told_away(turn_away(404, "CPP-API-06").turned)


def _open(patterns: Any, told: Callable[[HttpRequest, str], HttpResponse]) -> Any:
    """Nobody signs in to the API: it has its own gate, reads bodies after it, and says itself which method it takes.
    Calls are remembered for its developers."""
    for pattern in patterns:
        pattern.callback = login_not_required(console.told(_as_asked(pattern.callback, told)))
    return patterns


def _as_asked(view: Any, told: Callable[[HttpRequest, str], HttpResponse]) -> Any:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> Any:
        found = view(request, *args, **named)
        return told(request, found["Allow"]) if found.status_code == HTTPStatus.METHOD_NOT_ALLOWED else found

    answer.reads_body_itself = True  # type: ignore[attr-defined]
    return answer


_patterns, _app, _namespace = api.urls
_own_patterns, _own_app, _own_namespace = own.urls
urlpatterns = [
    re_path(r"^(?:/*)api/oauth/token$", login_not_required(console.told(token)), name="oauth-token"),
    re_path(r"^/*cpro/", (_open(_patterns, told_method), _app, _namespace)),
    re_path(r"^api/unisson/v1/$", login_not_required(nowhere_own)),
    path("api/unisson/v1/", (_open(_own_patterns, problems.told_method), _own_app, _own_namespace)),
    re_path(r"^api/unisson/", login_not_required(nowhere_own), name="own-nowhere"),
    re_path(r"^/*cpro/", login_not_required(console.told(nowhere)), name="cpro-nowhere"),
]
