"""The own API as a whole: its document, and how it turns away."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.invoices.builders import a_cii
from unisson.api.own import problems
from unisson.api.own.door import api

from ..caller import Machine, a_machine
from .caller import ROOT, code_of, get, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine() -> Machine:
    return a_machine()


def test_the_document_describes_each_operation_its_proofs_and_its_problems() -> None:
    document = api.get_openapi_schema()
    assert document["openapi"].startswith("3.1")
    played = {"sandbox", "sandbox/refusal", "sandbox/recipients/{siret}", "sandbox/clock"}
    paths = {path.removeprefix(f"{ROOT}/") for path in document["paths"]}
    known = {"check", "changes", "certificates/verify", *played}
    assert {path for path in paths if not path.startswith("webhooks")} == known
    assert set(document["security"][0]) == set(document["components"]["securitySchemes"])
    assert document["paths"][f"{ROOT}/certificates/verify"]["post"]["security"] == []
    for way in document["paths"].values():
        for operation in way.values():
            assert operation["summary"]
            assert operation["description"]
            for status, answer in operation["responses"].items():
                if int(status) == 204:
                    continue
                assert set(answer["content"]) == {problems.MEDIA_TYPE if int(status) >= 400 else "application/json"}
                if int(status) >= 400:
                    shown = answer["content"][problems.MEDIA_TYPE]["example"]
                    assert (shown["status"], shown["title"]) == (int(status), answer["description"])
                    assert "—" not in problems.Problem.model_validate(shown).detail


@pytest.mark.parametrize("path", ["/cpro/docs", f"{ROOT}/docs"])
def test_the_document_is_browsed_with_what_the_portal_serves(path: str) -> None:
    page = Client().get(path)
    assert page.status_code == 200
    assert b"//" not in page.content.replace(b"http://testserver", b"").replace(b"</", b"")
    assert Client().get(path.replace("docs", "openapi.json")).status_code == 200


@pytest.mark.parametrize(("path", "allowed"), [("check", "POST"), ("certificates/verify", "POST")])
def test_another_method_is_a_405_that_names_the_right_one(machine: Machine, path: str, allowed: str) -> None:
    answer = get(machine, path)
    assert (code_of(answer, 405), answer.headers["Allow"]) == ("CPP-API-44", allowed)


def test_the_compatible_family_says_so_too(machine: Machine) -> None:
    answer = Client().get("/cpro/structures/v1/rechercher", headers=machine.headers)
    assert (answer.status_code, answer.json()["codeRetour"], answer.headers["Allow"]) == (405, 405, "POST")


@pytest.mark.parametrize("path", ["", "rien", "check/", "changes/1"])
def test_an_address_that_is_none_is_a_404(path: str) -> None:
    assert code_of(get(None, path), 404) == "CPP-API-06"


def test_wrong_proofs_are_a_401_as_in_the_compatible_family(machine: Machine) -> None:
    assert code_of(Client().get(f"{ROOT}/changes", headers={**machine.headers, "cpro-account": ""}), 401)
    answer = Client().get(f"{ROOT}/changes", headers={**machine.headers, "Authorization": "Bearer x"})
    assert code_of(answer, 401) == "CPP-API-07"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_account_of_an_inactive_structure_is_a_403(machine: Machine) -> None:
    machine.structure.active = False
    machine.structure.save()
    assert code_of(get(machine, "changes"), 403) == "CPP-API-09"


def test_who_calls_too_often_is_told_when_to_call_again(machine: Machine, settings: Settings) -> None:
    settings.API_CALLS_PER_MINUTE = 0
    answer = get(machine, "changes")
    assert (code_of(answer, 429), answer.headers["Retry-After"]) == ("CPP-API-10", "60")


def test_a_body_is_not_read_for_who_may_not_send_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", fail)
    assert code_of(post(None, "check", {"file": "a"}), 401)


def test_a_fault_of_ours_is_told_without_its_trace(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("unisson.invoices.checking.check", fail)
    answer = post(machine, "check", a_cii(), "application/xml")
    assert code_of(answer, 500) == "CPP-API-11"
    assert "secret detail" not in answer.content.decode()
