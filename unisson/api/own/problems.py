"""How the portal's own API refuses: problem details (RFC 9457), each with its stable code, its field and its page."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from itertools import islice

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from pydantic import Field
from pydantic_core import ErrorDetails

from unisson.kernel.correlation import mark
from unisson.kernel.findings import Value
from unisson.kernel.refusal import NotFound, Refusal, TooOften, Unavailable
from unisson.kernel.words import sentence

from ..expected import expected, received
from ..faults import CORRELATION, MOST, Turned
from ..wire import Told

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Requête illisible",
    401: "Appelant inconnu",
    403: "Appel non autorisé",
    404: "Introuvable",
    405: "Méthode non acceptée",
    410: "Curseur dépassé",
    413: "Envoi trop volumineux",
    415: "Format non accepté",
    422: "Demande refusée",
    429: "Trop d’appels",
    500: "Panne du portail",
    503: "Service momentanément indisponible",
}
"""What each status means, in a few words: the same for every problem that has it."""
_STATUSES = {"CPP-ACCES-02": 403, "CPP-FICHIER-02": 413, "CPP-SUIVI-01": 410, "CPP-ESSAI-03": 404}


class Fault(Told):
    """One thing that is wrong."""

    code: str = Field(description="Code stable : officiel, ou « CPP-… ».", examples=["CPP-API-05"])
    sentence: str = Field(description="Ce qui ne va pas, où, et quoi faire. En français.")
    field: str | None = Field(None, description="Le champ en cause.")
    value: str | None = Field(None, description="La valeur reçue.")
    page: str = Field(description="La page de ce code : pourquoi, et comment corriger.")


class Problem(Told):
    """An answer that refuses (RFC 9457)."""

    type: str = Field(description="L’adresse de la page de ce code, qui dit quoi faire.")
    title: str = Field(description="Le sens du statut HTTP, en quelques mots.")
    status: int = Field(description="Le statut HTTP.")
    detail: str = Field(description="Ce qui ne va pas, et quoi faire. En français.")
    code: str = Field(description="Code stable : officiel, ou « CPP-… ».", examples=["CPP-API-07"])
    field: str | None = Field(None, description="Le champ en cause.")
    value: str | None = Field(None, description="La valeur reçue.")
    errors: list[Fault] = Field(description="Tout ce qui ne va pas, le premier compris.")
    correlation_id: str = Field(description="À donner à l’exploitant : les lignes du journal de cet appel le portent.")


def page_of(code: str) -> str:
    """Where the code is explained."""
    return f"{settings.BASE_URL}/regles/{code}/"


def fault(code: str, values: Mapping[str, Value], *, field: str = "", value: str = "") -> Fault:
    """What is wrong, in words."""
    return Fault(
        code=code, sentence=sentence(code, values), field=field or None, value=value or None, page=page_of(code)
    )


def told_away(turned: Turned) -> HttpResponse:
    """The answer of who is turned away before any activity was asked."""
    values = turned.values
    named, value = str(values.get("name") or ""), str(values.get("value") or "")
    return _answer(turned.status, [fault(turned.code, values, field=named, value=value)], headers=dict(turned.headers))


def told_refusal(refusal: Refusal) -> HttpResponse:
    """The answer of an activity that refused."""
    wrong = [fault(refusal.code, refusal.values, field=refusal.field)]
    wrong += [fault(one.code, one.values, field=one.where) for one in refusal.findings]
    return _answer(_status(refusal), wrong)


def told_invalid(errors: Iterable[ErrorDetails]) -> HttpResponse:
    """The answer to parameters that cannot be read: what is wrong with them, at once."""
    return _answer(HTTPStatus.BAD_REQUEST, [_unreadable(one) for one in islice(errors, MOST)])


def told_fault() -> HttpResponse:
    """The answer when we failed."""
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, [fault("CPP-API-11", {"mark": mark()})])


def told_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """The answer to a method that an address does not take."""
    values: dict[str, Value] = {"method": (request.method or "")[:20], "allowed": allowed}
    wrong = fault("CPP-API-44", values)
    return _answer(HTTPStatus.METHOD_NOT_ALLOWED, [wrong], headers={"Allow": allowed})


def reply(told: Told, *, status: int = HTTPStatus.OK) -> HttpResponse:
    """An answer on the wire: what is not known is left out."""
    return _sent(told, status=status, media_type="application/json")


def done(status: int) -> HttpResponse:
    """An answer that says nothing more than its status."""
    return _marked(HttpResponse(status=status))


def _status(refusal: Refusal) -> int:
    kinds = {NotFound: 404, TooOften: 429, Unavailable: 503}
    known = next((status for kind, status in kinds.items() if isinstance(refusal, kind)), None)
    return known or _STATUSES.get(refusal.code, HTTPStatus.UNPROCESSABLE_ENTITY)


def _answer(status: int, wrong: list[Fault], *, headers: Mapping[str, str] | None = None) -> HttpResponse:
    answer = _sent(problem(status, wrong), status=status, media_type=MEDIA_TYPE)
    for name, value in (headers or {}).items():
        answer.headers[name] = value
    return answer


def problem(status: int, wrong: list[Fault]) -> Problem:
    """What refuses, as it is told."""
    first = wrong[0]
    return Problem(
        type=first.page,
        title=TITLES[status],
        status=status,
        detail=first.sentence,
        code=first.code,
        field=first.field,
        value=first.value,
        errors=wrong,
        correlation_id=f"Id-{mark()}",
    )


def _sent(told: Told, *, status: int, media_type: str) -> HttpResponse:
    body = told.model_dump_json(exclude_none=True)
    return _marked(HttpResponse(body, status=status, content_type=f"{media_type}; charset=utf-8"))


def _marked(answer: HttpResponse) -> HttpResponse:
    answer.headers[CORRELATION] = f"Id-{mark()}"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _unreadable(error: ErrorDetails) -> Fault:
    name = str(error["loc"][-1])
    if error["type"] == "missing":
        return fault("CPP-API-05", {"name": name}, field=name)
    value = received(error)
    return fault("CPP-API-04", {"name": name, "value": value, "expected": expected(error)}, field=name, value=value)
