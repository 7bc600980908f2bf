"""What a deployment lacks is said with what to do, and only what keeps the portal from its work is a fault."""

import socket
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from pytest_django import Settings

from tests.config.test_smtp import served
from tests.invoices import builders
from tests.invoices.builders import a_deposit
from unisson.cli import doctor
from unisson.config.adapters.smtp import SmtpMailer
from unisson.invoices import pulse
from unisson.invoices.models import Invoice
from unisson.kernel.clock import now
from unisson.kernel.ports import ports
from unisson.kernel.refusal import Unavailable
from unisson.notices import preferences
from unisson.notices.models import Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sound(settings: Settings) -> None:
    settings.DEMO, settings.DEBUG, settings.EMAIL_URL = False, False, ""
    settings.BASE_URL, settings.SESSION_COOKIE_SECURE = "https://factures.example.org", True


def grave(*checks: doctor.Check) -> list[str]:
    return [word.about for check in checks for word in doctor._carefully(check) if word.grave]


def test_a_sound_portal_has_its_tables_its_files_and_its_key() -> None:
    pulse.beat(at=now())
    assert grave(*(check for check in doctor._CHECKS if check is not doctor._mail)) == []
    assert default_storage.listdir("doctor")[1] == []


def test_a_portal_that_sends_no_mail_does_not_do_its_work_but_in_a_demonstration(settings: Settings) -> None:
    assert grave(doctor._mail) == ["courriels"]
    settings.DEMO = True
    assert grave(doctor._mail) == []


def test_a_mail_server_that_does_not_answer_is_a_fault(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_URL = f"smtp://127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setattr(ports, "mailer", SmtpMailer(settings.EMAIL_URL, sender="unisson@example.org", seconds=1))
        assert grave(doctor._mail) == ["Courriels"]


@pytest.mark.parametrize(("login", "expected"), [("235 welcome", []), ("535 wrong", ["courriels"])])
def test_a_mail_server_that_refuses_the_password_is_a_fault(
    login: str, expected: list[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(EHLO="250-hello\r\n250 AUTH PLAIN", AUTH=login) as (server, _):
        settings.EMAIL_URL = f"smtp://unisson:secret@127.0.0.1:{server.server_address[1]}"
        monkeypatch.setattr(ports, "mailer", SmtpMailer(settings.EMAIL_URL, sender="unisson@example.org", seconds=1))
        assert grave(doctor._mail) == expected
        assert server.received == []


def test_a_bucket_that_does_not_answer_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise Unavailable("CPP-FICHIER-10")

    monkeypatch.setattr(type(default_storage._wrapped), "_save", away)  # type: ignore[attr-defined]
    assert grave(doctor._storage) == ["fichiers"]


@pytest.mark.parametrize(("days", "said"), [(-1, "grave"), (30, "told"), (90, "nothing")])
def test_the_end_of_the_seal_s_certificate_is_told_two_months_ahead(days: int, said: str) -> None:
    (word,) = doctor._seal_s_end(now() + timedelta(days=days))
    assert ("grave" if word.grave else "told" if word.do else "nothing") == said


def test_the_seal_made_here_says_its_end() -> None:
    (first, *_) = doctor._seal()
    assert (first.about, first.do) == ("fin du certificat du sceau", "")


@pytest.mark.parametrize(("apart", "expected"), [(2, []), (-30, ["horloge"]), (30, ["horloge"])])
def test_a_clock_apart_from_the_database_s_is_a_fault(
    apart: int, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Server:
        vendor = "postgresql"

        def cursor(self) -> "Server":
            return self

        def __enter__(self) -> "Server":
            return self

        def __exit__(self, *_: object) -> None: ...

        def execute(self, _: str) -> None: ...

        def fetchone(self) -> tuple[datetime]:
            return (datetime.now(UTC) + timedelta(seconds=apart),)

    monkeypatch.setattr(doctor, "connection", Server())
    assert grave(doctor._clock) == expected


def test_without_any_worker_s_recent_look_it_is_a_fault() -> None:
    assert grave(doctor._worker) == ["travailleur"]
    pulse.beat(at=now() - timedelta(minutes=3))
    assert grave(doctor._worker) == ["travailleur"]
    pulse.beat(at=now())
    assert grave(doctor._worker) == []


def test_a_recap_that_waits_is_old_work_too() -> None:
    preferences.choose(builders.a_person().pk, [preferences.What.DAILY], at=now())
    Subscription.objects.update(due_at=now() - timedelta(minutes=11))
    assert grave(doctor._work) == ["travail en attente"]


def test_old_work_tells_that_no_worker_runs() -> None:
    a_deposit()
    Invoice.objects.update(status_since=now() - timedelta(minutes=11))
    assert grave(doctor._work) == ["travail en attente"]


@pytest.mark.parametrize(
    ("name", "value", "about"),
    [
        ("DEBUG", True, "pages de mise au point"),
        ("BASE_URL", "http://x", "HTTPS"),
        ("SESSION_COOKIE_SECURE", False, "HTTPS"),
    ],
)
def test_what_opens_the_portal_is_a_fault(name: str, value: object, about: str, settings: Settings) -> None:
    setattr(settings, name, value)
    assert grave(doctor._safety) == [about]


def test_a_full_disk_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: usage(100, 98, 2))
    assert grave(doctor._storage) == ["disque"]


def test_a_check_that_breaks_off_is_said_and_the_others_are_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        """Sceau."""
        raise OSError("clé illisible")

    monkeypatch.setattr(doctor, "_CHECKS", (broken, doctor._database))
    assert not doctor.doctor()
    told = capsys.readouterr().out
    assert "clé illisible" in told
    assert "à jour" in told
