"""The person whose account too many attempts locked gets a letter; the attempt does no more work for it."""

from datetime import UTC, datetime, timedelta

import pytest

from unisson.accounts import locks, signin
from unisson.accounts.models import SignInTries, User
from unisson.kernel.refusal import Refusal
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ADDRESS, NOBODY = "claire@example.org", "nobody@example.org"


@pytest.fixture
def claire() -> User:
    return User.objects.create_user(ADDRESS, "Essai-2026-xyz", first_name="Claire", last_name="Morel")


def lock(address: str = ADDRESS, *, at: datetime = AT) -> None:
    for _ in range(signin.TRIES):
        with pytest.raises(Refusal):
            signin.check(address=address, password="faux", at=at)


def told(*, at: datetime = AT) -> int:
    return locks.tell(clock=lambda: at)


def test_the_person_learns_it_once_and_until_when(claire: User) -> None:
    lock()
    assert not Email.objects.exists()
    assert (told(), told()) == (1, 0)
    letter = Email.objects.get()
    assert (letter.to, letter.kind) == (ADDRESS, "account-locked")
    assert letter.values["until"] == (AT + signin.REST).isoformat()


def test_nobody_is_written_to_for_an_unknown_address_or_before_the_lock(claire: User) -> None:
    lock(NOBODY)
    with pytest.raises(Refusal):
        signin.check(address=ADDRESS, password="faux", at=AT)
    assert told() == 1
    assert not Email.objects.exists()


def test_a_day_has_one_letter_whatever_strangers_type(claire: User) -> None:
    for hours in (0, 2, 4, 26):
        at = AT + timedelta(hours=hours)
        lock(at=at)
        assert told(at=at) == 1
    assert Email.objects.count() == 2


def test_a_lock_that_is_over_is_told_no_more(claire: User) -> None:
    lock()
    assert told(at=AT + signin.REST) == 0
    assert SignInTries.objects.get().told_until is None
