"""Who is let in, and how others are turned away (chorus-pro-api.md §1.2, §1.3)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from oauth2_provider.models import AccessToken
from pytest_django import Settings

from unisson.accounts import technical as identity
from unisson.api import faults, gate
from unisson.kernel.clock import now

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
SEARCH = "structures/v1/rechercher"


@pytest.fixture
def machine() -> Machine:
    return a_machine()


def test_a_call_with_both_proofs_is_let_in_and_carries_the_mark_of_its_lines(machine: Machine) -> None:
    answer = machine.call(SEARCH)

    assert (answer.status_code, answer.json()["codeRetour"], answer.json()["libelle"]) == (200, 0, "TRA_MSG_00.000")
    assert answer.headers["x-correlationid"].startswith("Id-")


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer inconnu", "Basic abc"])
def test_a_call_without_a_token_in_force_is_a_401_of_the_realm(machine: Machine, header: str) -> None:
    answer = machine.call(SEARCH, Authorization=header)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="PISTE"')


def test_a_token_that_expired_is_none(machine: Machine) -> None:
    AccessToken.objects.update(expires=now() - timedelta(seconds=1))

    assert machine.call(SEARCH).status_code == 401


@pytest.mark.parametrize("account", ["", "???", "dGVjaG5pcXVl", "VEVDSF8xXzUzODE5OTU5NzAwMDEzQGNwcm8uZnI6ZmF1eA=="])
def test_a_wrong_technical_account_is_a_401_on_the_health_check_too(machine: Machine, account: str) -> None:
    headers = {**machine.headers, "cpro-account": account}

    assert machine.call(SEARCH, **{"cpro-account": account}).status_code == 401
    assert Client().get("/cpro/transverses/v1/health-check", headers=headers).status_code == 401


def test_the_login_is_taken_however_its_letters_are_written(machine: Machine) -> None:
    small = identity.Told(
        user=machine.account.user, login=machine.account.login.lower(), password=machine.account.password
    )

    assert Machine(**{**vars(machine), "account": small}).call(SEARCH).status_code == 200


def test_a_renewed_password_and_the_one_before_are_good_together_for_seven_days(machine: Machine) -> None:
    later = now() - timedelta(days=8)
    identity.renew(machine.account.user, at=now())
    assert machine.call(SEARCH).status_code == 200

    identity.TechnicalKey.objects.update(former_until=later)

    assert machine.call(SEARCH).status_code == 401


def test_a_password_ends_after_424_days(machine: Machine) -> None:
    identity.TechnicalKey.objects.update(expires_at=now() - timedelta(seconds=1))

    assert machine.call(SEARCH).status_code == 401


def test_a_closed_account_and_a_deleted_token_end_at_the_next_call(machine: Machine) -> None:
    identity.close(machine.account.user, at=now())
    assert machine.call(SEARCH).status_code == 401

    identity.TechnicalKey.objects.update(closed_at=None)
    AccessToken.objects.all().delete()

    assert machine.call(SEARCH).status_code == 401


def test_an_account_of_an_inactive_structure_is_a_403(machine: Machine) -> None:
    machine.structure.active = False
    machine.structure.save()

    assert machine.call(SEARCH).status_code == 403


def test_who_is_who_costs_one_query(machine: Machine) -> None:
    with CaptureQueriesContext(connection) as asked:
        gate.callers.caller(
            token=machine.token, login=machine.account.login, password=machine.account.password, at=now()
        )

    assert len(asked) == 1


def test_an_address_that_does_not_exist_has_another_realm_and_is_a_404_with_a_token(machine: Machine) -> None:
    unknown = Client().post("/cpro/structures/v1/rien", "{}", content_type="application/json")

    assert (unknown.status_code, unknown.headers["WWW-Authenticate"]) == (401, 'Bearer realm="DefaultRealm"')
    assert machine.call("structures/v1/rien").status_code == 404
    assert machine.call("structures/v1/rechercher/").status_code == 404


@pytest.mark.parametrize("body", ["{", '"texte"', "[1, 2]", '{"a": NaN}', b"\xff\xfe", "[" * 40_000])
def test_a_body_that_is_no_object_is_a_400(machine: Machine, body: str | bytes) -> None:
    answer = machine.call(SEARCH, body)

    assert (answer.status_code, answer.json()["erreurs"][0]["code"]) == (400, "CPP-API-01")


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", b"\xef\xbb\xbf{}"])
def test_an_empty_body_is_an_empty_object(machine: Machine, body: str | bytes) -> None:
    assert machine.call(SEARCH, body).status_code == 200


@pytest.mark.parametrize(
    ("announced", "status"),
    [
        ("application/json;charset=utf-8", 200),
        ("application/json", 200),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("text/xml", 415),
    ],
)
def test_a_body_is_json(machine: Machine, announced: str, status: int) -> None:
    answer = Client().generic("POST", f"/cpro/{SEARCH}", "{}", content_type=announced, headers=machine.headers)

    assert answer.status_code == status


def test_a_body_over_what_an_archive_needs_is_a_413(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "BODY", 10)

    answer = machine.call(SEARCH, {"structure": {}})

    assert (answer.status_code, answer.json()["erreurs"][0]["code"]) == (413, "CPP-API-03")


@pytest.mark.parametrize("piece", [b"0,", b"[],", b"{},", b'"a",', b"0.1,"])
def test_a_body_of_very_many_values_is_a_413_before_any_is_read(machine: Machine, piece: bytes) -> None:
    body = b'{"lignePoste": [' + piece * gate.VALUES + b"0]}"

    answer = machine.call("factures/v1/soumettre", body)

    assert (answer.status_code, answer.json()["erreurs"][0]["code"]) == (413, "CPP-API-46")


def test_of_very_many_wrong_values_the_first_are_told(machine: Machine) -> None:
    body = b'{"lignePoste": [' + b'"a",' * (gate.VALUES - 10) + b"0]}"

    answer = machine.call("factures/v1/soumettre", body)

    assert (answer.status_code, len(answer.json()["erreurs"])) == (400, faults.MOST)


def test_half_a_sign_is_told_as_unreadable(machine: Machine) -> None:
    answer = machine.call("factures/v1/deposer/flux", rb'{"nomFichier": "a\ud800", "fichierFlux": "eA=="}')

    [wrong] = answer.json()["erreurs"]
    assert (answer.status_code, wrong["code"], wrong["champ"], wrong["valeur"]) == (
        400,
        "CPP-API-04",
        "nomFichier",
        "a?",
    )


def test_who_calls_too_often_is_told_when_to_call_again(machine: Machine, settings: Settings) -> None:
    settings.API_CALLS_PER_MINUTE = 0

    answer = machine.call(SEARCH)

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


def test_a_value_that_cannot_be_read_is_named_with_what_was_expected(machine: Machine) -> None:
    told = machine.ask(SEARCH, {"structure": {"typeIdentifiantStructure": "SIRETTE"}}, status=400)

    wrong = told["erreurs"][0]
    assert (wrong["code"], wrong["champ"], wrong["valeur"]) == (
        "CPP-API-04",
        "structure.typeIdentifiantStructure",
        "SIRETTE",
    )
    assert told["codeRetour"] == 400
    assert told["libelle"]


@pytest.mark.parametrize("path", ["//cpro/transverses/v1/health-check", "//cpro/nulle/part", "//api/oauth/token"])
def test_a_base_address_may_end_in_a_slash(machine: Machine, path: str) -> None:
    answer: Any = Client().generic("GET", "/", headers=machine.headers, PATH_INFO=path)

    assert answer.headers["Content-Type"].startswith("application/json")


@pytest.mark.parametrize("told", ["abc", -1, 2**70, {}, [3], "65336344681929"])
def test_the_present_user_is_whatever_a_client_has_at_hand(machine: Machine, told: object) -> None:
    machine.ask("factures/v1/rechercher/fournisseur", {"idUtilisateurCourant": told})


def test_the_health_check_answers_a_get_whatever_its_body(machine: Machine) -> None:
    answer: Any = Client().generic(
        "GET", "/cpro/transverses/v1/health-check", json.dumps([]), "application/json", headers=machine.headers
    )

    assert (answer.status_code, answer.json()["statusCodeValue"], answer.json()["statusCode"]) == (200, 200, "OK")


def test_a_fault_of_ours_is_told_without_its_trace(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("unisson.directory.consulting.find", fail)

    answer = machine.call(SEARCH)

    assert answer.status_code == 500
    assert "secret detail" not in answer.content.decode()
    assert answer.json()["codeRetour"] == 500
