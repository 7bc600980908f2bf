import io
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import AT, a_service, a_structure
from unisson.directory import catalogue
from unisson.directory.models import Publication, Structure
from unisson.kernel.clock import stopped

from .files import exported

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def content_of(publication: Publication) -> bytes:
    return b"".join(catalogue.pieces(publication))


def table() -> list[list[str]]:
    return [line.strip('"').split('";"') for line in exported().decode("utf-8-sig").splitlines()]


def test_each_public_structure_has_a_line_a_service_and_private_ones_have_none() -> None:
    town = a_structure(PONT_SAINT_ESPRIT)
    a_structure(PARIS_7E)
    a_structure(SAFE_STYLE)
    for code in ("TECH", "ECOLES"):
        a_service(town, code)
    head, *rows = table()
    assert tuple(head) == catalogue.HEADINGS
    assert [(row[1], row[14]) for row in rows] == [
        (PONT_SAINT_ESPRIT, "ECOLES"),
        (PONT_SAINT_ESPRIT, "TECH"),
        (PARIS_7E, ""),
    ]


def test_a_service_whose_dates_are_over_is_not_active() -> None:
    town = a_structure(PONT_SAINT_ESPRIT)
    a_service(town, "A", valid_until=date(2026, 1, 1))
    a_service(town, "B", valid_from=date(2027, 1, 1))
    a_service(town, "C", active=False)
    a_service(town, "D")
    assert [row[16] for row in table()[1:]] == ["NON", "NON", "NON", "OUI"]


def test_neither_name_nor_place_of_a_masked_structure_is_published() -> None:
    a_structure(PONT_SAINT_ESPRIT, masked=True, address="1 rue", postcode="30130", town="Pont")
    assert {cell for cell in table()[1] if cell in ("1 rue", "30130", "Pont")} == set()
    assert table()[1][2] == catalogue.HIDDEN


def test_what_would_be_a_formula_is_text() -> None:
    a_structure(PONT_SAINT_ESPRIT, name="=1+1", town="@SUM(A1)", address="'=2")
    assert table()[1][2:7:2] == ["'=1+1", "''=2", "'@SUM(A1)"]


def test_many_structures_cost_questions_by_the_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_CHUNK", 2)
    for rank in range(5):
        a_structure(f"2134017220001{rank}")
    with CaptureQueriesContext(connection) as captured:
        assert catalogue.write(io.BytesIO(), on=date(2026, 11, 1)) == 5
    assert len(captured) == 7


def test_the_file_of_the_week_is_written_once_and_two_are_kept() -> None:
    assert catalogue.publish_due(clock=stopped(AT)) == 0  # nothing to publish
    a_structure(PONT_SAINT_ESPRIT)
    assert catalogue.waits_since(at=AT) is None
    paths = []
    for week in range(4):
        at = AT + week * WEEK
        assert [catalogue.publish_due(clock=stopped(at)) for _ in range(2)] == [1, 0]
        paths.append(Publication.objects.latest("week").path)
        a_structure(f"2134017220001{week}")
    kept = list(Publication.objects.order_by("week"))
    assert [one.structures for one in kept] == [3, 4]
    assert all(one.week.weekday() == 0 for one in kept)
    assert content_of(kept[-1]) and len(content_of(kept[-1])) == kept[-1].size
    assert [default_storage.exists(path) for path in paths] == [False, False, True, True]
    assert catalogue.waits_since(at=AT + 5 * WEEK)


def test_two_workers_at_once_keep_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    catalogue.publish_due(clock=stopped(AT))
    monkeypatch.setattr(catalogue, "due", lambda *, at: True)
    Structure.objects.update(town="Ailleurs")
    catalogue.publish_due(clock=stopped(AT))
    assert Publication.objects.count() == 1
    assert content_of(Publication.objects.get())


def test_a_file_that_the_store_lost_is_written_anew_at_the_next_sweep() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    catalogue.publish_due(clock=stopped(AT))
    default_storage.delete(Publication.objects.get().path)
    assert catalogue.publish_due(clock=stopped(AT)) == 1
    assert content_of(Publication.objects.get())
