"""Who has no second factor sets one up before anything else, where `UNISSON_SECOND_FACTOR_REQUIRED` says so."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from unisson.accounts import factors

PASSED = "second-factor-passed"
"""Session key: whether this session was opened with a second factor, or has set one up."""
_SETS_UP = frozenset({"app-add", "key-add"})


class EnrolFirst:
    """Nothing but the public pages and those that set a second factor up. No query but for who is led there."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated or request.session.get(PASSED):
            return None
        declared = getattr(view, "declared", None)
        if declared is not None and declared.public:
            return None
        if factors.has(request.user):  # set up elsewhere, after this session began: it has to be shown here too
            return HttpResponseRedirect(reverse("second-factor"))
        name = request.resolver_match.view_name if request.resolver_match else ""
        return None if name in _SETS_UP else HttpResponseRedirect(reverse("app-add"))
