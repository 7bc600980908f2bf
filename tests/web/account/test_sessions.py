"""Where one is signed in: the list, the end of a session from afar, and what ends sessions by itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.invoices.builders import a_person
from unisson.accounts import operators, reset, sessions, standing
from unisson.accounts.models import AccountAct, Browser, User
from unisson.kernel.clock import now
from unisson.web.account.browsers import in_words

pytestmark = pytest.mark.django_db

PASSWORD, NEW = "Essai-2026-xyz", "Nouveau-mot-2026"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


@pytest.fixture
def claire() -> User:
    return a_person("claire@example.org")


def signed_in(agent: str = FIREFOX, *, address: str = "claire@example.org") -> Client:
    client = Client(headers={"user-agent": agent})
    client.post(reverse("sign-in"), {"username": address, "password": PASSWORD})
    return client


def is_inside(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def listed(client: Client) -> list[tuple[str, bool]]:
    return [(one.browser, one.here) for one in client.get(reverse("security")).context["sessions"]]


def test_each_session_is_listed_in_words_and_this_one_is_told(claire: User) -> None:
    signed_in(SAFARI)
    assert sorted(listed(signed_in(FIREFOX))) == [("Firefox sur Windows", True), ("Safari sur iPhone", False)]


def test_one_session_ends_at_once_with_the_password(claire: User) -> None:
    phone, desk = signed_in(SAFARI), signed_in()
    (pk,) = Browser.objects.filter(agent=SAFARI).values_list("pk", flat=True)
    desk.post(reverse("session-end", args=[pk]), {"password": "faux"})
    assert is_inside(phone)
    desk.post(reverse("session-end", args=[pk]), {"password": PASSWORD})
    assert (is_inside(phone), is_inside(desk)) == (False, True)
    assert AccountAct.objects.get().what == AccountAct.What.SESSIONS_ENDED


def test_all_others_end_at_once(claire: User) -> None:
    others, here = [signed_in(SAFARI), signed_in()], signed_in()
    here.post(reverse("sessions-end"), {"password": PASSWORD})
    assert [is_inside(one) for one in others] == [False, False]
    assert is_inside(here)
    assert len(listed(here)) == 1


def test_nobody_ends_the_session_of_somebody_else(claire: User) -> None:
    a_person("paul@example.org")
    phone, paul = signed_in(SAFARI), signed_in(address="paul@example.org")
    (pk,) = Browser.objects.filter(agent=SAFARI).values_list("pk", flat=True)
    assert paul.post(reverse("session-end", args=[pk]), {"password": PASSWORD}).status_code == 404
    paul.post(reverse("sessions-end"), {"password": PASSWORD})
    assert is_inside(phone)


def test_ending_one_twice_says_that_it_is_not_there(claire: User) -> None:
    signed_in(SAFARI)
    desk = signed_in()
    (pk,) = Browser.objects.filter(agent=SAFARI).values_list("pk", flat=True)
    desk.post(reverse("session-end", args=[pk]), {"password": PASSWORD})
    assert desk.post(reverse("session-end", args=[pk]), {"password": PASSWORD}).status_code == 404


def test_who_signs_out_leaves_the_list(claire: User) -> None:
    phone, desk = signed_in(SAFARI), signed_in()
    phone.post(reverse("sign-out"))
    assert len(listed(desk)) == 1


def test_a_new_password_ends_the_others_changes_the_key_and_keeps_one_line_for_this_one(claire: User) -> None:
    phone, desk = signed_in(SAFARI), signed_in()
    key = desk.session.session_key
    typed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    desk.post(reverse("password-change"), typed)
    assert desk.session.session_key != key
    assert (is_inside(phone), is_inside(desk)) == (False, True)
    assert listed(desk) == [("Firefox sur Windows", True)]


def test_the_link_of_a_forgotten_password_ends_every_session(claire: User) -> None:
    desk = signed_in()
    token = reset.link_to(User.objects.get()).rstrip("/").rpartition("/")[2]
    reset.choose(claire, NEW, token=token, at=now())
    assert not is_inside(desk)
    assert not Browser.objects.exists()


def test_who_is_locked_out_and_let_in_again_signs_in_anew(claire: User) -> None:
    desk = signed_in()
    standing.suspend(claire)
    standing.restore(claire)
    assert not is_inside(desk)
    assert is_inside(signed_in())


def test_the_operator_who_takes_a_second_factor_away_ends_every_session(claire: User) -> None:
    desk = signed_in()
    operators.clear_second_factor(claire.email, at=now())
    assert not is_inside(desk)


def test_the_first_second_factor_ends_the_sessions_that_the_password_alone_opened(claire: User) -> None:
    from .test_second_factor import enrol

    phone, desk = signed_in(SAFARI), signed_in()
    enrol(desk)
    assert (is_inside(phone), is_inside(desk)) == (False, True)


def test_a_session_ends_after_twelve_hours_whatever_is_clicked(claire: User, settings: Settings) -> None:
    desk = signed_in()
    session = desk.session
    session["began"] = int((timezone.now() - timedelta(hours=settings.SESSION_HOURS, seconds=5)).timestamp())
    session.save()
    assert not is_inside(desk)


def test_a_session_that_ran_out_is_not_listed(claire: User) -> None:
    phone, desk = signed_in(SAFARI), signed_in()
    session = phone.session
    session.set_expiry(-1)
    session.save()
    assert len(listed(desk)) == 1
    assert not is_inside(phone)


def test_a_session_is_written_when_it_begins_and_not_at_each_click(claire: User) -> None:
    desk = signed_in()
    before = Browser.objects.get().seen_at
    desk.get(reverse("account"))
    assert Browser.objects.get().seen_at == before


def test_two_writers_of_one_session_leave_one_row(claire: User) -> None:
    for _ in range(2):
        sessions.seen(claire, key="k" * 32, agent="x" * 5_000, began=now(), at=now())
    assert Browser.objects.count() <= 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox sur Windows"),
        (SAFARI, "Safari sur iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sur Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome sur Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) AppleWebKit/605 Version/18.0 Safari/605", "Safari sur macOS"),
        ("curl/8.5", "Navigateur inconnu"),
        ("", "Navigateur inconnu"),
    ],
)
def test_a_browser_in_words(agent: str, words: str) -> None:
    assert in_words(agent) == words
