"""A form sent after its session ended, kept until the same person signs in again on the same browser.

A signed cookie outlives the session and tells whose form it was: nobody else is shown it, and a visitor who never
signed in here keeps nothing.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_KEY = "kept-form"
_LARGEST = 100_000
_SECRETS = frozenset({"csrfmiddlewaretoken", "password"})
_COOKIE = "unisson-person"
_COOKIE_SECONDS = 24 * 60 * 60


def remember_person(request: HttpRequest, response: HttpResponse) -> None:
    """Leave the cookie that says who was signed in last, where it does not say so already."""
    person = str(request.user.pk)
    if _person_before(request) != person:
        response.set_signed_cookie(
            _COOKIE,
            person,
            max_age=_COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def forget_person(response: HttpResponse) -> None:
    """Who signs out leaves nothing behind."""
    response.delete_cookie(_COOKIE, samesite="Lax")


def keep_form(request: HttpRequest, path: str) -> None:
    """Keep the texts that were posted to `path` (never files nor passwords), up to 100 kB: no form of ours has more."""
    person = _person_before(request)
    texts = {name: request.POST.getlist(name) for name in request.POST if name not in _SECRETS}
    if person and sum(len(text) for values in texts.values() for text in values) <= _LARGEST:
        request.session[_KEY] = {"path": path, "texts": texts, "person": person}


def kept_form(request: HttpRequest) -> Mapping[str, list[str]] | None:
    """What this person had sent to the page now asked for, if anything was kept."""
    kept: dict[str, Any] | None = request.session.get(_KEY)
    if kept is None or kept["path"] != request.path or kept["person"] != str(request.user.pk):
        return None
    texts: Mapping[str, list[str]] = kept["texts"]
    return texts


def forget_form(request: HttpRequest) -> None:
    """Drop what was kept: the person has sent the form again."""
    request.session.pop(_KEY, None)


def _person_before(request: HttpRequest) -> str:
    return request.get_signed_cookie(_COOKIE, default="", max_age=_COOKIE_SECONDS) or ""
