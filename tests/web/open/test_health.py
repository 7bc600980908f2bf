"""What supervisors, balancers and Prometheus are told, and to whom it is told."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.invoices import builders
from unisson.files import store
from unisson.invoices import pulse, sweep
from unisson.invoices.models import Invoice
from unisson.kernel.clock import now

pytestmark = pytest.mark.django_db
HERE = {"headers": {"Host": "localhost:8000"}}


def gone() -> None:
    raise OperationalError


def test_health_says_whether_the_database_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client().get(reverse("health")).status_code == 200
    monkeypatch.setattr("unisson.web.open.views_health.connection.cursor", gone)
    assert Client().get(reverse("health")).status_code == 503


def test_a_portal_is_ready_with_its_tables_and_its_store_and_tells_its_worker_s_age() -> None:
    assert Client().get(reverse("ready")).json()["worker_seconds"] is None
    pulse.beat(at=now() - timedelta(seconds=90))
    answer = Client().get(reverse("ready"))
    said = answer.json()
    assert answer.status_code == 200
    assert 90 <= said.pop("worker_seconds") < 100
    assert said == {"ready": True, "database": True, "migrations": True, "store": True}


def test_a_portal_whose_tables_are_older_than_its_code_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _: {})
    answer = Client().get(reverse("ready"))
    assert (answer.status_code, answer.json()["migrations"]) == (503, False)


def test_without_its_database_or_its_store_it_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(MigrationRecorder, "applied_migrations", lambda _: gone())
        assert Client().get(reverse("ready")).json()["database"] is False
    monkeypatch.setattr(store, "answers", lambda: False)
    assert Client().get(reverse("ready")).status_code == 503


def test_metrics_tell_how_much_waits_since_when_and_how_long_pages_take() -> None:
    builders.a_deposit()
    Invoice.objects.update(status_since=now() - timedelta(minutes=5))
    pulse.beat(at=now() - timedelta(seconds=40))
    Client().get(reverse("help"))
    said = Client().get(reverse("metrics"), **HERE).text
    values = {
        name: float(value) for name, _, value in (line.rpartition(" ") for line in said.splitlines() if line[0] != "#")
    }
    assert values['unisson_waiting{kind="delivered"}'] == 1
    assert 300 <= values['unisson_oldest_seconds{kind="delivered"}'] < 310
    assert 40 <= values["unisson_last_sweep_seconds"] < 50
    assert values['unisson_failed{kind="flows"}'] == 0
    assert values['unisson_request_seconds_count{method="GET",route="help",status="200"}'] >= 1
    assert {f'unisson_oldest_seconds{{kind="{kind}"}}' for kind in sweep.STEPS} <= values.keys()


@pytest.mark.parametrize(
    ("host", "address", "others", "status"),
    [
        ("localhost:8000", "127.0.0.1", {}, 200),
        ("127.0.0.1", "127.0.0.1", {}, 200),
        ("localhost:8000", "192.0.2.1", {}, 404),
        ("localhost:8000", "", {}, 404),
        ("testserver", "127.0.0.1", {}, 404),
        ("localhost", "127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 404),
        ("localhost", "127.0.0.1", {"X-Real-IP": "127.0.0.1"}, 404),
        ("testserver", "192.0.2.1", {"Authorization": "Bearer juste"}, 200),
        ("testserver", "192.0.2.1", {"Authorization": "Bearer faux"}, 404),
        ("testserver", "192.0.2.1", {"Authorization": "Bearer "}, 404),
    ],
)
def test_metrics_are_for_who_has_the_token_or_is_on_this_machine(
    host: str, address: str, others: dict[str, str], status: int, settings: Settings
) -> None:
    settings.METRICS_TOKEN = "juste"
    answer = Client().get(reverse("metrics"), headers={"Host": host, **others}, REMOTE_ADDR=address)
    assert answer.status_code == status


def test_without_a_token_an_empty_one_opens_nothing(settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    answer = Client().get(reverse("metrics"), headers={"Authorization": "Bearer "}, REMOTE_ADDR="192.0.2.1")
    assert answer.status_code == 404


def test_probes_are_not_sent_to_https(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert [Client().get(reverse(name), **HERE).status_code for name in ("health", "ready", "metrics")] == [200] * 3
    assert Client().get(reverse("help")).status_code == 301
