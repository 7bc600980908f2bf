"""Each request has its mark and its line: a route and a number, never a path, a query or a person."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from unisson.kernel.correlation import mark
from unisson.web.observed import Observed

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "unisson.request")
    return caplog


def test_a_request_is_one_line_with_its_route_and_its_time(lines: pytest.LogCaptureFixture) -> None:
    Client().get(reverse("directory"), {"q": "claire@example.org"})
    (record,) = lines.records
    facts = record.facts  # type: ignore[attr-defined]
    assert facts.pop("ms") >= 0
    assert facts == {"method": "GET", "route": "directory", "status": 200}
    assert "claire" not in str(vars(record))


def test_probes_and_unknown_paths_write_no_line(lines: pytest.LogCaptureFixture) -> None:
    for path in (reverse("health"), reverse("ready"), "/nulle-part/claire@example.org/"):
        Client().get(path)
    assert [record for record in lines.records if record.name == "unisson.request"] == []


@pytest.mark.parametrize(
    ("given", "kept"), [("0123456789abcdef", True), ("court", False), ("x" * 65, False), ("mauvais caractère", False)]
)
def test_the_mark_of_a_proxy_is_taken_over_where_it_is_one(given: str, kept: bool) -> None:
    seen: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(mark())
        return HttpResponse()

    request = HttpRequest()
    request.META["HTTP_X_REQUEST_ID"], request.method = given, "GET"
    response = Observed(answer)(request)
    assert response.headers["X-Request-ID"] == seen[0]
    assert (seen[0] == given) is kept
    assert mark() == ""
