"""The last calls of an application: who sees them, and how little of them is kept."""

from datetime import timedelta

import pytest

from tests.invoices.builders import a_person, a_structure, grant
from unisson.directory import calls, connecting, technical
from unisson.directory.models import ApiCall, Connection
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import now, stopped
from unisson.kernel.refusal import NotFound

pytestmark = pytest.mark.django_db


def a_connection(siret: str = "53819959700013") -> Connection:
    structure = a_structure(siret, spaces=(Space.ISSUED, Space.CONNECTIONS), private=True)
    return connecting.connect(structure, name="Compta", by=a_person(f"by-{siret}@example.org"), at=now()).connection


def noted(one: Connection, **more: object) -> None:
    values: dict[str, object] = {
        "application_id": one.application_id,
        "at": now(),
        "method": "POST",
        "path": "/cpro/structures/v1/rechercher",
        "status": 200,
        "code": 0,
        "microseconds": 1234,
        "mark": "abc",
    }
    calls.note(calls.Noted(**{**values, **more}))  # type: ignore[arg-type]


def test_what_was_noted_is_there_newest_first_and_told_apart() -> None:
    one, other = a_connection(), a_connection("21300202500012")
    noted(one)
    noted(one, status=400, code=20001)
    noted(one, status=401, code=None)
    noted(one, code=3)
    noted(one, code=None)
    noted(other)

    assert [(call.status, call.code) for call in calls.calls_of([one])] == [
        (200, None),
        (200, 3),
        (401, None),
        (400, 20001),
        (200, 0),
    ]
    assert calls.calls_of([one], failed=True).count() == 3
    assert calls.calls_of([one], failed=False).count() == 2


def test_only_who_has_the_space_there_reads_one() -> None:
    one = a_connection()
    noted(one)
    key = ApiCall.objects.get().pk
    reader, stranger, issuer = (a_person(f"{name}@example.org") for name in ("reader", "stranger", "issuer"))
    grant(reader, one.structure, Space.CONNECTIONS, Level.READ)
    grant(stranger, a_connection("21300202500012").structure, Space.CONNECTIONS)
    grant(issuer, one.structure, Space.ISSUED)

    assert calls.get(reader, key).connection == one
    for person, pk in ((stranger, key), (issuer, key), (reader, key + 1)):
        with pytest.raises(NotFound):
            calls.get(person, pk)


def test_what_was_said_in_the_name_of_another_structure_is_withheld() -> None:
    one, other = a_connection(), a_connection("21300202500012")
    own, theirs = (technical.make(each.structure, [], at=now()) for each in (one, other))
    reader, both = a_person("reader@example.org"), a_person("both@example.org")
    grant(reader, one.structure, Space.CONNECTIONS, Level.READ)
    for each in (one, other):
        grant(both, each.structure, Space.CONNECTIONS, Level.READ)
    for login in (own.login, theirs.login, ""):
        noted(one, account=login, asked="{1}", answered="{2}")
    mine, strange, nobodys = ApiCall.objects.order_by("pk").values_list("pk", flat=True)

    assert not calls.get(reader, mine).withheld and not calls.get(reader, nobodys).withheld
    seen = calls.get(reader, strange)
    assert (seen.withheld, seen.call.asked, seen.call.answered, seen.call.status) == (True, "", "", 200)
    assert calls.get(both, strange).call.answered == "{2}"


def test_no_more_than_two_hundred_of_each_and_a_week_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "MOST", 3)
    one, other = a_connection(), a_connection("21300202500012")
    for minute in range(5):
        noted(one, microseconds=minute)
    noted(other, at=now() - timedelta(days=8))
    noted(other)

    assert calls.over(at=now()).count() == 3
    assert calls.forget_over(clock=stopped(now())) == 3
    assert calls.forget_over(clock=stopped(now())) == 0
    assert [call.microseconds for call in calls.calls_of([one])] == [4, 3, 2]
    assert calls.calls_of([other]).count() == 1


def test_a_call_that_cannot_be_remembered_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    one = a_connection()
    monkeypatch.setattr(calls, "_INSERT", "INSERT INTO nowhere")
    noted(one)
