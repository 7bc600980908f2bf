"""What holds for every page."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from unisson.web.middleware import LARGEST_BODY, BodyLimit, ReadsRead, WriteInReadError


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


def _unreachable(request: HttpRequest) -> HttpResponse:
    raise AssertionError("the body was let through")


def _writes(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_signintries")
    return HttpResponse(status=204)
