"""The console of the last calls: each call of an application is told to `directory.calls` once it is answered."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from unisson.accounts import technical
from unisson.directory import calls
from unisson.directory.callers import Caller
from unisson.kernel.correlation import mark

from .excerpt import excerpt, without_secrets

_CODE = re.compile(rb'"codeRetour"\s*:\s*(-?\d{1,15})\b')
_SAID = 4096
"""Bytes of an answer in which its `codeRetour` stands."""


@dataclass(kw_only=True)
class Known:
    """What the gate learned of a call: whose it is, what it sent, and what of that is secret."""

    application: int
    account: str = ""
    secrets: tuple[str, ...] = ()
    asked: str = field(default="")


def learn(request: HttpRequest, *, application: int, caller: Caller | None, secrets: tuple[str, ...]) -> None:
    """Whose call it is. `secrets`: what it proved itself by, which is kept nowhere."""
    account = technical.login_of(caller.user) if caller else ""
    request.known = Known(application=application, account=account, secrets=secrets)  # type: ignore[attr-defined]


def learn_body(request: HttpRequest, body: bytes) -> None:
    """What it sent, as far as it may be looked at later."""
    known: Known | None = getattr(request, "known", None)
    if known and settings.API_CALLS_KEPT == "all":
        known.asked = excerpt(body, secrets=known.secrets)


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view`, its calls remembered once they are answered."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        began = time.perf_counter()
        response = view(request, *args, **named)
        known: Known | None = getattr(request, "known", None)
        if known and settings.API_CALLS_KEPT != "none":
            calls.note(_noted(request, response, known, seconds=time.perf_counter() - began))
        return response

    return answered


def _noted(request: HttpRequest, response: HttpResponse, known: Known, *, seconds: float) -> calls.Noted:
    content = b"" if response.streaming else response.content
    code = _CODE.search(content, 0, _SAID)
    whole = settings.API_CALLS_KEPT == "all"
    return calls.Noted(
        application_id=known.application,
        at=datetime.now(UTC),
        method=(request.method or "")[:10],
        path=without_secrets(request.get_full_path(), known.secrets).replace("\0", "")[:200],
        status=response.status_code,
        code=int(code[1]) if code else None,
        microseconds=round(seconds * 1_000_000),
        mark=mark()[:64],
        account=known.account,
        asked=known.asked or (_unread(request, known) if whole else ""),
        answered=excerpt(content, secrets=known.secrets) if whole else "",
    )


def _unread(request: HttpRequest, known: Known) -> str:
    """What was sent and is not shown, as the portal's own API takes it: a file."""
    length = request.headers.get("Content-Length", "")
    sent = length.isdecimal() and int(length)
    return without_secrets(f"({sent} octets, {request.content_type})"[:200], known.secrets) if sent else ""
