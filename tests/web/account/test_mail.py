"""« Mes courriels » and the link at the foot of a letter."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import AT, a_person
from unisson.accounts.models import User
from unisson.notices import preferences
from unisson.notices.preferences import What

pytestmark = pytest.mark.django_db


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def leave_page(person: User, what: What = What.DAILY) -> str:
    return reverse("mail-leave", args=[preferences.leaving(person.pk, what)])


def test_what_is_ticked_is_received_from_now_on_and_shown_again() -> None:
    person = a_person()
    client = signed_in(person)
    answer = client.post(reverse("mail-choose"), {"courriel": ["DAILY", "AT_ONCE", "nonsense"]})
    assert answer.headers["Location"] == reverse("account")
    assert preferences.chosen(person.pk) == {What.DAILY, What.AT_ONCE}
    page = client.get(reverse("account")).text
    assert page.count("checked") == 2


def test_nothing_ticked_ends_everything() -> None:
    person = a_person()
    preferences.choose(person.pk, set(What), at=AT)
    signed_in(person).post(reverse("mail-choose"))
    assert preferences.chosen(person.pk) == frozenset()


def test_to_open_the_link_ends_nothing_and_one_press_does_without_signing_in() -> None:
    person = a_person()
    preferences.choose(person.pk, {What.DAILY, What.WEEKLY}, at=AT)
    assert Client().get(leave_page(person)).status_code == 200
    assert preferences.chosen(person.pk) == {What.DAILY, What.WEEKLY}
    assert Client().post(leave_page(person)).status_code == 200
    assert preferences.chosen(person.pk) == {What.WEEKLY}


def test_a_mail_program_may_press_by_itself() -> None:
    """RFC 8058: no cookie, no token of a form."""
    person = a_person()
    preferences.choose(person.pk, {What.AT_ONCE}, at=AT)
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(leave_page(person, What.AT_ONCE), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert preferences.chosen(person.pk) == frozenset()


def test_a_link_that_was_changed_is_not_found_and_ends_nothing() -> None:
    person = a_person()
    preferences.choose(person.pk, {What.DAILY}, at=AT)
    assert Client().post(leave_page(person)[:-2] + "x/").status_code == 404
    assert preferences.chosen(person.pk) == {What.DAILY}


def test_the_choice_of_another_is_out_of_reach() -> None:
    other = a_person("autre@example.org")
    preferences.choose(other.pk, {What.DAILY}, at=AT)
    signed_in(a_person()).post(reverse("mail-choose"))
    assert preferences.chosen(other.pk) == {What.DAILY}
