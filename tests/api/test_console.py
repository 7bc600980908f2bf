"""Each call of an application is remembered, its secrets never, and it costs next to nothing."""

import base64
import json
import sqlite3
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection as database
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from pytest_django import Settings

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import a_structure
from unisson.api import console
from unisson.directory import calls
from unisson.directory.models import ApiCall

from .caller import Machine, a_machine

SEARCH = "structures/v1/rechercher"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def kept(settings: Settings) -> None:
    settings.API_CALLS_KEPT = "all"


@pytest.fixture
def machine(db: None) -> Machine:
    a_structure()
    made = a_machine()
    ApiCall.objects.all().delete()  # its token was asked for
    return made


def last() -> ApiCall:
    found = ApiCall.objects.first()
    assert found is not None
    return found


def test_a_call_is_kept_with_its_answer(machine: Machine) -> None:
    answer = machine.call(SEARCH, {"structure": {"identifiantStructure": PONT_SAINT_ESPRIT}})

    call = last()
    assert (call.method, call.path, call.status, call.code) == ("POST", f"/cpro/{SEARCH}", 200, 0)
    assert json.loads(call.asked)["structure"]["identifiantStructure"] == PONT_SAINT_ESPRIT
    assert json.loads(call.answered) == answer.json()
    assert (call.account, call.application_id) == (machine.account.login, machine.connection.connection.application_id)
    assert call.microseconds > 0
    assert answer["X-Request-ID"] == call.mark


@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize("basic", [False, True])
def test_a_request_for_a_token_is_kept_without_its_secrets(machine: Machine, wrong: bool, basic: bool) -> None:
    issued = machine.connection
    client_id, secret = issued.connection.application.client_id, "faux" * 5 if wrong else issued.secret
    header = {"Authorization": f"Basic {base64.b64encode(f'{client_id}:{secret}'.encode()).decode()}"}
    form = {} if basic else {"client_id": client_id, "client_secret": secret}

    answer = Client().post(
        "/api/oauth/token",
        urlencode({"grant_type": "client_credentials", **form}),
        FORM,
        headers=header if basic else {},
    )

    call = last()
    assert (call.path, call.status) == ("/api/oauth/token", 400 if wrong else 200)
    assert call.application_id == issued.connection.application_id
    assert "grant_type=client_credentials" in call.asked
    kept = call.asked + call.answered
    assert secret not in kept
    assert answer.json().get("access_token", "none") not in kept


def test_the_query_of_a_call_is_kept(machine: Machine) -> None:
    Client().get("/api/unisson/v1/changes", {"since": "now", "limit": "3"}, headers=machine.headers)

    assert last().path == "/api/unisson/v1/changes?since=now&limit=3"


@pytest.mark.parametrize(
    ("sent", "headers", "status"),
    [
        ("{", {}, 400),
        ({}, {"cpro-account": "wrong"}, 401),
        ("<a/>", {"Content-Type": "text/xml"}, 415),
        ({"structure": {"nomStructure": []}}, {}, 200),
    ],
)
def test_what_is_refused_at_the_gate_is_kept_too(
    machine: Machine, sent: Any, headers: dict[str, str], status: int
) -> None:
    machine.call(SEARCH, sent, **headers)
    assert last().status == status


def test_an_address_that_does_not_exist_is_kept_for_whose_token_it_is(machine: Machine) -> None:
    machine.call("structures/v1/nulle-part")
    assert (last().status, last().path) == (404, "/cpro/structures/v1/nulle-part")


def test_a_call_without_a_token_is_nobodys(machine: Machine) -> None:
    machine.call(SEARCH, Authorization="Bearer nobody")
    assert not ApiCall.objects.exists()


@pytest.mark.parametrize(("setting", "count"), [("facts", 1), ("none", 0)])
def test_elsewhere_than_in_a_sandbox_bodies_are_not_kept(
    machine: Machine, settings: Settings, setting: str, count: int
) -> None:
    settings.API_CALLS_KEPT = setting
    machine.call(SEARCH, {"structure": {"identifiantStructure": PONT_SAINT_ESPRIT}})
    assert [(call.asked, call.answered) for call in ApiCall.objects.all()] == [("", "")] * count


@hypothesis(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from([SEARCH, "factures/v1/soumettre", "nulle/part", "transverses/v1/consulterCR"]),
    where=st.sampled_from(["token", "password", "header", "all"]),
    key=st.sampled_from(["structure", "iban", "commentaire", "nomFichier"]),
    filler=st.text(max_size=5000),
    good=st.booleans(),
)
def test_no_secret_of_a_call_is_ever_kept(
    machine: Machine, path: str, where: str, key: str, filler: str, good: bool
) -> None:
    login = machine.account.login if good else "nobody"
    proof = base64.b64encode(f"{login}:{machine.account.password}".encode()).decode()
    said = {"token": machine.token, "password": machine.account.password, "header": proof}
    told = said.get(where) or " ".join(said.values())
    address = f"{path}/{told}" if path == "nulle/part" else path
    machine.call(address, {"a": filler, key: f"{filler}{told}", told: 1}, **{"cpro-account": proof})
    call = last()
    kept = f"{call.path} {call.asked} {call.answered} {call.account} {call.mark}"
    assert not [name for name, secret in said.items() if secret in kept]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(database.vendor != "sqlite", reason="a lock of the embedded database")
def test_a_call_is_answered_while_another_writes_and_is_then_forgotten(machine: Machine, monkeypatch: Any) -> None:
    machine.ask(SEARCH)
    before = ApiCall.objects.count()
    taken: list[float] = []

    def locked(call: calls.Noted) -> None:
        other = sqlite3.connect(database.settings_dict["NAME"], uri=True, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        try:
            note(call)
        finally:
            taken.append(time.monotonic() - began)
            other.close()

    note = calls.note
    monkeypatch.setattr(console.calls, "note", locked)
    machine.ask(SEARCH)
    monkeypatch.undo()
    assert ApiCall.objects.count() == before
    assert taken[0] < 1
    with database.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] > 1000


@pytest.mark.parametrize("path", ["/cpro/transverses/v1/health-check", "/api/unisson/v1/changes?since=now"])
def test_what_only_reads_is_remembered_too(path: str, machine: Machine) -> None:
    assert Client().get(path, headers=machine.headers).status_code == 200

    assert [call.method for call in ApiCall.objects.all()] == ["GET"]
