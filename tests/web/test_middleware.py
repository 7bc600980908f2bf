"""What holds for every page."""

import sqlite3
from contextlib import closing, suppress

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from psycopg.errors import DiskFull

from tests.invoices.builders import a_person
from unisson.web.middleware import LARGEST_BODY, BodyLimit, ReadsRead, Refusals, WriteInReadError, ZeroBytes


def test_a_body_larger_than_a_dossier_is_refused_before_it_is_read(rf: RequestFactory) -> None:
    request = rf.post("/connexion/")
    request.META["CONTENT_LENGTH"] = str(LARGEST_BODY + 1)

    answer = BodyLimit(_unreachable)(request)

    assert answer.status_code == 413


@pytest.mark.parametrize("announced", ["-1", "ten", "1e9"])
def test_a_length_that_is_no_number_is_refused(rf: RequestFactory, announced: str) -> None:
    request = rf.post("/connexion/")
    request.META["CONTENT_LENGTH"] = announced

    assert BodyLimit(_unreachable)(request).status_code == 413


def test_a_body_of_a_dossier_goes_through(rf: RequestFactory) -> None:
    request = rf.post("/connexion/")
    request.META["CONTENT_LENGTH"] = str(LARGEST_BODY)

    assert BodyLimit(lambda _: HttpResponse(status=204))(request).status_code == 204


@pytest.mark.django_db
def test_a_view_that_answers_get_cannot_write(rf: RequestFactory) -> None:
    with pytest.raises(WriteInReadError):
        ReadsRead(_writes)(rf.get("/"))


@pytest.mark.django_db
def test_a_view_that_answers_post_may_write(rf: RequestFactory) -> None:
    assert ReadsRead(_writes)(rf.post("/")).status_code == 204


@pytest.mark.django_db
def test_every_page_carries_the_content_policy(client: Client) -> None:
    policy = client.get("/connexion/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def _sqlite_is_full() -> Exception:
    with closing(sqlite3.connect(":memory:")) as database, suppress(sqlite3.OperationalError):
        database.execute("PRAGMA max_page_count = 2")
        database.execute("CREATE TABLE t (x)")
        try:
            database.execute("INSERT INTO t VALUES (zeroblob(100000))")
        except sqlite3.OperationalError as error:
            return error
    raise AssertionError("it was not full")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cause", "status"),
    [
        (_sqlite_is_full(), 507),
        (DiskFull('could not extend file "base/1/2": No space left on device'), 507),
        (sqlite3.OperationalError("database is locked"), None),
    ],
    ids=["SQLite", "PostgreSQL", "another fault"],
)
def test_a_full_disk_is_said_in_words(rf: RequestFactory, cause: Exception, status: int | None) -> None:
    request = rf.post("/")
    request.user, request.htmx = AnonymousUser(), False  # type: ignore[attr-defined]
    error = OperationalError(str(cause))
    error.__cause__ = cause
    answer = Refusals(_unreachable).process_exception(request, error)
    assert (answer and answer.status_code) == status


def _unreachable(request: HttpRequest) -> HttpResponse:
    raise AssertionError("the body was let through")


def _writes(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_signintries")
    return HttpResponse(status=204)


@pytest.mark.django_db
def test_a_new_password_ends_the_other_browsers_and_breaks_none() -> None:
    person, other = a_person(), Client()
    other.force_login(person)
    person.set_password("Autre-secret-2026")
    person.save()
    assert other.get("/").status_code == 302
    assert other.get("/connexion/").status_code == 200


@pytest.mark.django_db
def test_an_address_that_only_takes_a_form_says_so_when_it_is_opened() -> None:
    answer = Client().get("/deconnexion/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "CPP-ACCES-03" in answer.text or "formulaire" in answer.text


@pytest.mark.django_db
def test_a_zero_byte_in_an_address_is_nowhere(client: Client) -> None:
    assert client.get("/annuaire/%00/").status_code == 404


def test_zero_bytes_go_from_what_was_asked_and_typed(rf: RequestFactory) -> None:
    request = rf.post("/connexion/?q=a%00b", {"motif": "x\0y", "many": ["1", "\0"]})
    ZeroBytes(_unreachable).process_view(request, None, (), {})
    assert (request.GET["q"], request.POST["motif"], request.POST.getlist("many")) == ("ab", "xy", ["1", ""])
