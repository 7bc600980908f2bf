"""`POST /api/oauth/token`: a token for an application that proves its secret (chorus-pro-api.md §1.1).

The library grants; what is ours is whose secret is good (`connecting`), that any scope is « openid », and that a client
that is not known is told so by a 400, as the State's gateway does.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_plus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.views.mixins import OAuthLibMixin
from oauthlib.common import Request

from unisson.accounts import pacing
from unisson.directory import connecting
from unisson.kernel.tokens import digest

from . import console

SCOPE = "openid"
_FORM = "application/x-www-form-urlencoded"
_INVALID = {"error": "invalid_client", "error_description": "Client ou secret inconnu."}


class Validator(OAuth2Validator):  # type: ignore[misc]
    """Applications of valid connections, and the one grant of machines."""

    def client_authentication_required(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        return True

    def authenticate_client(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        client_id, secret = _credentials(request)
        request.client = connecting.proven(client_id, secret)
        return request.client is not None

    def get_default_scopes(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> list[str]:
        return [SCOPE]

    def validate_scopes(
        self, client_id: str, scopes: Any, client: Any, request: Request, *args: Any, **kw: Any
    ) -> bool:
        """Whatever a client asks for (« openid », « openid resource.READ »), it is given the one there is."""
        request.scopes = [SCOPE]
        return True

    def _save_bearer_token(self, token: Any, request: Request, *args: Any, **kwargs: Any) -> None:
        connecting.forget_tokens(request.client)
        super()._save_bearer_token(token, request, *args, **kwargs)


def _credentials(request: Request) -> tuple[str, str]:
    form = {"client_id": request.client_id, "client_secret": getattr(request, "client_secret", "")}
    return proofs(request.headers.get("HTTP_AUTHORIZATION") or "", form)


def proofs(header: str, form: Mapping[str, str | None]) -> tuple[str, str]:
    """Identifier and secret by HTTP Basic, or else in the form; two empty words for what cannot be read."""
    scheme, _, told = header.partition(" ")
    if scheme.lower() != "basic":
        return form.get("client_id") or "", form.get("client_secret") or ""
    try:
        client_id, _, secret = base64.b64decode(told).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    # A zero byte, which no database takes, is in no identifier.
    return unquote_plus(client_id).replace("\0", ""), unquote_plus(secret)


def _learn(request: HttpRequest, client_id: str, *, secrets: tuple[str, ...]) -> None:
    """Whose request it says it is, right or wrong: a secret that is refused is what developers look for."""
    application = connecting.application_named(client_id)
    if application is not None:
        console.learn(request, application=application, caller=None, secrets=secrets)
        console.learn_body(request, request.body if request.content_type == _FORM else b"")


class _Granting(OAuthLibMixin):  # type: ignore[misc]
    """The library's way from a request to its answer."""


@csrf_exempt
@sensitive_post_parameters("client_secret")
def token(request: HttpRequest) -> HttpResponse:
    """A token of an hour. 400 `invalid_client` for an unknown identifier and for a wrong secret alike; 429 for one that
    asks, right or wrong, more often than it may call: some clients ask anew for each of their calls."""
    if request.method != "POST":
        body = {"error": "invalid_request", "error_description": "Demandez un jeton par POST."}
        return JsonResponse(body, status=405, headers={"Allow": "POST"})
    header = request.headers.get("Authorization", "")
    client_id, secret = proofs(header, request.POST)
    if pacing.counted(f"token-{digest(client_id)}", 1) > settings.API_CALLS_PER_MINUTE:
        body = {"error": "temporarily_unavailable", "error_description": "Trop de demandes de jeton."}
        return JsonResponse(body, status=429, headers={"Retry-After": str(pacing.SPAN)})
    _learn(request, client_id, secrets=(secret, header))
    _url, headers, body, status = _Granting().create_token_response(request)
    if status == 401:
        return JsonResponse(_INVALID, status=400)
    answer = HttpResponse(body, status=status, content_type="application/json")
    for name in ("Cache-Control", "Pragma"):
        answer.headers[name] = headers.get(name, "no-store")
    return answer
