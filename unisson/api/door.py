"""The compatible API as one object: its parser, its handlers, its operations and its OpenAPI 3.1 document."""

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from pydantic import Field

from . import endpoints, families, faults  # noqa: F401 - the families register themselves
from .examples import illustrate
from .faults import TurnedAwayError, told_away, told_fault, told_invalid, turn_away
from .gate import let_in_without_body
from .token_described import TOKEN, TOKEN_PATH
from .wire import Told

SECURITY = {
    "jeton": {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "/api/oauth/token", "scopes": {"openid": "Chorus Pro"}}},
    },
    "compte": {"type": "apiKey", "in": "header", "name": "cpro-account"},
}
"""Both at each call: the application's token, and base64(login:password) of the technical account."""

_log = logging.getLogger(__name__)


class AlreadyRead(Parser):
    """The gate read the body."""

    def parse_body(self, request: HttpRequest) -> Any:
        return request.sent  # type: ignore[attr-defined]


class CompatibleApi(NinjaAPI):
    """An API whose callers prove two things at once: the library's document knows alternatives only."""

    def validation_error_from_error_contexts(self, error_contexts: list[Any]) -> ValidationError:
        """With the value that could not be read: the library leaves it out."""
        found = [one for context in error_contexts for one in context.pydantic_validation_error.errors()]
        return ValidationError(found)

    def get_openapi_schema(self, **named: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**named)
        document["components"]["securitySchemes"] = SECURITY
        document["security"] = [{"jeton": [], "compte": []}]
        document["paths"][TOKEN_PATH] = {"post": TOKEN}
        illustrate(document)
        return document


api = CompatibleApi(
    title="Unisson, API compatible avec Chorus Pro",
    version="1",
    description="Un connecteur Chorus Pro fonctionne en changeant l’adresse de base.",
    parser=AlreadyRead(),
    urls_namespace="cpro",
    openapi_url="/openapi.json",
    docs_url="/docs",
)


class Sante(Told):
    """What the health-check says (§2.1)."""

    body: str = Field(examples=["L’API est disponible."])
    statusCodeValue: int
    statusCode: str


@api.get(
    "/transverses/v1/health-check",
    auth=let_in_without_body,
    response={200: Sante, **dict.fromkeys((401, 403, 429, 500), faults.Refus)},
    summary="Disponibilité",
    tags=["transverses"],
    url_name="transverses/v1/health-check",
    operation_id="transverses_v1_health_check",
)
def health_check(request: HttpRequest) -> HttpResponse:
    """Whether the API answers to this caller."""
    return faults.reply(Sante(body="L’API est disponible.", statusCodeValue=200, statusCode="OK"))


endpoints.mount(api)


@api.exception_handler(TurnedAwayError)
def _turned_away(request: HttpRequest, error: TurnedAwayError) -> HttpResponse:
    return told_away(request, error)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return told_invalid(error.errors)  # type: ignore[arg-type]


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return told_away(request, turn_away(error.status_code, "CPP-API-01"))


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return told_away(request, turn_away(404, "CPP-API-06"))


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    _log.error("An endpoint failed", exc_info=error)
    return told_fault()
