"""`webhooks`: where events go, and the log of what was answered. The activities of « Raccordement » on the portal."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from unisson.accounts.models import User
from unisson.directory.callers import Caller
from unisson.invoices.webhooks import log, managing
from unisson.kernel.clock import now
from unisson.kernel.words import sentence
from unisson.notices.codes_webhooks import OF_FAULT
from unisson.notices.models import Delivery, Endpoint
from unisson.notices.webhooks.endpoints import Told

from . import problems
from . import webhooks_wire as wire
from .changes import party

MOST = 200
router = Router(tags=["webhooks"])
_MADE, _LATER, _GONE = 201, 202, 204
_KEY: Any = Path(..., ge=1, le=2**60)  # type: ignore[type-arg]
_AFTER: Any = Query("", pattern=r"^\d{0,18}$", description="Le « next » de la page d’avant.")  # type: ignore[type-arg]
_LIMIT: Any = Query(50, ge=1, le=MOST, description="Combien d’envois au plus.")  # type: ignore[type-arg]
_STATE: Any = Query(  # type: ignore[type-arg]
    "", pattern="^(EN_ATTENTE|LIVREE|ECHOUEE)?$", description="EN_ATTENTE, LIVREE ou ECHOUEE."
)


def refusing(*more: int) -> dict[int, Any]:
    """The problems that any of these may answer, and some."""
    return dict.fromkeys(sorted({400, 401, 403, 404, 413, 429, 500, *more}), problems.Problem)


@router.get("", response={200: wire.Webhooks, **refusing()}, summary="Les webhooks", operation_id="webhooks")
def webhooks(request: HttpRequest) -> HttpResponse:
    """Ceux des structures où ce compte a l’espace « Raccordement EDI et API »."""
    return problems.reply(wire.Webhooks(webhooks=[_told(one) for one in managing.endpoints_of(_who(request))]))


@router.post("", response={201: wire.WithSecret, **refusing(422)}, summary="Ajouter", operation_id="webhook-add")
def add(request: HttpRequest, asked: wire.Asked) -> HttpResponse:
    """Pour la structure de ce compte, qui a l’espace en modification. Le secret n’est montré que dans cette réponse."""
    told = managing.add(
        _who(request),
        _caller(request).structure,
        url=asked.url,
        kinds=asked.events,
        description=asked.description,
        at=now(),
    )
    return problems.reply(_secret(told), status=_MADE)


@router.get("/{pk}", response={200: wire.Webhook, **refusing()}, summary="Un webhook", operation_id="webhook")
def webhook(request: HttpRequest, pk: int = _KEY) -> HttpResponse:
    """Où il en est."""
    return problems.reply(_told(managing.get(_who(request), pk)))


@router.patch("/{pk}", response={200: wire.Webhook, **refusing(422)}, summary="Modifier", operation_id="webhook-change")
def change(request: HttpRequest, asked: wire.Changed, pk: int = _KEY) -> HttpResponse:
    """Ce qui est absent reste. Ce qui attend part à la nouvelle adresse."""
    values = {"url": asked.url, "kinds": asked.events, "description": asked.description}
    return problems.reply(_told(managing.change(_who(request), pk, **values, at=now())))  # type: ignore[arg-type]


@router.delete("/{pk}", response={204: None, **refusing()}, summary="Supprimer", operation_id="webhook-remove")
def remove(request: HttpRequest, pk: int = _KEY) -> HttpResponse:
    """Plus rien n’y est envoyé ; son secret et son journal disparaissent."""
    managing.remove(_who(request), pk, at=now())
    return problems.done(_GONE)


@router.post(
    "/{pk}/pause", response={200: wire.Webhook, **refusing()}, summary="Suspendre", operation_id="webhook-pause"
)
def pause(request: HttpRequest, pk: int = _KEY) -> HttpResponse:
    """Ce qui se passe attend la reprise, 30 jours au plus."""
    return problems.reply(_told(managing.pause(_who(request), pk, at=now())))


@router.post(
    "/{pk}/resume", response={200: wire.Webhook, **refusing()}, summary="Reprendre", operation_id="webhook-resume"
)
def resume(request: HttpRequest, pk: int = _KEY) -> HttpResponse:
    """Ce qui attend part aussitôt ; vaut aussi pour un webhook que le portail a arrêté."""
    return problems.reply(_told(managing.resume(_who(request), pk, at=now())))


@router.post(
    "/{pk}/secret",
    response={201: wire.WithSecret, **refusing()},
    summary="Renouveler le secret",
    operation_id="webhook-secret",
)
def renew(request: HttpRequest, pk: int = _KEY) -> HttpResponse:
    """L’ancien signe encore 24 heures, à côté du nouveau, qui n’est montré que dans cette réponse."""
    return problems.reply(_secret(managing.renew_secret(_who(request), pk, at=now())), status=_MADE)


@router.post(
    "/{pk}/test", response={202: wire.Delivery, **refusing(422)}, summary="Tester", operation_id="webhook-test"
)
def test(request: HttpRequest, pk: int = _KEY) -> HttpResponse:
    """Un « webhook.test » part aussitôt, une seule fois ; son résultat se lit au journal."""
    return problems.reply(_sent(log.test(_who(request), pk, at=now())), status=_LATER)


@router.get(
    "/{pk}/deliveries",
    response={200: wire.Deliveries, **refusing()},
    summary="Le journal des envois",
    operation_id="deliveries",
)
def deliveries(
    request: HttpRequest, pk: int = _KEY, state: str = _STATE, after: str = _AFTER, limit: int = _LIMIT
) -> HttpResponse:
    """Du plus récent au plus ancien, 30 jours."""
    page = log.page(_who(request), pk, state=state, after=after, count=limit)
    return problems.reply(wire.Deliveries(deliveries=[_sent(one) for one in page.rows], next=page.after or None))


@router.post(
    "/{pk}/deliveries/{delivery}/replay",
    response={202: wire.Delivery, **refusing(422)},
    summary="Rejouer un envoi",
    operation_id="delivery-replay",
)
def replay(request: HttpRequest, pk: int = _KEY, delivery: int = _KEY) -> HttpResponse:
    """Il repart sous le même « webhook-id », qu’il soit arrivé ou non."""
    return problems.reply(_sent(log.replay(_who(request), pk, delivery, at=now())), status=_LATER)


@router.post(
    "/{pk}/replay",
    response={202: wire.Replayed, **refusing(422)},
    summary="Rejouer les échecs",
    operation_id="webhook-replay",
)
def replay_failed(request: HttpRequest, asked: wire.Since, pk: int = _KEY) -> HttpResponse:
    """Tout ce qui a échoué depuis un instant repart, sauf les tests."""
    count = log.replay_failed(_who(request), pk, since=asked.since, at=now())
    return problems.reply(wire.Replayed(replayed=count), status=_LATER)


def _caller(request: HttpRequest) -> Caller:
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller


def _who(request: HttpRequest) -> User:
    return _caller(request).user


def _facts(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "id": endpoint.pk,
        "structure": party(endpoint.structure),
        "url": endpoint.url,
        "description": endpoint.description,
        "events": endpoint.kinds,
        "state": endpoint.state,
        "since": endpoint.since,
        "failing_since": endpoint.failing_since,
        "disabled_at": endpoint.disabled_at,
        "disabled_because": endpoint.disabled_why or None,
        "secret_created_at": endpoint.secret_at,
        "former_secret_until": endpoint.former_until,
    }


def _told(endpoint: Endpoint) -> wire.Webhook:
    return wire.Webhook(**_facts(endpoint))


def _secret(told: Told) -> wire.WithSecret:
    return wire.WithSecret(**_facts(told.endpoint), secret=told.secret)


def _sent(one: Delivery) -> wire.Delivery:
    code = OF_FAULT.get(one.fault)
    return wire.Delivery(
        id=one.pk,
        message_id=one.message,
        event=one.kind,
        subject=one.subject or None,
        state=one.state,
        attempts=one.attempts,
        created_at=one.made_at,
        tried_at=one.tried_at,
        next_attempt_at=one.next_try_at if one.state == Delivery.State.PENDING else None,
        http_status=one.http_status,
        code=code,
        sentence=sentence(code, {}) if code else None,
        duration_ms=one.milliseconds,
        answer=one.answer or None,
        body=one.body,
    )
