"""The connection address: confirmed by the new mailbox, taken back by the old one; nobody learns who has an account."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_person
from unisson.accounts import address, factors, reset
from unisson.accounts.models import AccountAct, AddressChange, User
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.notices import outbox
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db

PASSWORD = "Essai-2026-xyz"
OLD, NEW = "claire@example.org", "claire.morel@example.org"


@pytest.fixture
def claire() -> User:
    return a_person(OLD)


def signed_in(email: str = OLD) -> Client:
    client = Client()
    client.post(reverse("sign-in"), {"username": email, "password": PASSWORD})
    return client


def is_inside(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def ask(client: Client, new: str = NEW, password: str = PASSWORD) -> str:
    return client.post(reverse("address-change"), {"address": new, "password": password}).text.replace(new, "")


def link(to: str) -> str:
    """What the last letter to an address leads to."""
    outbox.send_pending(clock=now)
    found = re.search(r"http://testserver(/adresse/\S+)", Email.objects.filter(to=to).latest("pk").text)
    assert found
    return found[1]


def test_nothing_changes_before_the_new_mailbox_answers(claire: User) -> None:
    client = signed_in()
    ask(client)
    confirm = link(NEW)
    Client().get(confirm)
    assert User.objects.get().email == OLD
    assert Client().post(confirm).status_code == 200
    assert User.objects.get().email == NEW
    assert not is_inside(client)
    assert is_inside(signed_in(NEW))
    assert not is_inside(signed_in(OLD))


def test_the_link_serves_once(claire: User) -> None:
    ask(signed_in())
    confirm = link(NEW)
    Client().post(confirm)
    assert (Client().post(confirm).status_code, Client().get(confirm).status_code) == (410, 410)


def test_the_password_is_asked_for(claire: User) -> None:
    ask(signed_in(), password="faux")
    assert not AddressChange.objects.exists()


def test_the_old_address_stops_it_before(claire: User) -> None:
    client = signed_in()
    ask(client)
    confirm, back = link(NEW), link(OLD)
    Client().get(back)
    answer = Client().post(back)
    assert Client().post(confirm).status_code == 410
    assert User.objects.get().email == OLD
    assert not is_inside(client)
    assert answer.headers["Location"].startswith("http://testserver/mot-de-passe/")


def test_the_old_address_takes_it_back_after_and_the_thief_is_out(claire: User) -> None:
    ask(signed_in())
    confirm, back = link(NEW), link(OLD)
    Client().post(confirm)
    thief = signed_in(NEW)
    stolen = reset.link_to(User.objects.get())
    choose = Client().post(back).headers["Location"]
    assert User.objects.get().email == OLD
    assert (is_inside(thief), is_inside(signed_in(OLD)), is_inside(signed_in(NEW))) == (False, False, False)
    assert Client().get(stolen.removeprefix("http://testserver")).status_code == 410
    mine = "Nouveau-mot-2026"
    Client().post(choose.removeprefix("http://testserver"), {"new_password1": mine, "new_password2": mine})
    assert User.objects.get().check_password(mine)
    assert Client().post(back).status_code == 410


def test_a_second_change_of_the_thief_ends_with_the_first(claire: User) -> None:
    ask(signed_in())
    confirm, back = link(NEW), link(OLD)
    Client().post(confirm)
    AddressChange.objects.update(asked_at=now() - timedelta(minutes=2))
    ask(signed_in(NEW), "third@example.org")
    third = link("third@example.org")
    Client().post(back)
    assert Client().post(third).status_code == 410
    assert User.objects.get().email == OLD


@pytest.mark.parametrize("by_link", [True, False])
def test_a_new_password_ends_a_change_that_waits(claire: User, by_link: bool) -> None:
    thief, owner = signed_in(), signed_in()
    ask(thief)
    confirm, mine = link(NEW), {"new_password1": "Nouveau-mot-2026", "new_password2": "Nouveau-mot-2026"}
    if by_link:
        Client().post(reset.link_to(User.objects.get()).removeprefix("http://testserver"), mine)
    else:
        owner.post(reverse("password-change"), {**mine, "old_password": PASSWORD})
    assert User.objects.get().check_password("Nouveau-mot-2026")
    assert Client().post(confirm).status_code == 410
    assert User.objects.get().email == OLD


def test_a_new_password_leaves_the_way_back_of_a_change_that_was_made(claire: User) -> None:
    ask(signed_in())
    confirm, back = link(NEW), link(OLD)
    Client().post(confirm)
    his = {"new_password1": "Nouveau-mot-2026", "new_password2": "Nouveau-mot-2026"}
    Client().post(reset.link_to(User.objects.get()).removeprefix("http://testserver"), his)
    assert Client().post(back).status_code == 302
    assert User.objects.get().email == OLD


def chain() -> tuple[str, str]:
    """The thief changes the address twice, both confirmed: the way back of the victim, and his own from between."""
    ask(signed_in())
    confirm, back = link(NEW), link(OLD)
    Client().post(confirm)
    AddressChange.objects.update(asked_at=now() - timedelta(minutes=2))
    ask(signed_in(NEW), "third@example.org")
    confirm, his = link("third@example.org"), link(NEW)
    Client().post(confirm)
    assert User.objects.get().email == "third@example.org"
    return back, his


def test_a_way_back_of_the_thief_ends_when_the_victim_takes_everything_back(claire: User) -> None:
    back, his = chain()
    assert Client().post(back).status_code == 302
    assert (Client().get(his).status_code, Client().post(his).status_code) == (410, 410)
    assert User.objects.get().email == OLD


def test_the_way_back_of_the_victim_survives_that_of_the_thief(claire: User) -> None:
    back, his = chain()
    Client().post(his)
    assert User.objects.get().email == NEW
    assert Client().post(back).status_code == 302
    assert User.objects.get().email == OLD


def test_a_way_back_is_of_no_use_where_the_address_came_from_elsewhere(claire: User) -> None:
    ask(signed_in())
    back = link(OLD)
    User.objects.update(email="elsewhere@example.org")
    assert (Client().get(back).status_code, Client().post(back).status_code) == (410, 410)


@pytest.mark.parametrize(("which", "after"), [(NEW, address.LASTS), (OLD, address.BACK)])
def test_each_link_has_its_time(claire: User, which: str, after: timedelta) -> None:
    ask(signed_in())
    path = link(which)
    AddressChange.objects.update(asked_at=now() - after - timedelta(seconds=1))
    assert Client().post(path).status_code == 410
    assert User.objects.get().email == OLD


def test_an_address_that_has_an_account_answers_alike_and_its_owner_is_told(claire: User) -> None:
    other = a_person("paul@example.org")
    free = ask(signed_in())
    AddressChange.objects.all().delete()
    taken = ask(signed_in(), other.email)
    pages = [re.sub(r"csrfmiddlewaretoken\S+ value=\S+|\d+\u00a0h\u00a0\d+", "", page) for page in (free, taken)]
    assert pages[0] == pages[1]
    assert Email.objects.get(to=other.email).kind == "address-taken"
    assert User.objects.filter(email=other.email).get() == other


def test_an_account_made_meanwhile_keeps_its_address(claire: User) -> None:
    ask(signed_in())
    confirm = link(NEW)
    a_person(NEW)
    assert Client().post(confirm).status_code == 410
    assert User.objects.filter(email=OLD).exists()


def test_ones_own_address_and_haste_are_refused(claire: User) -> None:
    with pytest.raises(Refusal, match="CPP-COMPTE-18"):
        address.ask(claire, " Claire@Example.org", at=now())
    address.ask(claire, NEW, at=now())
    with pytest.raises(Refusal, match="CPP-COMPTE-19"):
        address.ask(claire, "third@example.org", at=now())


def test_a_new_request_takes_the_place_of_the_former(claire: User) -> None:
    ask(signed_in())
    former = link(NEW)
    AddressChange.objects.update(asked_at=now() - timedelta(minutes=2))
    ask(signed_in(), "third@example.org")
    assert Client().post(former).status_code == 410


def test_each_step_is_written_down(claire: User) -> None:
    ask(signed_in())
    confirm, back = link(NEW), link(OLD)
    Client().post(confirm)
    Client().post(back)
    assert [act.what for act in reversed(AccountAct.objects.all())] == [
        "ADRESSE_DEMANDEE",
        "ADRESSE_CHANGEE",
        "ADRESSE_RETABLIE",
    ]


@pytest.mark.parametrize("path", ["/adresse/jamais/", "/adresse/retour/jamais/", f"/adresse/{'x' * 2_000}/"])
def test_a_link_that_was_never_ours_is_refused(path: str) -> None:
    assert (Client().get(path).status_code, Client().post(path).status_code) == (410, 410)


def test_the_second_factor_stays(claire: User) -> None:
    from .test_second_factor import an_app

    an_app(claire)
    address.ask(claire, NEW, at=now())
    Client().post(link(NEW))
    assert factors.has(User.objects.get())
    assert not is_inside(signed_in(NEW))
