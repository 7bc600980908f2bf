"""The history of a structure keeps what differs, and nothing when nothing does."""

from datetime import date

from tests.invoices.builders import AT
from unisson.directory import changes, register
from unisson.directory.models import StructureChange

from .conftest import House

What = StructureChange.What


def test_only_what_differs_is_kept_and_the_day_stands_on_the_structure(house: House) -> None:
    before = {"name": "A", "town": "B"}

    kept = changes.record(
        What.FACTS, house.structure, actor=house.claire, before=before, after={"name": "A", "town": "C"}, at=AT
    )

    assert kept is not None
    assert (kept.before, kept.after) == ({"town": "B"}, {"town": "C"})
    house.structure.refresh_from_db()
    assert house.structure.updated_at == AT


def test_nothing_is_kept_when_nothing_differs(house: House) -> None:
    same = {"name": "A"}
    assert changes.record(What.FACTS, house.structure, actor=None, before=same, after=same, at=AT) is None
    house.structure.refresh_from_db()
    assert house.structure.updated_at is None


def test_a_thing_added_is_kept_whole_with_its_days_as_text(house: House) -> None:
    service = register.add_service(house.structure, code="A", name="Achats", valid_from=date(2026, 11, 1))

    after = changes.facts(service, ["code", "valid_from", "valid_until"])
    changes.record(
        What.SERVICE_ADDED, house.structure, service=service, actor=house.claire, before={}, after=after, at=AT
    )

    kept = changes.of(house.structure).get()
    assert kept.service == service
    assert kept.after == {"code": "A", "valid_from": "2026-11-01"}
