"""« Développeurs »: what is told in a sandbox, and what elsewhere."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.builders import PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import AT, a_structure
from unisson.directory import ready

pytestmark = pytest.mark.django_db
PATH = "/developpeurs/"


def test_a_sandbox_tells_credentials_that_are_ready(settings: Settings) -> None:
    settings.SANDBOX = True
    a_structure(SAFE_STYLE)
    a_structure(PONT_SAINT_ESPRIT)
    told = ready.credentials(at=AT)

    page = Client().get(PATH).content.decode()

    assert all(word in page for word in (told.client_id, told.client_secret, told.login, told.password))


def test_elsewhere_no_secret_is_told_and_the_limits_are_published(settings: Settings) -> None:
    settings.SANDBOX, settings.API_CALLS_PER_MINUTE = False, 4321

    page = Client().get(PATH).content.decode()

    assert "$SECRET" in page
    assert "4321" in page


def test_the_document_and_its_browser_are_open_to_everybody() -> None:
    assert Client().get("/cpro/openapi.json").json()["openapi"].startswith("3.1")
    assert Client().get("/cpro/docs").status_code == 200


def test_behind_a_proxy_the_address_is_the_one_that_was_set(settings: Settings) -> None:
    settings.BASE_URL = "https://factures.example.org"
    page = Client().get(PATH, headers={"Host": "127.0.0.1", "X-Forwarded-Host": "evil.example"}).content.decode()
    assert "https://factures.example.org/cpro/" in page
    assert "curl -s https://factures.example.org/api/oauth/token" in page
    assert "evil.example" not in page
