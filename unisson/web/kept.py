"""A form sent after its session ended, kept in the anonymous session and given back to whoever signs in next there.

Django keeps the session's data when an anonymous visitor signs in, and empties it when another person does.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

_KEY = "kept-form"
_LARGEST = 100_000
_SECRETS = frozenset({"csrfmiddlewaretoken", "password"})


def keep_form(request: HttpRequest, path: str) -> None:
    """Keep the texts that were posted to `path` (never files nor passwords), up to 100 kB."""
    texts = {name: request.POST.getlist(name) for name in request.POST if name not in _SECRETS}
    if sum(len(text) for values in texts.values() for text in values) <= _LARGEST:
        request.session[_KEY] = {"path": path, "texts": texts}


def kept_form(request: HttpRequest) -> Mapping[str, list[str]] | None:
    """What was kept for the page now asked for, if anything."""
    kept: dict[str, Any] | None = request.session.get(_KEY)
    return kept["texts"] if kept and kept["path"] == request.path else None


def forget_form(request: HttpRequest) -> None:
    """Drop what was kept: the person has sent the form again."""
    request.session.pop(_KEY, None)
