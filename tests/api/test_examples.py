"""The examples of both documents: each works as it stands, but for identifiers, and answers as it says."""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import a_service, a_structure
from tests.invoices.flows.builders import CII
from tests.invoices.manual.builders import a_mandated_supplier
from unisson.api import door
from unisson.api.examples import FILE, Example, examples, invoice
from unisson.api.own import door as own
from unisson.invoices import certificate, delivery
from unisson.invoices.flows import working
from unisson.invoices.models import Invoice
from unisson.invoices.register import ledger
from unisson.kernel.clock import now

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
SUPPLIER, RECIPIENT, SERVICE, INVOICE = 1001, 1002, 1003, 5001
FLOW = "UNI0011106000000000000050"
CERTIFICATE, SHA256 = "A" * 43 + "=", "0" * 64


class World:
    """SAFE STYLE has sent an invoice to Pont-Saint-Esprit; what examples name is known by its real name."""

    def __init__(self) -> None:
        supplier, recipient = a_mandated_supplier()[1], a_structure(PONT_SAINT_ESPRIT, town="Pont-Saint-Esprit")
        service = a_service(recipient)
        self.machines = {"supplier": a_machine(supplier), "recipient": a_machine(recipient)}
        made = self._sent()
        self.names: dict[Any, Any] = {
            SUPPLIER: supplier.pk,
            RECIPIENT: recipient.pk,
            SERVICE: service.pk,
            INVOICE: made.pk,
            FLOW: made.flow.number,
            CERTIFICATE: made.certificate.number,
            SHA256: made.file_id,
        }
        application = self.machines["supplier"].connection
        self.names |= {"identifiant": application.connection.application.client_id, "secret": application.secret}

    def _sent(self) -> Invoice:
        content = base64.b64encode(invoice().replace(b"FA-2026-0417", b"FA-2026-0400")).decode()
        asked = {"fichierFlux": content, "nomFichier": "F.xml", "syntaxeFlux": CII}
        self.machines["supplier"].ask("factures/v1/deposer/flux", asked)
        working.process_pending(clock=now)
        delivery.deliver_pending(clock=now)
        certificate.print_pending(clock=now)
        ledger.number_pending(clock=now)
        return Invoice.objects.get()

    def named(self, value: Any) -> Any:
        """What an example sends, with the names of this world."""
        if isinstance(value, dict):
            return {name: self.named(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.named(inner) for inner in value]
        return self.names.get(value, value)

    def call(self, path: str, example: Example) -> Any:
        machine: Machine = self.machines[example.who]
        sent = self.named(example.sent)
        if path.endswith("/changes"):
            return Client().get(path, sent, headers=machine.headers)
        if example.kind == "application/x-www-form-urlencoded":
            return Client().post(path, sent)
        body = invoice() if sent == FILE else json.dumps(sent)
        return Client().post(path, body, content_type=example.kind, headers=machine.headers)


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("path", examples())
def test_an_example_works_and_answers_as_it_says(path: str, world: World) -> None:
    example = examples()[path]
    answer = world.call(path, example)
    assert answer.status_code == 200, answer.content.decode()
    told = answer.json()
    assert told.get("codeRetour", 0) == 0, told
    assert set(shape(told)) == set(shape(example.told))


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
        path
        for path, ways in document["paths"].items()
        for operation in ways.values()
        if "example" in operation["responses"].get(200, {}).get("content", {}).get("application/json", {})
    }
    assert shown == examples().keys() & document["paths"].keys()


def test_no_example_is_in_no_document() -> None:
    known = {*door.api.get_openapi_schema()["paths"], *own.api.get_openapi_schema()["paths"]}
    assert examples().keys() <= known
