"""The portal's own API as one object: its operations, its handlers and its OpenAPI 3.1 document."""

import logging
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from pydantic import WithJsonSchema

from unisson.invoices.changes import MOST
from unisson.invoices.sandbox.clock import AT_ONCE
from unisson.invoices.sandbox.paying import MOST_DAYS
from unisson.invoices.sandbox.refusing import PLAYED
from unisson.kernel.refusal import Refusal

from ..door import SECURITY
from ..examples import illustrate
from ..faults import TurnedAwayError, turn_away
from . import certificates, changes, checks, cursors, described, problems, sandbox, webhooks
from .certificates_wire import Verified
from .changes_wire import Changes
from .checks_wire import Verdict
from .gate import let_in, let_in_with_little, let_visit
from .sandbox_wire import Played

_log = logging.getLogger(__name__)


class OwnApi(NinjaAPI):
    """An API whose document names both proofs, and problems as what they are."""

    def validation_error_from_error_contexts(self, error_contexts: list[Any]) -> ValidationError:
        """With the value that could not be read: the library leaves it out."""
        found = [one for context in error_contexts for one in context.pydantic_validation_error.errors()]
        return ValidationError(found)

    def get_openapi_schema(self, **named: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**named)
        document["components"]["securitySchemes"] = SECURITY
        document["security"] = [{"jeton": [], "compte": []}]
        described.complete(document)
        illustrate(document)
        return document


api = OwnApi(
    title="Unisson",
    version="1",
    description="Ce que l’API de Chorus Pro n’a pas : contrôler sans déposer, suivre ce qui change, en être"
    " prévenu, vérifier un certificat. Mêmes jetons, mêmes comptes techniques, mêmes limites que l’API compatible.",
    urls_namespace="own",
    openapi_url="/openapi.json",
    docs_url="/docs",
)


def _refusing(*more: int) -> dict[int, Any]:
    return dict.fromkeys(sorted({400, 429, 500, *more}), problems.Problem)


@api.post(
    "/check",
    auth=let_in,
    response={200: Verdict, **_refusing(401, 403, 413, 415, 422, 503)},
    summary="Contrôler une facture sans la déposer",
    operation_id="check",
    tags=["factures"],
    openapi_extra=described.body(checks.ACCEPTED, files={checks.FIELD: True}),
)
def check(request: HttpRequest) -> HttpResponse:
    """Le verdict qu’aurait le dépôt de ce fichier : les mêmes règles, le même annuaire, les mêmes numéros. Un PDF, un
    Factur-X, un UBL ou un CII de 10 Mo au plus, dans un formulaire ou comme corps de la requête. Rien n’est gardé."""
    return checks.check(request)


Cursor = Annotated[str, WithJsonSchema({"type": "string", "pattern": cursors.PATTERN})]
_SINCE: Any = Query(  # type: ignore[type-arg]
    "",
    description="Le « next » de la page d’avant, ou « now » pour partir de maintenant ; sans lui, du début.",
)
_LIMIT: Any = Query(100, ge=1, le=MOST, description="Combien de changements au plus.")  # type: ignore[type-arg]


@api.get(
    "/changes",
    auth=let_in,
    response={200: Changes, **_refusing(401, 403, 410)},
    summary="Suivre les changements d’état",
    operation_id="changes",
    tags=["factures"],
)
def list_changes(request: HttpRequest, since: Cursor = _SINCE, limit: int = _LIMIT) -> HttpResponse:
    """Les changements d’état des factures que ce compte voit, émises et reçues, du plus ancien au plus récent. Aucun
    n’est perdu ni répété d’une page à la suivante : gardez « next », même si la page est vide. Un changement y paraît
    dans la seconde ; ce qui précède un droit nouveau n’est pas redit à qui suit déjà."""
    return changes.changes(request, since, limit)


@api.post(
    "/certificates/verify",
    auth=let_visit,
    response={200: Verified, **_refusing(413, 415, 422)},
    summary="Vérifier un certificat de dépôt",
    operation_id="verify",
    tags=["certificats"],
    openapi_extra={
        "security": [],
        **described.body(certificates.ACCEPTED, files={certificates.CERTIFICATE: True, certificates.INVOICE: False}),
    },
)
def verify(request: HttpRequest) -> HttpResponse:
    """Ouvert à tous, comme la page « Vérifier un certificat ». Envoyez le PDF du certificat, et le fichier de la
    facture si vous l’avez ; ou le numéro du certificat et le SHA-256 de ce fichier. Rien n’est gardé."""
    return certificates.verify(request)


api.add_router("/webhooks", webhooks.router, auth=let_in_with_little)


_PLAYED: dict[str, Any] = {
    "auth": sandbox.let_in,
    "response": {200: Played, **_refusing(401, 403, 404, 422)},
    "tags": ["bac à sable"],
}
_CODE: Any = Query(..., description="L’un de « refusals ».")  # type: ignore[type-arg]
_DAYS: Any = Query(..., description="Un nombre de jours.")  # type: ignore[type-arg]
# What the schema says of a value, the portal judges by itself: its refusal has a sentence of its own.
_Code = Annotated[str, WithJsonSchema({"type": "string", "enum": [*PLAYED]})]
_Delay = Annotated[int, WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_DAYS})]
_Leap = Annotated[int, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": AT_ONCE})]


@api.get("/sandbox", summary="Ce que joue le bac à sable", operation_id="sandbox", **_PLAYED)
def tell_sandbox(request: HttpRequest) -> HttpResponse:
    """Pour la structure du compte technique. Ces appels n’existent que dans un bac à sable : ailleurs, 404."""
    return sandbox.told(request)


@api.put("/sandbox/refusal", summary="Rejeter le prochain dépôt", operation_id="refuse_next", **_PLAYED)
def refuse_next(request: HttpRequest, code: _Code = _CODE) -> HttpResponse:
    """Une fois, le premier dépôt qui aurait été accepté, par quelque porte que ce soit : ses réponses sont celles d’un
    vrai rejet."""
    return sandbox.refuse(request, code)


@api.delete("/sandbox/refusal", summary="Juger le prochain dépôt", operation_id="judge_next", **_PLAYED)
def judge_next(request: HttpRequest) -> HttpResponse:
    """Le rejet qui attendait n’aura pas lieu."""
    return sandbox.refuse(request, None)


@api.put("/sandbox/recipients/{siret}", summary="Faire payer un destinataire", operation_id="let_pay", **_PLAYED)
def let_pay(request: HttpRequest, siret: str, days: _Delay = _DAYS) -> HttpResponse:
    """Il prend en compte, certifie, mandate et paie les factures de la structure, à l’heure du bac à sable."""
    return sandbox.pay(request, siret, days)


@api.delete("/sandbox/recipients/{siret}", summary="Ne plus faire payer", operation_id="let_wait", **_PLAYED)
def let_wait(request: HttpRequest, siret: str) -> HttpResponse:
    """Ses factures attendent de nouveau que quelqu’un les traite."""
    return sandbox.pay(request, siret, None)


@api.post("/sandbox/clock", summary="Avancer l’horloge", operation_id="advance_clock", **_PLAYED)
def advance_clock(request: HttpRequest, days: _Leap = _DAYS) -> HttpResponse:
    """De 1 à 366 jours. Elle est la même pour tous ceux qui se servent de ce bac à sable."""
    return sandbox.travel(request, days)


@api.delete("/sandbox/clock", summary="Revenir à maintenant", operation_id="reset_clock", **_PLAYED)
def reset_clock(request: HttpRequest) -> HttpResponse:
    """Ce qui s’est fait entre-temps garde sa date."""
    return sandbox.travel(request, None)


@api.exception_handler(TurnedAwayError)
def _turned_away(request: HttpRequest, error: TurnedAwayError) -> HttpResponse:
    return problems.told_away(error.turned)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    return problems.told_refusal(error)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.told_invalid(error.errors)  # type: ignore[arg-type]


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problems.told_away(turn_away(error.status_code, "CPP-API-01").turned)


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return problems.told_away(turn_away(404, "CPP-API-06").turned)


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    _log.error("An endpoint failed", exc_info=error)
    return problems.told_fault()
