"""The contact address takes notices once its mailbox answered, and not before."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from unisson.accounts import contact, own_data
from unisson.accounts.models import User
from unisson.kernel.refusal import Refusal
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
OWN, OTHER = "claire@example.org", "compta@example.org"


@pytest.fixture
def claire() -> User:
    return User.objects.create_user(OWN, "Essai-2026-xyz", first_name="Claire", last_name="Morel")


def gives(person: User, address: str, *, at: datetime = AT) -> None:
    typed = {"last_name": "Morel", "first_name": "Claire", "contact_email": address, "phone": ""}
    own_data.correct(person, typed, at=at)
    person.refresh_from_db()


def path() -> str:
    letter = Email.objects.filter(kind="contact-proof").latest("pk")
    assert letter.to == OTHER
    return contact.link(letter.values["token"]).removeprefix("http://testserver")


def test_notices_go_there_once_the_link_was_pressed(claire: User) -> None:
    gives(claire, OTHER)
    assert (claire.notice_address, contact.waits(claire)) == (OWN, True)
    Client().get(path())
    claire.refresh_from_db()
    assert claire.notice_address == OWN
    assert Client().post(path()).status_code == 200
    claire.refresh_from_db()
    assert (claire.notice_address, contact.waits(claire)) == (OTHER, False)


def test_another_address_waits_again_and_the_former_link_is_over(claire: User) -> None:
    gives(claire, OTHER)
    former = path()
    Client().post(former)
    gives(claire, "ailleurs@example.org")
    assert claire.notice_address == OWN
    assert Client().post(former).status_code == 410
    gives(claire, OTHER)
    assert claire.notice_address == OTHER  # proven already


def test_the_link_leaves_again_when_the_form_is_kept_again_and_once_an_hour(claire: User) -> None:
    for minutes in (0, 10, 70):
        gives(claire, OTHER, at=AT + timedelta(minutes=minutes))
    assert Email.objects.filter(kind="contact-proof").count() == 2


def test_few_letters_leave_in_a_day_whatever_the_addresses(claire: User) -> None:
    for number in range(contact.A_DAY):
        gives(claire, f"inconnu{number}@example.org", at=AT + timedelta(seconds=number))
    with pytest.raises(Refusal) as told:
        gives(claire, OTHER, at=AT + timedelta(hours=23))
    assert told.value.code == "CPP-COMPTE-27"
    claire.refresh_from_db()
    assert claire.contact_email == f"inconnu{contact.A_DAY - 1}@example.org"
    assert Email.objects.filter(kind="contact-proof").count() == contact.A_DAY
    gives(claire, OTHER, at=AT + timedelta(hours=25))
    assert path()


def test_the_page_says_that_too_many_left(claire: User) -> None:
    asked, client = {"last_name": "Morel", "first_name": "Claire", "phone": ""}, Client()
    client.force_login(claire)
    answers = [
        client.post("/mon-compte/donnees/", {**asked, "contact_email": f"inconnu{number}@example.org"}).status_code
        for number in range(contact.A_DAY + 1)
    ]
    assert answers == [302] * contact.A_DAY + [200]
    assert client.post("/mon-compte/donnees/", {**asked, "contact_email": ""}).status_code == 302


def test_without_a_contact_address_nothing_waits(claire: User) -> None:
    gives(claire, "")
    assert (claire.notice_address, contact.waits(claire)) == (OWN, False)
    assert not Email.objects.filter(kind="contact-proof").exists()


@pytest.mark.parametrize("token", ["jamais", "x" * 2_000])
def test_what_was_never_ours_is_refused(token: str) -> None:
    assert Client().get(f"/adresse/contact/{token}/").status_code == 410
