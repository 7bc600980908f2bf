"""Who is let in (chorus-pro-api.md §1.2, §1.3): a token, a technical account, a body of JSON, and not too often.

In this order: 401 says nothing of the body, and a body is not read for who may not send one.
"""

import base64
import binascii
import json
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from unisson.accounts import pacing
from unisson.directory import callers
from unisson.directory.callers import Caller
from unisson.kernel.clock import now
from unisson.kernel.sizes import MEGA, Octets

from . import console
from .faults import TurnedAwayError, turn_away

BODY = 48 * MEGA
"""An archive of 30 Mo in base64, and its fields."""
VALUES = 50_000
"""In a body: what holds files has few, and an invoice of two hundred lines a tenth. Each costs far more than it weighs,
above all one that is wrong."""
REALM = "PISTE"
_JSON = ("", "application/json", "text/json")


def let_in(request: HttpRequest) -> Caller:
    """Who calls. TurnedAwayError 401, 403, 413, 415, 429 or 400; the body read stands in `request.sent`."""
    found = _caller(request)
    if not found.structure:
        raise turn_away(403, "CPP-API-09")
    _pace(found)
    request.sent = _sent(request)  # type: ignore[attr-defined]
    request._body = b"{}"  # it was read: the library asks whether there is one
    return found


def let_in_without_body(request: HttpRequest) -> Caller:
    """`let_in` for a GET, whatever it carries (§2.1)."""
    found = _caller(request)
    _pace(found)
    return found


def bearer(request: HttpRequest) -> str:
    """The token of the call; empty for none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def proofs(request: HttpRequest) -> tuple[str, str]:
    """The password of the call, and the header that holds it: what is kept nowhere."""
    header = request.headers.get("cpro-account", "").strip()
    return _account(header)[1], header


def no_token(realm: str = REALM) -> TurnedAwayError:
    """401 as the gateway of the State says it."""
    return turn_away(401, "CPP-API-07", headers={"WWW-Authenticate": f'Bearer realm="{realm}"'})


def _caller(request: HttpRequest) -> Caller:
    token = bearer(request)
    if not token:
        raise no_token()
    login, password = _account(request.headers.get("cpro-account", ""))
    found = callers.caller(token=token, login=login, password=password, at=now())
    application = found.application if found else callers.application_of(token)
    if application is None:
        raise no_token()
    console.learn(request, application=application, caller=found, secrets=(token, *proofs(request)))
    if found is not None:
        return found
    raise turn_away(401, "CPP-API-08", headers={"WWW-Authenticate": f'Bearer realm="{REALM}"'})


def _account(header: str) -> tuple[str, str]:
    """Login and password of `cpro-account`, two empty words where it is not readable. Clients leave out padding."""
    try:
        told = base64.b64decode(header.strip() + "=" * (-len(header.strip()) % 4)).decode().replace("\0", "")
    except (binascii.Error, ValueError):
        return "", ""
    login, _, password = told.partition(":")
    return login, password


def _pace(caller: Caller) -> None:
    """One more call of the application and of the account."""
    limit = settings.API_CALLS_PER_MINUTE
    used = max(
        pacing.counted(f"api-application-{caller.application}", 1),
        pacing.counted(f"api-account-{caller.user.pk}", 1),
    )
    if used > limit:
        wait = pacing.SPAN
        raise turn_away(429, "CPP-API-10", headers={"Retry-After": str(wait)}, limit=limit, seconds=wait)


def _sent(request: HttpRequest) -> Any:
    """The body as data. An empty one is an empty object, and so is an empty list (the PHP client's)."""
    announced = request.content_type or ""
    if announced not in _JSON and not announced.endswith("+json"):
        raise turn_away(415, "CPP-API-02", type=announced[:80])
    length = request.headers.get("Content-Length", "")
    body = b"" if length.isdecimal() and int(length) > BODY else request.read(BODY + 1)
    console.learn_body(request, body)
    if len(body) > BODY or (length.isdecimal() and int(length) > BODY):
        raise turn_away(413, "CPP-API-03", limit=Octets(BODY))
    if sum(body.count(sign) for sign in (b",", b"[", b"{")) > VALUES:
        raise turn_away(413, "CPP-API-46", limit=VALUES)
    try:
        sent = json.loads(body.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number) if body else {}
    except (ValueError, RecursionError) as error:
        raise turn_away(400, "CPP-API-01") from error
    if not isinstance(sent or {}, dict):
        raise turn_away(400, "CPP-API-01")
    return sent or {}


def _no_number(constant: str) -> float:
    raise ValueError(constant)
