"""A forgotten password, and the change of a known one."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import LATER, a_person
from unisson.accounts import question, reset
from unisson.accounts.models import LinkAsked
from unisson.accounts.signin import TRIES
from unisson.kernel.clock import now
from unisson.notices import outbox
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db

OLD, NEW = "Essai-2026-xyz", "Nouveau-mot-2026"


def written() -> None:
    """The worker passed."""
    reset.send_asked(clock=now)
    outbox.send_pending(clock=now)


def link() -> str:
    """Ask for a link and read it in the letter."""
    Client().post(reverse("password-reset"), {"address": "claire@example.org"})
    written()
    found = re.search(r"http://testserver(/mot-de-passe/\S+)", Email.objects.get(kind="password-reset").text)
    assert found
    return found[1]


def can_sign_in(password: str) -> bool:
    typed = {"username": "claire@example.org", "password": password}
    return Client().post(reverse("sign-in"), typed).status_code == 302


def test_a_known_and_an_unknown_address_get_the_same_page() -> None:
    a_person()
    pages = [
        Client().post(reverse("password-reset"), {"address": address}).text.replace(address, "")
        for address in ("claire@example.org", "personne@example.org")
    ]
    alike = [re.sub(r"\d+\u00a0h\u00a0\d+|csrfmiddlewaretoken\S+ value=\S+", "", page) for page in pages]

    assert alike[0] == alike[1]


def test_the_letter_goes_to_the_connection_address() -> None:
    person = a_person()
    person.contact_email = "contact@example.org"
    person.save()
    Client().post(reverse("password-reset"), {"address": "Claire@Example.org"})
    written()

    assert [(email.to, email.kind) for email in Email.objects.all()] == [("claire@example.org", "password-reset")]


def test_nobody_is_written_to_at_an_unknown_address() -> None:
    Client().post(reverse("password-reset"), {"address": "personne@example.org"})
    assert LinkAsked.objects.count() == 1
    written()

    assert not Email.objects.exists()
    assert not LinkAsked.objects.exists()


def test_pressed_twice_in_a_minute_one_letter_leaves() -> None:
    a_person()
    for _ in range(2):
        reset.ask("claire@example.org", at=LATER)
    assert reset.send_asked(clock=now) == 2

    assert Email.objects.count() == 1


def test_the_link_gives_a_new_password_and_unlocks() -> None:
    a_person()
    for _ in range(TRIES):
        can_sign_in("faux")
    answer = Client().post(link(), {"new_password1": NEW, "new_password2": NEW})

    assert answer.status_code == 200
    assert can_sign_in(NEW)
    assert not can_sign_in(OLD)


def test_the_link_serves_once() -> None:
    a_person()
    address = link()
    Client().post(address, {"new_password1": NEW, "new_password2": NEW})

    again = Client().post(address, {"new_password1": OLD, "new_password2": OLD})
    assert (again.status_code, again.context["refusal"].code) == (410, "CPP-COMPTE-04")
    assert can_sign_in(NEW)


@pytest.mark.parametrize("address", ["/mot-de-passe/MQ/faux/", "/mot-de-passe/é/faux/", "/mot-de-passe/%F3/a-b/"])
def test_a_link_that_was_never_ours_is_refused(address: str) -> None:
    a_person()

    assert Client().get(address).status_code == 410


def test_after_the_link_one_sees_what_else_opens_the_account_and_is_led_to_take_it_away() -> None:
    from .test_second_factor import an_app

    person = a_person()
    an_app(person)
    done = Client().post(link(), {"new_password1": NEW, "new_password2": NEW})

    assert [one.name for one in done.context["factors"]] == [one.name for one in person.factors.all()]
    assert f"{reverse('sign-in')}?next={reverse('security')}" in done.text


@pytest.mark.parametrize("password", ["court", "seulementdeslettres", "motdepasse2026"])
def test_a_simple_password_is_refused_with_the_rule(password: str) -> None:
    a_person()
    answer = Client().post(link(), {"new_password1": password, "new_password2": password})

    assert answer.context["form"].has_error("new_password1", "CPP-COMPTE-03")
    assert not can_sign_in(password)


def test_changing_the_password_asks_for_the_old_one_and_keeps_this_browser_signed_in() -> None:
    a_person()
    client = Client()
    client.login(username="claire@example.org", password=OLD)
    typed = {"new_password1": NEW, "new_password2": NEW}

    assert client.post(reverse("password-change"), {**typed, "old_password": "faux"}).status_code == 200
    assert client.post(reverse("password-change"), {**typed, "old_password": OLD}).status_code == 302
    assert client.get("/").status_code == 200
    assert can_sign_in(NEW)


def test_an_hour_is_said_in_the_letter() -> None:
    a_person()
    link()
    email = Email.objects.get()

    assert email.values["until"][:10] >= f"{LATER:%Y}"
    assert "/mot-de-passe/" in email.html


def test_the_secret_question_is_asked_beside_the_link_and_only_for_a_good_password() -> None:
    question.choose(a_person(), "ANIMAL", "Médor", at=now())
    address, typed = link(), {"new_password1": NEW, "new_password2": NEW}

    assert "premier animal" in Client().get(address).text
    assert (
        not Client()
        .post(address, {**typed, "new_password2": "autre", "answer": "faux"})
        .context["form"]
        .has_error("answer")
    )
    wrong = Client().post(address, {**typed, "answer": "Rex"}).context["form"]
    assert wrong.has_error("answer", "CPP-COMPTE-16")
    assert wrong.errors["answer"].as_data()[0].message.endswith("4.")
    assert not can_sign_in(NEW)
    assert Client().post(address, {**typed, "answer": "MEDOR"}).status_code == 200
    assert can_sign_in(NEW)


def test_five_wrong_answers_close_the_link_for_an_hour() -> None:
    question.choose(a_person(), "ANIMAL", "Médor", at=now())
    address, typed = link(), {"new_password1": NEW, "new_password2": NEW}
    for _ in range(TRIES):
        Client().post(address, {**typed, "answer": "Rex"})

    answer = Client().post(address, {**typed, "answer": "Médor"})
    assert answer.context["form"].has_error("answer", "CPP-COMPTE-17")
    assert can_sign_in(OLD)


def test_who_is_locked_out_answers_the_question_and_is_unlocked() -> None:
    question.choose(a_person(), "ANIMAL", "Médor", at=now())
    for _ in range(TRIES):
        can_sign_in("faux")
    Client().post(link(), {"new_password1": NEW, "new_password2": NEW, "answer": "Médor"})

    assert can_sign_in(NEW)


def test_the_question_is_chosen_with_the_password() -> None:
    person, client = a_person(), Client()
    client.force_login(person)
    typed = {"question": "ANIMAL", "answer": "Médor"}

    client.post(reverse("secret-question"), {**typed, "password": "faux"})
    assert question.asked(person) == ""
    client.post(reverse("secret-question"), {**typed, "password": OLD})
    assert question.asked(person)
    assert "premier animal" in client.get(reverse("security")).text


def test_the_strength_of_what_is_typed_is_said_and_kept_nowhere() -> None:
    client = Client()
    said = client.post(reverse("password-strength"), {"new_password1": "Abcdefghijkl"})

    assert "un chiffre ou un caractère spécial" in said.text
    assert "forte" in client.post(reverse("password-strength"), {"new_password1": "Abcdefghijk1-plus-long"}).text
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("password", ["Morel-Dubreuil-1", "Password1234", "claire@example.Org1"])
def test_a_password_that_anybody_guesses_is_refused(password: str) -> None:
    a_person(last_name="Morel-Dubreuil")
    answer = Client().post(link(), {"new_password1": password, "new_password2": password})

    assert answer.context["form"].errors["new_password1"]


def test_the_old_password_is_guessed_no_better_here_than_on_the_log_in_page() -> None:
    a_person()
    client = Client()
    client.login(username="claire@example.org", password=OLD)
    typed = {"old_password": "faux", "new_password1": NEW, "new_password2": NEW}
    for _ in range(TRIES):
        answer = client.post(reverse("password-change"), typed)
    assert answer.context["form"].has_error("old_password", "CPP-COMPTE-02")
    assert client.post(reverse("password-change"), {**typed, "old_password": OLD}).status_code == 200
