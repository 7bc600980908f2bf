"""How a refusal is told: HTTP status, `codeRetour`, `libelle`, and what to do (chorus-pro-api.md §1.3, §2.3).

Nothing found is an answer (200); what is refused is a 400. `libelle` is the official message code where one is known,
else our sentence, since clients show it; the rest stands in `erreurs`, which they ignore.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import islice

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from unisson.kernel.correlation import mark
from unisson.kernel.findings import Finding, Value
from unisson.kernel.refusal import NotFound, Refusal, TooOften, Unavailable
from unisson.kernel.words import sentence

from .expected import expected, received
from .pointing import Pointer
from .wire import Told

Said = tuple[int, str]
"""`codeRetour` and `libelle`; an empty one where only the number is known: our sentence then stands for it."""
REFUSED = 20999
"""The number of a refusal that has none of its own: `erreurs` says which it is."""
CORRELATION = "x-correlationid"
MOST = 100
"""Values that an answer says are wrong."""
BETWEEN = "|"
"""What several sentences are told in one with (chorus-pro-api.md §4.3)."""


class Erreur(Told):
    """One thing that is wrong."""

    code: str
    phrase: str
    champ: str | None = None
    valeur: str | None = None
    page: str | None = None


class Refus(Told):
    """An answer that refuses."""

    codeRetour: int
    libelle: str
    erreurs: list[Erreur] = []
    identifiantCorrelation: str = ""


@dataclass(frozen=True, kw_only=True)
class Turned:
    """Turned away before any activity was asked: an HTTP status, and the code of why."""

    status: int
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


class TurnedAwayError(Exception):
    """Raised by the gate; its `turned` says how it is answered."""

    def __init__(self, turned: Turned) -> None:
        super().__init__(turned.code)
        self.turned = turned


def turn_away(status: int, code: str, *, headers: Mapping[str, str] | None = None, **values: Value) -> TurnedAwayError:
    """The exception to raise."""
    return TurnedAwayError(Turned(status=status, code=code, values=values, headers=headers or {}))


def told_away(request: HttpRequest, error: TurnedAwayError) -> HttpResponse:
    """The answer of somebody who is turned away: `codeRetour` is the HTTP status."""
    turned = error.turned
    wrong = _erreur(turned.code, turned.values)
    answer = _answer(turned.status, (turned.status, wrong.phrase), [wrong])
    for name, value in turned.headers.items():
        answer.headers[name] = value
    return answer


def told_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """The answer to a method that an address does not take."""
    method = (request.method or "")[:20]
    return told_away(request, turn_away(405, "CPP-API-44", headers={"Allow": allowed}, method=method, allowed=allowed))


def told_refusal(refusal: Refusal, *, says: Mapping[str, Said], pointer: Pointer) -> HttpResponse:
    """The answer of an activity that refused. `says`: the official numbers that this service has for our codes.

    What sums reasons up says nothing by itself: `libelle`, which clients show, tells the reasons.
    """
    first = _absent(pointer) if isinstance(refusal, NotFound) and pointer.keys else _refused(refusal, pointer)
    reasons = [_finding(one, pointer) for one in refusal.findings]
    code, words = says.get(refusal.code, (REFUSED, ""))
    words = words or BETWEEN.join(one.phrase for one in reasons or [first])
    return _answer(_status(refusal), (code, words), [first, *reasons])


def told_invalid(errors: Iterable[ErrorDetails]) -> HttpResponse:
    """The answer to a body whose values cannot be read: what is wrong with it, at once."""
    wrong = [_unreadable(one) for one in islice(errors, MOST)]
    return _answer(HTTPStatus.BAD_REQUEST, (HTTPStatus.BAD_REQUEST, wrong[0].phrase), wrong)


def told_fault() -> HttpResponse:
    """The answer when we failed."""
    wrong = _erreur("CPP-API-11", {"mark": mark()})
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, (HTTPStatus.INTERNAL_SERVER_ERROR, wrong.phrase), [wrong])


def _status(refusal: Refusal) -> int:
    if isinstance(refusal, TooOften):
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.SERVICE_UNAVAILABLE if isinstance(refusal, Unavailable) else HTTPStatus.BAD_REQUEST


def _answer(status: int, said: Said, wrong: list[Erreur]) -> HttpResponse:
    code, words = said
    told = Refus(codeRetour=code, libelle=words, erreurs=wrong, identifiantCorrelation=f"Id-{mark()}")
    return reply(told, status=status)


def reply(told: BaseModel, *, status: int = 200) -> HttpResponse:
    """An answer on the wire: what is not known is left out. It carries the mark by which its lines are found."""
    body = told.model_dump_json(exclude_none=True)
    answer = HttpResponse(body, status=status, content_type="application/json; charset=utf-8")
    answer.headers[CORRELATION] = f"Id-{mark()}"
    return answer


def _erreur(code: str, values: Mapping[str, Value], *, name: str = "", value: str = "") -> Erreur:
    page = f"{settings.BASE_URL}/regles/{code}/"
    return Erreur(code=code, phrase=sentence(code, values), champ=name or None, valeur=value or None, page=page)


def _refused(refusal: Refusal, pointer: Pointer) -> Erreur:
    name = pointer.name(refusal.field)
    return _erreur(refusal.code, refusal.values, name=name, value=pointer.value(name))


def _absent(pointer: Pointer) -> Erreur:
    """What is asked about is not there, or not theirs; or nothing says which it is."""
    name, value = pointer.key, pointer.value(pointer.key)
    if not value:
        return _erreur("CPP-API-05", {"name": name}, name=name)
    return _erreur("CPP-API-15", {"name": name, "value": value}, name=name, value=value)


def _finding(finding: Finding, pointer: Pointer) -> Erreur:
    name = pointer.name(finding.where)
    return _erreur(finding.code, finding.values, name=name, value=pointer.value(name))


def _unreadable(error: ErrorDetails) -> Erreur:
    name = ".".join(str(part) for part in error["loc"] if part not in ("body", "asked"))
    if error["type"] == "missing":
        return _erreur("CPP-API-05", {"name": name}, name=name)
    value = received(error)
    values: dict[str, Value] = {"name": name, "value": value, "expected": expected(error)}
    return _erreur("CPP-API-04", values, name=name, value=value)
