"""Attacks that come many at the same instant, over connections that commit for real."""

from collections.abc import Iterator
from threading import Lock
from time import sleep

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from tests.invoices.builders import AT, a_person
from tests.invoices.conftest import committed  # noqa: F401 - a fixture
from tests.invoices.test_at_once import at_once
from unisson.accounts import reset, signin
from unisson.accounts.models import AccountAct, SignInTries, User
from unisson.kernel.refusal import Refusal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]

PASSWORD, KNOWN, UNKNOWN = "Essai-2026-xyz", "claire@example.org", "nobody@example.org"
MANY = 12


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Each password whose hash is computed, slowly as in life: the others come meanwhile."""
    computed, lock, encode = list[str](), Lock(), MD5PasswordHasher.encode

    def slowly(self: MD5PasswordHasher, password: str, salt: str) -> str:
        with lock:
            computed.append(password)
        sleep(0.3)
        return encode(self, password, salt)

    person = a_person(KNOWN)
    monkeypatch.setattr(MD5PasswordHasher, "encode", slowly)
    yield computed
    assert person == User.objects.get()


def guess(address: str, *passwords: str) -> list[object]:
    return at_once(*[lambda one=one: signin.check(address=address, password=one, at=AT) for one in passwords])  # type: ignore[misc]


def codes(given: list[object]) -> list[str]:
    return sorted(one.code if isinstance(one, Refusal) else repr(one) for one in given)


@pytest.mark.parametrize("address", [KNOWN, UNKNOWN])
def test_of_many_guesses_at_once_five_are_looked_at(evaluated: list[str], address: str) -> None:
    given = guess(address, *(f"faux-{number}" for number in range(MANY)))
    assert len(evaluated) <= signin.TRIES
    assert set(codes(given)) <= {"CPP-COMPTE-01", "CPP-COMPTE-02"}
    assert codes(given).count("CPP-COMPTE-02") >= MANY - signin.TRIES + 1
    with pytest.raises(Refusal, match="CPP-COMPTE-02"):
        signin.check(address=address, password=PASSWORD, at=AT)


def test_the_right_password_opens_nothing_if_the_lock_falls_while_it_is_looked_at(
    evaluated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    encode = MD5PasswordHasher.encode

    def meanwhile(self: MD5PasswordHasher, password: str, salt: str) -> str:
        if password == PASSWORD:
            guess(KNOWN, *(f"faux-{number}" for number in range(signin.TRIES)))
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", meanwhile)
    with pytest.raises(Refusal, match="CPP-COMPTE-02"):
        signin.check(address=KNOWN, password=PASSWORD, at=AT)


def test_two_who_share_a_mailbox_sign_in_at_once(evaluated: list[str]) -> None:
    given = guess(KNOWN, PASSWORD, PASSWORD)
    assert all(isinstance(one, User) for one in given)
    assert not SignInTries.objects.exists()


def test_the_password_asked_again_has_no_more_tries_at_once(evaluated: list[str]) -> None:
    person = User.objects.get()
    at_once(
        *[lambda one=one: signin.confirm(person, f"faux-{one}", at=AT) for one in range(MANY)]  # type: ignore[misc]
    )
    assert len(evaluated) <= signin.TRIES


def test_a_link_serves_once_for_six_at_the_same_instant() -> None:
    person = a_person(KNOWN)
    token = reset.link_to(person).rstrip("/").rpartition("/")[2]
    chosen = [f"Nouveau-mot-{number}" for number in range(6)]
    given = at_once(
        *[lambda one=one: reset.choose(User.objects.get(), one, token=token, at=AT) for one in chosen]  # type: ignore[misc]
    )
    assert codes(given) == ["CPP-COMPTE-04"] * 5 + ["None"]
    assert AccountAct.objects.filter(what=AccountAct.What.PASSWORD_CHANGED).count() == 1
