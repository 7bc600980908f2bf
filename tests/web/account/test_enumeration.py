"""Nobody learns who has an account: the same page, the same words, and the same work, counted in hashes and in what the
database is asked and told."""

import re
from collections import Counter

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders import ARSOUILLE
from tests.invoices.builders import a_person
from unisson.accounts.models import User
from unisson.accounts.signin import TRIES
from unisson.directory import signup
from unisson.kernel.clock import now
from unisson.kernel.ports import Company

from .test_second_factor import an_app

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN, CLOSED, PROTECTED, EMPTY = (
    f"{name}@example.org" for name in ("claire", "nobody", "closed", "second", "empty")
)
ASKED = "asked@example.org"
ADDRESSES = (KNOWN, UNKNOWN, CLOSED, PROTECTED, EMPTY)


@pytest.fixture(autouse=True)
def people() -> None:
    """One of each: an account, a closed one, one with a second factor, one whose password was never chosen."""
    for address in (KNOWN, CLOSED, PROTECTED):
        a_person(address)
    User.objects.filter(email=CLOSED).update(is_active=False)
    User.objects.create_user(EMPTY, first_name="Olivier", last_name="Meyer")
    an_app(User.objects.get(email=PROTECTED))


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each password hash that is computed."""
    computed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        computed.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return computed


def page(path: str, address: str, /, **typed: str) -> tuple[int, str]:
    """Status and text of the answer, without what differs in any two answers."""
    answer = Client().post(path, typed)
    text = answer.text.replace(address, "")
    return answer.status_code, re.sub(r"\d+\u00a0h\u00a0\d+|\d\d:\d\d|csrfmiddlewaretoken\S+ value=\S+", "", text)


@pytest.mark.parametrize("failures", [0, TRIES - 1, TRIES])
def test_signing_in_with_a_wrong_password(failures: int, hashes: list[str]) -> None:
    told = {}
    for address in ADDRESSES:
        for _ in range(failures):
            page(reverse("sign-in"), address, username=address, password="faux")
        hashes.clear()
        told[address] = (*page(reverse("sign-in"), address, username=address, password="faux"), len(hashes))
    assert len(set(told.values())) == 1
    assert told[KNOWN][2] == (1 if failures < TRIES else 0)


def work(path: str, /, **typed: str) -> Counter[str]:
    """What the database does for an answer: which verb, on which table, how many times."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        Client().post(path, typed)
    said = [re.search(r'^(\w+)\b.*?(?:FROM|INTO|UPDATE) "?(\w+)|^(\w+)', one["sql"], re.DOTALL) for one in asked]
    return Counter(" ".join(filter(None, one.groups())) for one in said if one)


def asks_for_an_account(address: str) -> None:
    """An account is asked at this address and not activated."""
    company = Company(name="ARSOUILLE", address="1 rue", postcode="30130", town="Pont-Saint-Esprit")
    named = {"first_name": "Camille", "last_name": "Martin"}
    new = signup.NewAccount(
        address=address, kind="SIRET", identifier=ARSOUILLE, company=company, verified=True, spaces=[], **named
    )
    signup.ask(new, at=now())


@pytest.mark.parametrize("name", ["password-reset", "activation-again"])
def test_the_database_works_as_much_for_a_link_to_nobody(name: str) -> None:
    asks_for_an_account(ASKED)
    Client().post(reverse(name), {"address": "before@example.org"})  # the worker is awake
    done = [work(reverse(name), address=address) for address in (*ADDRESSES, ASKED)]
    assert all(one == done[0] for one in done)
    assert done[0]["INSERT accounts_linkasked"] == 1


@pytest.mark.parametrize("failures", [0, TRIES - 1, TRIES])
def test_the_database_works_as_much_for_a_wrong_password_of_nobody(failures: int) -> None:
    done = []
    for address in ADDRESSES:
        for _ in range(failures):
            work(reverse("sign-in"), username=address, password="faux")
        done.append(work(reverse("sign-in"), username=address, password="faux"))
    assert all(one == done[0] for one in done)
    assert done[0]["SELECT accounts_signintries"]


@pytest.mark.parametrize("name", ["password-reset", "activation-again"])
def test_asking_for_a_link(name: str, hashes: list[str]) -> None:
    told = {}
    for address in ADDRESSES:
        hashes.clear()
        told[address] = (*page(reverse(name), address, address=address), len(hashes))
    assert len(set(told.values())) == 1
    assert told[KNOWN][2] == 0
