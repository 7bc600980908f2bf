"""The examples of both documents: each works as it stands, but for identifiers, and answers as it says."""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import Settings

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import a_service, a_structure, grant
from tests.invoices.flows.builders import CII
from tests.invoices.manual.builders import a_mandated_supplier
from unisson.api import door
from unisson.api.examples import FILE, Example, examples, invoice
from unisson.api.own import door as own
from unisson.directory.spaces import Space
from unisson.invoices import certificate, delivery
from unisson.invoices.flows import working
from unisson.invoices.models import Invoice
from unisson.invoices.register import ledger
from unisson.invoices.webhooks import log, managing
from unisson.kernel.clock import now
from unisson.notices.models import Delivery

from .caller import a_machine

pytestmark = pytest.mark.django_db
SUPPLIER, RECIPIENT, SERVICE = 1001, 1002, 1003
INVOICE, SUSPENDED, TO_RECYCLE, REJECTED = 5001, 5002, 5003, 5004
PIECE, WEBHOOK, DELIVERY = 7001, 9001, 9101
FORM = "application/x-www-form-urlencoded"
FLOW = "UNI0011106000000000000050"
CERTIFICATE, SHA256 = "A" * 43 + "=", "0" * 64


class World:
    """SAFE STYLE has sent an invoice to Pont-Saint-Esprit; what examples name is known by its real name."""

    def __init__(self) -> None:
        supplier, recipient = a_mandated_supplier()[1], a_structure(PONT_SAINT_ESPRIT, town="Pont-Saint-Esprit")
        supplier.openings.get_or_create(space=Space.CONNECTIONS)
        service = a_service(recipient)
        self.machines = {"supplier": a_machine(supplier), "recipient": a_machine(recipient)}
        grant(self.machines["supplier"].account.user, supplier, Space.CONNECTIONS)
        made = self._sent("FA-2026-0400")
        back = {
            SUSPENDED: self._returned("FA-2026-0401", "SUSPENDUE", "Il manque le bon de livraison"),
            TO_RECYCLE: self._returned("FA-2026-0402", "A_RECYCLER", "Ce n’est pas le bon service"),
            REJECTED: self._returned("FA-2026-0403", "REJETEE", "Ce n’est pas notre commande"),
        }
        self.names: dict[Any, Any] = {
            SUPPLIER: supplier.pk,
            RECIPIENT: recipient.pk,
            SERVICE: service.pk,
            INVOICE: made.pk,
            FLOW: made.flow.number,
            CERTIFICATE: made.certificate.number,
            SHA256: made.file_id,
        }
        self.names |= {**back, PIECE: self._piece(), **self._webhook()}
        application = self.machines["supplier"].connection
        self.names |= {"identifiant": application.connection.application.client_id, "secret": application.secret}

    def _sent(self, number: str) -> Invoice:
        content = base64.b64encode(invoice().replace(b"FA-2026-0417", number.encode())).decode()
        asked = {"fichierFlux": content, "nomFichier": "F.xml", "syntaxeFlux": CII}
        self.machines["supplier"].ask("factures/v1/deposer/flux", asked)
        working.process_pending(clock=now)
        delivery.deliver_pending(clock=now)
        certificate.print_pending(clock=now)
        ledger.number_pending(clock=now)
        return Invoice.objects.get(number=number)

    def _returned(self, number: str, status: str, motive: str) -> int:
        pk = self._sent(number).pk
        asked = {"idFacture": pk, "nouveauStatut": status, "motif": motive}
        self.machines["recipient"].ask("factures/v1/traiter/recue", asked)
        return pk

    def _piece(self) -> int:
        file = base64.b64encode(b"Bon de livraison").decode()
        asked = {"pieceJointeNom": "bon", "pieceJointeExtension": "TXT", "pieceJointeFichier": file}
        return int(self.machines["supplier"].ask("transverses/v1/ajouter/fichier", asked)["pieceJointeId"])

    def _webhook(self) -> dict[Any, Any]:
        """One that was told of something, and was not there."""
        machine = self.machines["supplier"]
        who, at = machine.account.user, now()
        asked = {"url": "https://erp.exemple.fr/unisson", "kinds": ["invoice.status_changed"]}
        made = managing.add(who, machine.structure.pk, **asked, at=at).endpoint  # type: ignore[arg-type]
        delivery = log.test(who, made.pk, at=at)
        Delivery.objects.update(state=Delivery.State.FAILED)
        return {WEBHOOK: made.pk, DELIVERY: delivery.pk}

    def named(self, value: Any) -> Any:
        """What an example sends, with the names of this world."""
        if isinstance(value, dict):
            return {name: self.named(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.named(inner) for inner in value]
        return self.names.get(value, value)

    def call(self, path: str, method: str, example: Example) -> Any:
        sent, at = self.named(example.sent), self.named(example.at)
        query = urlencode({name: value for name, value in at.items() if f"{{{name}}}" not in path})
        address = f"{path.format(**at)}?{query}"
        body = invoice() if sent == FILE else urlencode(sent) if example.kind == FORM else json.dumps(sent)
        kind = {} if sent is None else {"data": body, "content_type": example.kind}
        return Client().generic(method.upper(), address, headers=self.machines[example.who].headers, **kind)

    def differs(self, path: str, method: str, example: Example) -> str:
        """What an example does not say as it is; empty for nothing."""
        answer = self.call(path, method, example)
        if answer.status_code != example.status:
            return str(answer.content.decode())
        told = answer.json() if answer.content else None
        if isinstance(told, dict) and told.get("codeRetour", 0):
            return str(told)
        return " ".join(map(str, set(shape(told)) ^ set(shape(example.told))))


@pytest.fixture
def world(settings: Settings) -> World:
    settings.SANDBOX = True
    return World()


def test_each_example_works_and_answers_as_it_says(world: World) -> None:
    told = {operation: world.differs(*operation, example) for operation, example in examples().items()}

    assert {operation: wrong for operation, wrong in told.items() if wrong} == {}


def shape(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Each leaf of an answer, and what kind of value it is."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from shape(inner, f"{at}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from shape(inner, f"{at}[]")
    else:
        yield at, kind(value)


def kind(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return type(value).__name__
    if isinstance(value, str):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return "text"
        return f"date of {len(value)}"
    return "number"


@pytest.mark.parametrize("document", [door.api.get_openapi_schema(), own.api.get_openapi_schema()])
def test_a_document_shows_its_examples(document: Mapping[str, Any]) -> None:
    shown = {
        (path, method)
        for path, ways in document["paths"].items()
        for method, operation in ways.items()
        for status in (200, 201, 202)
        if "example" in operation["responses"].get(status, {}).get("content", {}).get("application/json", {})
    }
    told = {operation for operation, example in examples().items() if example.told is not None}
    assert shown == {operation for operation in told if operation[0] in document["paths"]}


def test_no_example_is_in_no_document() -> None:
    documents = (door.api.get_openapi_schema(), own.api.get_openapi_schema())
    known = {(path, method) for one in documents for path, ways in one["paths"].items() for method in ways}
    assert examples().keys() <= known
