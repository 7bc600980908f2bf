"""What a person chose to receive, and when it is due."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.invoices.builders import a_person
from unisson.kernel.refusal import Refusal
from unisson.notices import preferences
from unisson.notices.models import Subscription
from unisson.notices.preferences import What, next_due

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
"""A Friday."""


@pytest.mark.parametrize(
    ("what", "after", "due"),
    [
        (What.DAILY, "2026-11-20T09:30", "2026-11-21T06:00"),
        (What.DAILY, "2026-11-20T05:59", "2026-11-20T06:00"),
        (What.DAILY, "2026-11-20T06:00", "2026-11-21T06:00"),
        (What.DAILY, "2026-07-01T05:30", "2026-07-02T05:00"),
        (What.DAILY, "2026-10-24T12:00", "2026-10-25T06:00"),
        (What.DAILY, "2027-03-27T12:00", "2027-03-28T05:00"),
        (What.WEEKLY, "2026-11-20T09:30", "2026-11-23T06:00"),
        (What.WEEKLY, "2026-11-23T06:00", "2026-11-30T06:00"),
    ],
)
def test_recaps_are_due_at_seven_by_the_clocks_of_france(what: What, after: str, due: str) -> None:
    found = next_due(what, after=datetime.fromisoformat(f"{after}+00:00"))
    assert found == datetime.fromisoformat(f"{due}+00:00")


def test_nobody_receives_what_he_did_not_choose() -> None:
    assert preferences.chosen(a_person().pk) == frozenset()


def test_a_choice_replaces_the_one_before_and_what_is_kept_keeps_its_place() -> None:
    person = a_person()
    preferences.choose(person.pk, {What.DAILY, What.AT_ONCE}, at=AT)
    preferences.choose(person.pk, {What.DAILY, What.WEEKLY}, at=AT + timedelta(days=3))
    assert preferences.chosen(person.pk) == {What.DAILY, What.WEEKLY}
    assert Subscription.objects.get(what=What.DAILY).told_until == AT


def test_what_is_due_is_claimed_the_oldest_first_and_settled_once_however_many_days_were_missed() -> None:
    people = [a_person(f"{rank}@example.org") for rank in range(2)]
    preferences.choose(people[1].pk, {What.DAILY}, at=AT)
    preferences.choose(people[0].pk, {What.DAILY}, at=AT + timedelta(days=1))
    now = AT + timedelta(days=30)
    row = preferences.claim(at=now)
    assert row is not None and row.user == people[1]
    preferences.settle(row, until=now, at=now)
    row.refresh_from_db()
    assert (row.told_until, row.due_at) == (now, next_due(What.DAILY, after=now))
    following = preferences.claim(at=now)
    assert following is not None and following.user == people[0]


def test_a_link_ends_one_sort_of_letter_and_may_be_pressed_twice() -> None:
    person = a_person()
    preferences.choose(person.pk, {What.DAILY, What.WEEKLY}, at=AT)
    token = preferences.leaving(person.pk, What.DAILY)
    assert [preferences.leave(token) for _ in range(2)] == [What.DAILY] * 2
    assert preferences.chosen(person.pk) == {What.WEEKLY}


@pytest.mark.parametrize("token", ["", "x", "WzEsIkRBSUxZIl0:x", "é"])
def test_a_link_that_the_portal_did_not_sign_ends_nothing(token: str) -> None:
    with pytest.raises(Refusal) as raised:
        preferences.leave(token)
    assert raised.value.code == "CPP-COURRIEL-01"


def test_the_mark_of_a_letter_fits_its_column() -> None:
    token = preferences.leaving(10**12, What.AT_ONCE)
    assert len(token) <= 100
