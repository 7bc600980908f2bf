"""`POST /api/oauth/token` (chorus-pro-api.md §1.1)."""

import base64
from typing import Any

import pytest
from django.test import Client
from oauth2_provider.models import AccessToken
from pytest_django import Settings

from unisson.accounts import pacing
from unisson.accounts.pacing import SPAN
from unisson.directory import connecting
from unisson.kernel.clock import now

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
GRANT = {"grant_type": "client_credentials"}


@pytest.fixture
def machine() -> Machine:
    return a_machine()


def ask(form: dict[str, str], **headers: str) -> Any:
    return Client().post("/api/oauth/token", form, headers=headers)


def proofs(machine: Machine) -> dict[str, str]:
    issued = machine.connection
    return {"client_id": issued.connection.application.client_id, "client_secret": issued.secret}


@pytest.mark.parametrize("scope", [{}, {"scope": "openid"}, {"scope": "openid resource.READ"}])
def test_credentials_in_the_form_give_a_token_of_an_hour_whatever_the_scope(
    machine: Machine, scope: dict[str, str]
) -> None:
    answer = ask({**GRANT, **proofs(machine), **scope})

    told = answer.json()
    assert answer.status_code == 200
    assert (told["token_type"], told["expires_in"], told["scope"]) == ("Bearer", 3600, "openid")
    assert told["access_token"]


def test_credentials_by_http_basic_give_a_token(machine: Machine) -> None:
    pair = ":".join(proofs(machine).values()).encode()

    answer = ask(GRANT, Authorization=f"Basic {base64.b64encode(pair).decode()}")

    assert (answer.status_code, answer.json()["expires_in"]) == (200, 3600)


@pytest.mark.parametrize("wrong", [{"client_secret": "autre"}, {"client_id": "personne"}])
def test_an_unknown_identifier_and_a_wrong_secret_answer_alike(machine: Machine, wrong: dict[str, str]) -> None:
    answer = ask({**GRANT, **proofs(machine), **wrong})

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client")
    assert set(answer.json()) == {"error", "error_description"}


@pytest.mark.parametrize("header", ["Basic §§§", "Basic", "Basic bm9jb2xvbg==", "Basic YSUwMDpi"])
def test_what_is_no_basic_credential_is_an_unknown_client(machine: Machine, header: str) -> None:
    assert ask(GRANT, Authorization=header.encode().decode("latin-1")).status_code == 400


def test_a_get_is_told_in_the_words_of_the_protocol() -> None:
    answer = Client().get("/api/oauth/token")

    assert (answer.status_code, answer.headers["Allow"], answer.json()["error"]) == (405, "POST", "invalid_request")


def test_only_the_grant_of_machines_is_given(machine: Machine) -> None:
    assert ask({"grant_type": "password", **proofs(machine)}).status_code == 400


def test_of_a_token_only_its_digest_is_kept(machine: Machine) -> None:
    assert [one.token for one in AccessToken.objects.all()] == [""]


def test_a_secret_has_letters_and_digits_only_so_that_nobody_need_encode_it(machine: Machine) -> None:
    assert machine.connection.secret.isascii()
    assert machine.connection.secret.isalnum()


def test_a_revoked_secret_gives_no_token_and_another_one_does(machine: Machine) -> None:
    connection = machine.connection.connection
    again = connecting._new_secret(connection, by=connection.asked_by, at=now())
    connection.secrets.filter(tail=machine.connection.secret[-4:]).update(ended_at=now())

    assert ask({**GRANT, **proofs(machine)}).status_code == 400
    assert ask({**GRANT, **proofs(machine), "client_secret": again}).status_code == 200


def test_a_token_for_each_call_is_not_too_many_and_one_more_is_told_when_to_ask_again(
    machine: Machine, settings: Settings
) -> None:
    settings.API_CALLS_PER_MINUTE = 3
    pacing.forget()  # the fixtures asked, too

    given = [ask({**GRANT, **proofs(machine)}).status_code for _ in range(3)]
    answer = ask({**GRANT, **proofs(machine)})

    assert given == [200] * 3
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(SPAN))
