"""A secret is shown once, made once, and written down nowhere; revoked, it takes the tokens along."""

import logging
import re

import pytest
from django.test import Client
from django.urls import reverse
from oauth2_provider.models import AccessToken

from tests.api.caller import a_token
from tests.invoices.builders import AT
from unisson.directory import connecting
from unisson.directory.models import Connection, ConnectionSecret, ManagerAct
from unisson.kernel.words import sentence

from .people import People, client_of

_SECRET = re.compile(r'data-copy="([A-Za-z0-9]{28})"')


@pytest.fixture
def connection(us: People) -> Connection:
    return connecting.connect(us.structure, name="Compta", by=us.colleague, at=AT).connection


@pytest.fixture
def paul(us: People) -> Client:
    return client_of(us.colleague)


def add(connection: Connection) -> str:
    return reverse("connections:add-secret", args=[connection.pk])


def end(connection: Connection, secret: ConnectionSecret) -> str:
    return reverse("connections:end-secret", args=[connection.pk, secret.pk])


def page_of(connection: Connection) -> str:
    return reverse("connections:connection", args=[connection.pk])


def test_a_managers_own_request_is_answered_with_the_secret_and_no_cache_keeps_it(us: People) -> None:
    us.manager.memberships.get().grants.create(space="RACCORDEMENT", level="MODIFICATION")

    answer = client_of(us.manager).post("/raccordement/demander/", {"name": "Compta"})

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    found = Connection.objects.get()
    assert a_token(found.application.client_id, _SECRET.findall(answer.text)[0])


def test_a_secret_is_shown_in_the_answer_that_made_it_and_nowhere_else(
    us: People, connection: Connection, paul: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = paul.post(add(connection), {"vu": connecting.newest(connection)})

    (secret,) = _SECRET.findall(answer.text)
    assert "no-store" in answer["Cache-Control"]
    assert connecting.proven(connection.application.client_id, secret)
    assert secret not in caplog.text
    assert not ManagerAct.objects.filter(detail__icontains=secret).exists()
    for path in (page_of(connection), "/raccordement/", page_of(connection)):
        page = paul.get(path).text
        assert secret not in page
    assert secret[-4:] in page


def test_pressed_twice_or_loaded_again_makes_one(connection: Connection, paul: Client) -> None:
    seen = {"vu": connecting.newest(connection)}
    paul.post(add(connection), seen)

    again = paul.post(add(connection), seen, follow=True)

    assert again.redirect_chain == [(page_of(connection), 302)]
    assert sentence("CPP-RACCORD-09", {}) in again.text
    assert connection.secrets.count() == 2


@pytest.mark.parametrize("seen", ["", "-1", "0", "tout", "9" * 30])
def test_a_form_that_saw_something_else_makes_none(connection: Connection, paul: Client, seen: str) -> None:
    assert paul.post(add(connection), {"vu": seen}).status_code == 302
    assert connection.secrets.count() == 1


def test_the_same_request_sent_twice_is_one_connection(us: People) -> None:
    us.manager.memberships.get().grants.create(space="RACCORDEMENT", level="MODIFICATION")
    client = client_of(us.manager)
    client.post("/raccordement/demander/", {"name": "Compta"})

    again = client.post("/raccordement/demander/", {"name": "Compta "})

    assert again.status_code == 409
    assert sentence("CPP-RACCORD-08", {"name": "Compta"}) in again.text
    assert ConnectionSecret.objects.count() == 1


def test_no_more_than_a_rotation_needs(us: People, connection: Connection, paul: Client) -> None:
    for _ in range(connecting.MOST_SECRETS - 1):
        connecting.add_secret(us.colleague, connection.pk, at=AT)
    assert f'action="{add(connection)}"' not in paul.get(page_of(connection)).text

    answer = paul.post(add(connection), {"vu": connecting.newest(connection)}, follow=True)

    assert sentence("CPP-RACCORD-05", {"limit": connecting.MOST_SECRETS}) in answer.text


def test_the_page_that_asks_says_what_a_revocation_ends(us: People, connection: Connection, paul: Client) -> None:
    first = connection.secrets.get()
    assert "C’est le seul en service" in paul.get(end(connection, first)).text

    issued = connecting.add_secret(us.colleague, connection.pk, at=AT)
    page = paul.get(end(connection, first)).text
    assert "tous les jetons de « Compta » prennent fin" in page
    assert "demande un nouveau jeton" in page

    a_token(connection.application.client_id, issued.secret)
    told = paul.post(end(connection, first), follow=True).text
    assert "Secret révoqué, et tous les jetons avec lui" in told
    assert not AccessToken.objects.exists()
    assert connecting.proven(connection.application.client_id, issued.secret)
    assert paul.get(end(connection, first)).status_code == paul.post(end(connection, first)).status_code == 404


def test_a_secret_of_another_connection_is_not_there(us: People, connection: Connection, paul: Client) -> None:
    other = connecting.connect(us.structure, name="Caisse", by=us.colleague, at=AT).connection
    mixed = reverse("connections:end-secret", args=[connection.pk, other.secrets.get().pk])

    assert paul.get(mixed).status_code == paul.post(mixed).status_code == 404
    assert other.secrets.get().ended_at is None


def test_nothing_is_made_for_what_is_not_in_service(us: People, paul: Client) -> None:
    waiting = connecting.ask(us.colleague, us.structure.pk, name="Stocks", at=AT).connection

    answer = paul.post(add(waiting), {"vu": "0"}, follow=True)

    assert sentence("CPP-RACCORD-06", {"name": "Stocks"}) in answer.text
    assert not waiting.secrets.exists()
