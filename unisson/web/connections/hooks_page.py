"""The webhooks as data: the list, one of them with its log, and one delivery."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.accounts.models import User
from unisson.directory import rights
from unisson.directory.models import Structure
from unisson.directory.spaces import Level, Space
from unisson.invoices.models import Flow
from unisson.invoices.status import Status
from unisson.invoices.webhooks import log, managing
from unisson.kernel.ports import Unreached
from unisson.kernel.words import sentence
from unisson.notices.codes_webhooks import OF_FAULT
from unisson.notices.language import reader_language
from unisson.notices.models import Delivery, Endpoint
from unisson.notices.webhooks.events import DEPOSITED, FLOW_FINISHED, STATUS_CHANGED, TEST

from .page import Look

Words = str | Promise
State = Endpoint.State
EVENTS: Mapping[str, Words] = {
    DEPOSITED: gettext_lazy("Facture déposée"),
    STATUS_CHANGED: gettext_lazy("Changement d’état d’une facture"),
    FLOW_FINISHED: gettext_lazy("Fin du traitement d’un fichier envoyé par l’API"),
    TEST: gettext_lazy("Test"),
}
_FAILING = Look(gettext_lazy("En échec"), "warn", "alert")
_LOOKS: Mapping[str, Look] = {
    State.ACTIVE: Look(gettext_lazy("En service"), "ok", "ok"),
    State.PAUSED: Look(gettext_lazy("Suspendu"), "mute", "pause"),
    State.DISABLED: Look(gettext_lazy("Arrêté"), "bad", "error"),
}
_AGAIN = Look(gettext_lazy("À réessayer"), "warn", "clock")
_RESULTS: Mapping[str, Look] = {
    Delivery.State.PENDING: Look(gettext_lazy("En attente"), "info", "hourglass"),
    Delivery.State.SENT: Look(gettext_lazy("Livré"), "ok", "ok"),
    Delivery.State.FAILED: Look(gettext_lazy("Échoué"), "bad", "error"),
}
_FAULTS: Mapping[str, Words] = {
    Unreached.UNKNOWN: gettext_lazy("nom inconnu"),
    Unreached.FORBIDDEN: gettext_lazy("adresse non publique"),
    Unreached.REFUSED: gettext_lazy("connexion refusée"),
    Unreached.CERTIFICATE: gettext_lazy("certificat refusé"),
    Unreached.SILENT: gettext_lazy("pas de réponse"),
    Unreached.BROKEN: gettext_lazy("réponse illisible"),
    Unreached.UNSIGNED: gettext_lazy("secret illisible"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A webhook in the list."""

    endpoint: Endpoint
    name: str
    look: Look
    events: Sequence[Words]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One delivery. `what`: the state it tells of; `answer`: the status it got, or in two words why it got none."""

    delivery: Delivery
    what: Words
    look: Look
    answer: str

    @property
    def waits(self) -> bool:
        return self.delivery.state == Delivery.State.PENDING


@dataclass(frozen=True, kw_only=True)
class HookPage:
    """One webhook with a page of its log. `poll`: where the log is asked for again while something is to leave."""

    row: Row
    sent: Sequence[Sent]
    next: str
    back: str
    failed: bool
    """Whether something was given up."""
    state: str
    states: Sequence[tuple[str, Words]]
    changes: bool
    mark: str
    poll: str

    @property
    def active(self) -> bool:
        return self.row.endpoint.state == State.ACTIVE


@dataclass(frozen=True, kw_only=True)
class SentPage:
    """One delivery, with what was posted and what came back."""

    row: Row
    sent: Sent
    body: str
    fault: str
    replays: bool


def listed(person: User, structure: Structure | None) -> list[Row]:
    """The webhooks of the structure in use, or of all those of `person`."""
    found = managing.endpoints_of(person)
    return [row_of(one) for one in (found.filter(structure=structure) if structure else found)]


def row_of(endpoint: Endpoint) -> Row:
    failing = endpoint.state == State.ACTIVE and endpoint.failing_since is not None
    return Row(
        endpoint=endpoint,
        name=managing.name_of(endpoint),
        look=_FAILING if failing else _LOOKS[endpoint.state],
        events=[EVENTS[kind] for kind in endpoint.kinds],
    )


def hook_page(person: User, pk: int, asked: QueryDict) -> HookPage:
    """The webhook with the page of its log that `asked` names: `etat`, and `apres` to go on."""
    endpoint = managing.get(person, pk)
    state = asked.get("etat", "") if asked.get("etat") in Delivery.State.values else ""
    page = log.page(person, pk, state=state, after=asked.get("apres", ""))
    fresh = any(one.state == Delivery.State.PENDING and not one.attempts for one in page.rows)
    polls = fresh and endpoint.state == State.ACTIVE and not asked.get("apres")
    return HookPage(
        row=row_of(endpoint),
        sent=[sent_of(one) for one in page.rows],
        next=page.after,
        back=reverse("connections:hook", args=[pk]) + (f"?etat={state}" if state else "") if asked.get("apres") else "",
        failed=log.has_failed(endpoint),
        state=state,
        states=[("", _("Tous")), *((key, look.label) for key, look in _RESULTS.items())],
        changes=may_change(person, endpoint),
        mark=managing.mark_of(endpoint),
        poll=f"{reverse('connections:hook', args=[pk])}?etat={state}" if polls else "",
    )


def sent_page(person: User, pk: int, delivery: int) -> SentPage:
    """One delivery of a webhook."""
    found, endpoint = log.delivery(person, pk, delivery), managing.get(person, pk)
    sent = sent_of(found)
    code = OF_FAULT.get(found.fault)
    return SentPage(
        row=row_of(endpoint),
        sent=sent,
        body=json.dumps(json.loads(found.body), ensure_ascii=False, indent=2),
        fault=sentence(code, {}, language=reader_language()) if code else "",
        replays=not sent.waits and endpoint.state == State.ACTIVE and may_change(person, endpoint),
    )


def sent_of(delivery: Delivery) -> Sent:
    again = delivery.state == Delivery.State.PENDING and delivery.attempts
    http = f"HTTP\u00a0{delivery.http_status}" if delivery.http_status else ""
    return Sent(
        delivery=delivery,
        what=_told(delivery),
        look=_AGAIN if again else _RESULTS[delivery.state],
        answer=http or str(_FAULTS.get(delivery.fault, "")),
    )


def _told(delivery: Delivery) -> Words:
    data = json.loads(delivery.body)["data"]
    if delivery.kind == FLOW_FINISHED:
        return Flow.State(data["state"]).label
    return EVENTS[TEST] if delivery.kind == TEST else Status(data["status"]).label


def adds_for(person: User) -> list[Structure]:
    """The structures for which `person` may add a webhook, by name."""
    return list(rights.structures(person, Space.CONNECTIONS, Level.WRITE))


def may_change(person: User, endpoint: Endpoint) -> bool:
    return endpoint.structure_id in rights.scope(person, Space.CONNECTIONS, Level.WRITE).structures
