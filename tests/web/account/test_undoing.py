"""« Ce n’était pas moi »: what a thief added goes with one press of who reads the mailbox; what is older stays."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_person
from unisson.accounts import acts, address, factors, question, recovery, reset
from unisson.accounts.models import AccountAct, User
from unisson.kernel.clock import now
from unisson.notices import outbox
from unisson.notices.models import Email

from .authenticator import Authenticator
from .test_second_factor import ADDRESS, a_key, an_app, is_inside, with_password

pytestmark = pytest.mark.django_db

NEW = "claire.morel@example.org"
MINE = {"new_password1": "Nouveau-mot-2026", "new_password2": "Nouveau-mot-2026"}
LONG_AGO = timedelta(days=30)


@pytest.fixture
def claire() -> User:
    return a_person(ADDRESS)


def letters(kind: str = "account-changed") -> list[str]:
    outbox.send_pending(clock=now)
    return [one.text for one in Email.objects.filter(kind=kind).order_by("pk")]


def links() -> list[str]:
    """The ways to undo that the letters show, the oldest first."""
    return [found[1] for text in letters() if (found := re.search(r"http://testserver(/pas-moi/\S+)", text))]


def older(user: User) -> None:
    """All that was done so far was done long ago."""
    for rows, moment in ((user.factors, "added_at"), (user.acts, "at")):
        for row in rows.all():
            rows.filter(pk=row.pk).update(**{moment: getattr(row, moment) - LONG_AGO})


def takes_back(path: str) -> str:
    """The link to the choice of a password, as a path."""
    return Client().post(path).headers["Location"].removeprefix("http://testserver")


def test_a_key_of_a_thief_goes_and_its_person_comes_in_by_a_new_password(claire: User) -> None:
    thief = with_password()
    a_key(thief, Authenticator())
    choose = takes_back(links()[0])
    assert not is_inside(thief)
    assert not factors.has(claire)
    assert recovery.left(claire) == 0
    Client().post(choose, MINE)
    owner = Client()
    owner.post(reverse("sign-in"), {"username": ADDRESS, "password": MINE["new_password1"]})
    assert is_inside(owner)


def test_to_open_the_link_changes_nothing_and_it_serves_once(claire: User) -> None:
    an_app(claire)
    path = links()[0]
    assert Client().get(path).context["added"].factors == factors.held(claire)
    assert factors.has(claire)
    assert Client().post(path).status_code == 302
    assert (Client().get(path).status_code, Client().post(path).status_code) == (410, 410)


def test_who_has_only_the_mailbox_strips_no_older_means(claire: User) -> None:
    an_app(claire, "Ancien")
    codes = recovery.left(claire)
    question.choose(claire, "RUE", "rue des lilas", at=now() - LONG_AGO)
    older(claire)
    an_app(claire, "Nouveau")
    takes_back(links()[-1])
    assert factors.names(claire) == ["Ancien"]
    assert recovery.left(claire) == codes
    assert question.asked(claire) == question.QUESTIONS["RUE"]


def test_a_letter_of_long_ago_undoes_nothing(claire: User) -> None:
    an_app(claire)
    path = links()[0]
    older(claire)
    assert Client().post(path).status_code == 410
    assert factors.has(claire)


def test_the_question_of_before_comes_back(claire: User) -> None:
    question.choose(claire, "RUE", "rue des lilas", at=now() - LONG_AGO, told=False)
    for answer in ("rex", "médor"):
        question.choose(claire, "ANIMAL", answer, at=now())
    choose = takes_back(links()[0])
    answer = Client().post(choose, {**MINE, "answer": "Rue des Lilas"})
    assert "form" not in answer.context or not answer.context["form"].errors
    assert User.objects.get().check_password(MINE["new_password1"])


def test_a_question_where_there_was_none_goes(claire: User) -> None:
    question.choose(claire, "ANIMAL", "médor", at=now())
    takes_back(links()[0])
    assert question.asked(claire) == ""


def test_recovery_codes_of_a_thief_go_and_the_older_means_stays(claire: User) -> None:
    an_app(claire)
    older(claire)
    recovery.renew(claire, at=now())
    takes_back(links()[-1])
    assert (recovery.left(claire), factors.has(claire)) == (0, True)


def test_a_change_of_address_that_waits_ends(claire: User) -> None:
    an_app(claire)
    address.ask(claire, NEW, at=now())
    takes_back(links()[0])
    assert not claire.address_changes.exists()


def moved(user: User) -> str:
    """The address was changed; the way back of the old mailbox."""
    address.ask(user, NEW, at=now())
    outbox.send_pending(clock=now)
    told = Email.objects.filter(kind__in=["address-new", "address-leaving"]).values_list("to", "text")
    paths = {to: text.partition("testserver")[2].split()[0] for to, text in told}
    Client().post(paths[NEW])
    return paths[ADDRESS]


def test_a_mailbox_that_is_the_one_of_the_account_no_more_undoes_nothing(claire: User) -> None:
    an_app(claire)
    path = links()[0]
    moved(claire)
    assert Client().post(path).status_code == 410
    assert factors.has(claire)


def test_to_take_an_address_back_takes_away_what_was_added_since(claire: User) -> None:
    question.choose(claire, "RUE", "rue des lilas", at=now() - LONG_AGO, told=False)
    back = moved(claire)
    thief = Client()
    thief.post(reverse("sign-in"), {"username": NEW, "password": "Essai-2026-xyz"})
    a_key(thief, Authenticator())
    question.choose(claire, "ANIMAL", "médor", at=now())
    choose = takes_back(back)
    assert not factors.has(claire)
    assert question.asked(claire) == question.QUESTIONS["RUE"]
    Client().post(choose, {**MINE, "answer": "rue des lilas"})
    assert User.objects.get().check_password(MINE["new_password1"])


def test_but_not_what_was_there_before(claire: User) -> None:
    an_app(claire)
    back = moved(claire)
    takes_back(back)
    assert factors.has(claire)


def test_after_the_link_of_a_forgotten_password_the_additions_of_the_week_are_offered(claire: User) -> None:
    def offered() -> str:
        done = Client().post(reset.link_to(User.objects.get()).removeprefix("http://testserver"), MINE)
        return str(done.context["undo"])

    assert offered() == ""
    an_app(claire)
    token = offered()
    assert acts.meant(token, at=now()) == claire.acts.filter(what=AccountAct.What.APP_ADDED).get()
    older(claire)
    assert offered() == ""


def test_a_new_password_tells_what_else_opens_the_account(claire: User) -> None:
    from .test_passwords import link

    an_app(claire, "Tablette de Paul")
    Client().post(link(), MINE)
    assert "Tablette de Paul" in letters()[-1]


@pytest.mark.parametrize("token", ["jamais", "x" * 2_000, "W10:1abc:def"])
def test_what_was_never_ours_is_refused(token: str) -> None:
    path = reverse("account-undo", args=[token])
    assert (Client().get(path).status_code, Client().post(path).status_code) == (410, 410)
