"""`…/sandbox`: a test plays what a person plays on the page, for the structure of its account."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.builders import PARIS_7E
from tests.invoices.builders import a_structure
from unisson.config.adapters.sandbox import SandboxClock
from unisson.directory.spaces import Level, Space
from unisson.invoices.models import NextRefusal, PayingRecipient
from unisson.invoices.sandbox import refusing
from unisson.kernel.ports import ports

from ..caller import Machine, a_machine
from .caller import ROOT, code_of

pytestmark = pytest.mark.django_db
WAYS = (
    ("GET", ""),
    ("PUT", "/refusal?code=CPP-ADM-06"),
    ("DELETE", "/refusal"),
    ("PUT", f"/recipients/{PARIS_7E}?days=30"),
    ("DELETE", f"/recipients/{PARIS_7E}"),
    ("POST", "/clock?days=31"),
    ("DELETE", "/clock"),
)


@pytest.fixture(autouse=True)
def ahead(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SandboxClock:
    settings.SANDBOX = True
    one = SandboxClock(tmp_path / "sandbox-clock")
    monkeypatch.setattr(ports, "ahead", one)
    return one


@pytest.fixture
def machine() -> Machine:
    a_structure(PARIS_7E)
    return a_machine()


def play(machine: Machine | None, method: str, path: str) -> Any:
    client = Client(raise_request_exception=False)
    return client.generic(method, f"{ROOT}/sandbox{path}", headers=machine.headers if machine else {})


def test_what_is_played_is_told_after_each_step(machine: Machine) -> None:
    told = [play(machine, *way) for way in WAYS]
    assert [answer.status_code for answer in told] == [200] * len(WAYS)
    said = [answer.json() for answer in told]
    assert said[0]["refusals"] == list(refusing.PLAYED)
    assert [one.get("refusal") for one in said[:3]] == [None, "CPP-ADM-06", None]
    assert [[pair["days"] for pair in one["recipients"]] for one in said[2:5]] == [[], [30], []]
    assert [one["days_ahead"] for one in said[4:]] == [0, 31, 0]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("PUT", "/refusal?code=X", 422, "CPP-ESSAI-02"),
        ("PUT", "/refusal?code=", 422, "CPP-ESSAI-02"),
        ("PUT", "/recipients/1?days=3", 404, "CPP-ESSAI-03"),
        ("PUT", f"/recipients/{PARIS_7E}?days=366", 422, "CPP-ESSAI-04"),
        ("POST", "/clock?days=0", 422, "CPP-ESSAI-05"),
    ],
)
def test_what_cannot_be_played_is_a_problem(machine: Machine, method: str, path: str, status: int, code: str) -> None:
    assert code_of(play(machine, method, path), status) == code


@pytest.mark.parametrize(("method", "path"), WAYS)
def test_in_production_it_is_not_there(machine: Machine, settings: Settings, method: str, path: str) -> None:
    settings.SANDBOX = False
    assert code_of(play(machine, method, path), 404) == "CPP-API-06"
    assert (NextRefusal.objects.exists(), PayingRecipient.objects.exists()) == (False, False)


def test_who_is_nobody_or_may_not_send_plays_nothing(ahead: SandboxClock) -> None:
    a_structure(PARIS_7E)
    assert {play(None, *way).status_code for way in WAYS} == {401}
    reader = a_machine(rights=[(Space.ISSUED, Level.READ, None)])
    assert {play(reader, *way).status_code for way in WAYS[1:]} == {404}
    assert ahead() == timedelta()
