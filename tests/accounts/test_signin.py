from datetime import UTC, datetime, timedelta

import pytest

from unisson.accounts import signin
from unisson.accounts.models import SignInTries, User
from unisson.accounts.passwords import TwelveOfThreeClasses, classes
from unisson.kernel import words
from unisson.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ADDRESS, PASSWORD = "claire@example.org", "Essai-2026-xyz"


@pytest.fixture
def claire() -> User:
    return User.objects.create_user(ADDRESS, PASSWORD, first_name="Claire", last_name="Morel")


def fail(address: str = ADDRESS, *, at: datetime = AT) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        signin.check(address=address, password="faux", at=at)
    return refusal.value


def test_the_right_password_signs_in_however_the_address_is_written(claire: User) -> None:
    assert signin.check(address=" Claire@Example.ORG ", password=PASSWORD, at=AT) == claire


def test_five_failures_lock_for_an_hour_even_with_the_right_password(claire: User) -> None:
    assert [fail().code for _ in range(signin.TRIES)] == ["CPP-COMPTE-01"] * 4 + ["CPP-COMPTE-02"]
    with pytest.raises(Refusal, match="CPP-COMPTE-02"):
        signin.check(address=ADDRESS, password=PASSWORD, at=AT + signin.REST / 2)
    assert signin.check(address=ADDRESS, password=PASSWORD, at=AT + signin.REST) == claire


@pytest.mark.parametrize(("language", "until"), [("fr", "11\u00a0h\u00a030"), ("en", "11:30")])
def test_the_end_of_the_rest_is_told_by_the_clock_of_the_reader(claire: User, language: str, until: str) -> None:
    locked = [fail() for _ in range(signin.TRIES)][-1]
    assert until in words.sentence(locked.code, locked.values, language=language)


def test_after_the_rest_one_starts_again_with_five_tries(claire: User) -> None:
    for _ in range(signin.TRIES):
        fail()
    later = AT + signin.REST + timedelta(seconds=1)
    assert fail(at=later).values["left"] == 4


def test_a_success_forgets_the_failures(claire: User) -> None:
    for _ in range(signin.TRIES - 1):
        fail()
    signin.check(address=ADDRESS, password=PASSWORD, at=AT)
    assert fail().values["left"] == 4
    assert SignInTries.objects.count() == 1


def test_an_unknown_address_answers_as_a_known_one(claire: User) -> None:
    known, unknown = ([fail(address) for _ in range(6)] for address in (ADDRESS, "personne@example.org"))
    assert [(one.code, one.values) for one in known] == [(one.code, one.values) for one in unknown]


def test_a_closed_account_answers_as_an_unknown_one(claire: User) -> None:
    User.objects.update(is_active=False)
    with pytest.raises(Refusal, match="CPP-COMPTE-01"):
        signin.check(address=ADDRESS, password=PASSWORD, at=AT)


def test_a_new_password_unlocks(claire: User) -> None:
    for _ in range(signin.TRIES):
        fail()
    signin.unlock(claire)
    assert signin.check(address=ADDRESS, password=PASSWORD, at=AT) == claire


def test_the_former_connection_is_remembered(claire: User) -> None:
    User.objects.update(last_login=AT - timedelta(days=3))
    claire.refresh_from_db()
    signin.remember(claire, at=AT)
    assert User.objects.get().previous_login == AT - timedelta(days=3)


@pytest.mark.parametrize(
    ("password", "count"), [("abc", 1), ("ABCdef", 2), ("ABCdef123", 3), ("ABCdef-1", 4), ("été", 2), ("", 0)]
)
def test_classes_of_characters(password: str, count: int) -> None:
    assert classes(password) == count


@pytest.mark.parametrize("password", ["Court-2026", "seulementdespetites", "PASDECHIFFRESNIRIEN", "deuxclasses12"])
def test_a_weak_password_is_refused(password: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as refusal:
        TwelveOfThreeClasses().validate(password)
    assert refusal.value.code == "CPP-COMPTE-03"


def test_a_strong_password_passes() -> None:
    TwelveOfThreeClasses().validate(PASSWORD)


def test_one_account_per_address_whatever_the_capitals(claire: User) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="CLAIRE@example.org").save()
