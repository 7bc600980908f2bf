"""What comes first after the log-in: what came back to a supplier (domain-rules §1.2).

The pop-up is shown once a log-in. Where something came back more than seven days ago, every page leads there until it
is acknowledged, by this person or by a colleague.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from unisson.accounts.models import User
from unisson.invoices import returns
from unisson.kernel.clock import now

_MUST = "returns-must"
"""Session key: something must be acknowledged before anything else."""
_ALWAYS_OPEN = frozenset(
    {"issued:returns", "issued:invoice", "issued:recycle", "issued:complete", "sign-out", "set_language", "health"}
)


def first_page(request: HttpRequest, person: User, onward: str) -> str:
    """Where `person` goes right after signing in: to what came back, and from there `onward`."""
    if not returns.waiting(person).exists():
        return onward
    if returns.overdue(person, at=now()):
        request.session[_MUST] = True
    return f"{reverse('issued:returns')}?{urlencode({'next': onward})}"


class ReturnsFirst:
    """A page that is opened before what must be acknowledged leads there. No query but for who is led."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "GET" or not request.user.is_authenticated or not request.session.get(_MUST):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in _ALWAYS_OPEN or name.startswith("documents:"):
            return None
        if not returns.overdue(request.user, at=now()):
            del request.session[_MUST]
            return None
        return HttpResponseRedirect(f"{reverse('issued:returns')}?{urlencode({'next': request.get_full_path()})}")
