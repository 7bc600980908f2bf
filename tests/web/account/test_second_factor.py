"""The second factor on the pages: setting up, signing in with it, a lost phone, passkeys, mandatory."""

import re
from datetime import timedelta
from html import unescape

import pyotp
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.invoices.builders import a_person
from unisson.accounts import factors, operators, recovery, signin, totp
from unisson.accounts.models import Factor, User
from unisson.kernel import clock
from unisson.kernel.clock import now

from .authenticator import Authenticator

pytestmark = pytest.mark.django_db

PASSWORD = "Essai-2026-xyz"
ADDRESS = "claire@example.org"


def shown(secret: str, *, ahead: int = 0) -> str:
    """What the telephone shows now, or some half minutes later."""
    return pyotp.TOTP(secret).at(now(), counter_offset=ahead)


def with_password(client: Client | None = None, *, way: str = "") -> Client:
    """A browser where the right password was typed."""
    client = client or Client()
    client.post(f"{reverse('sign-in')}{way}", {"username": ADDRESS, "password": PASSWORD})
    return client


def an_app(person: User, name: str = "Téléphone") -> tuple[str, list[str]]:
    """An application set up five minutes ago."""
    proposal, before = totp.propose(person), now() - timedelta(minutes=5)
    code = pyotp.TOTP(proposal.secret).at(before)
    return proposal.secret, totp.add(person, proposal, code, name=name, at=before)


def enrol(client: Client, *, name: str = "Téléphone", password: str = PASSWORD, ahead: int = 0) -> tuple[str, str]:
    """The page that adds an application, filled: the secret, and the page that answers."""
    page = client.get(reverse("app-add"))
    secret = page.context["proposal"].secret
    typed = {"sealed": page.context["proposal"].sealed, "name": name, "password": password}
    return secret, client.post(reverse("app-add"), {**typed, "code": shown(secret, ahead=ahead)}, follow=True).text


def a_key(client: Client, key: Authenticator) -> str:
    options = client.get(reverse("key-add")).context["question"]
    typed = {"name": "Ordinateur", "password": PASSWORD, "credential": key.create(options)}
    return client.post(reverse("key-add"), typed, follow=True).text


@pytest.fixture
def claire() -> User:
    return a_person(ADDRESS)


@pytest.fixture
def inside(claire: User) -> Client:
    return with_password()


def is_inside(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_setting_up_shows_ten_codes_once(inside: Client, claire: User) -> None:
    _, page = enrol(inside)
    codes = re.findall(r"\d-[A-Z2-9]{5}-[A-Z2-9]{5}", page)
    assert len(set(codes)) == recovery.COUNT
    assert "data:text/plain," in page
    assert codes[0] not in inside.get(reverse("security")).text


def test_setting_up_asks_for_the_password_and_counts_its_failures(inside: Client, claire: User) -> None:
    page = inside.get(reverse("app-add"))
    proposal = page.context["proposal"]
    typed = {"sealed": proposal.sealed, "name": "x", "code": shown(proposal.secret), "password": "faux"}
    answers = [inside.post(reverse("app-add"), typed).context["form"] for _ in range(signin.TRIES)]
    assert answers[0].has_error("password", "CPP-COMPTE-06")
    assert answers[-1].has_error("__all__", "CPP-COMPTE-02")
    assert not factors.has(claire)


def test_a_mistake_keeps_the_same_drawing(inside: Client) -> None:
    first = inside.get(reverse("app-add")).context["proposal"]
    typed = {"sealed": first.sealed, "name": "x", "code": "000000", "password": PASSWORD}
    answer = inside.post(reverse("app-add"), typed)
    assert answer.context["form"].has_error("code", "CPP-COMPTE-07")
    assert answer.context["proposal"].secret == first.secret


def test_the_password_alone_opens_nothing_and_the_code_opens(claire: User) -> None:
    secret, _ = an_app(claire)
    client = with_password()
    assert not is_inside(client)
    answer = client.post(reverse("second-factor"), {"code": shown(secret)})
    assert (answer.status_code, is_inside(client)) == (302, True)


def test_the_session_key_changes_at_the_password_and_at_the_second_factor(claire: User) -> None:
    secret, _ = an_app(claire)
    client = Client()
    client.get(reverse("key-sign-in"))
    keys = [client.session.session_key]
    with_password(client)
    keys.append(client.session.session_key)
    client.post(reverse("second-factor"), {"code": shown(secret)})
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3


def test_it_goes_where_the_person_wanted_to_go(claire: User) -> None:
    secret, _ = an_app(claire)
    client = with_password(way="?next=/mon-compte/")
    assert client.post(reverse("second-factor"), {"code": shown(secret)}).headers["Location"] == reverse("account")


def test_a_code_seen_over_the_shoulder_is_of_no_use(claire: User) -> None:
    secret, _ = an_app(claire)
    code = shown(secret)
    with_password().post(reverse("second-factor"), {"code": code})
    thief = with_password()
    answer = thief.post(reverse("second-factor"), {"code": code})
    assert answer.context["form"].has_error("code", "CPP-COMPTE-12")
    assert not is_inside(thief)


def test_five_wrong_codes_lock_the_second_factor(claire: User) -> None:
    secret, _ = an_app(claire)
    client = with_password()
    for _ in range(signin.TRIES):
        client.post(reverse("second-factor"), {"code": "000000"})
    answer = client.post(reverse("second-factor"), {"code": shown(secret)})
    assert answer.context["form"].has_error("code", "CPP-COMPTE-26")
    again = with_password()
    locked = again.post(reverse("second-factor"), {"code": shown(secret)})
    assert locked.context["form"].has_error("code", "CPP-COMPTE-26")
    assert not is_inside(again)


def test_without_a_password_the_page_leads_to_the_log_in_page(claire: User) -> None:
    an_app(claire)
    assert Client().get(reverse("second-factor")).headers["Location"] == reverse("sign-in")


@pytest.mark.parametrize("change", ["password", "closed", "late"])
def test_what_happens_between_the_two_ends_the_wait(claire: User, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, _ = an_app(claire)
    client = with_password()
    if change == "password":
        claire.set_password("Autre-mot-2026")
        claire.save()
    elif change == "closed":
        User.objects.update(is_active=False)
    else:
        monkeypatch.setattr(clock.ports, "ahead", lambda: timedelta(minutes=11))
    assert client.post(reverse("second-factor"), {"code": shown(secret)}).headers["Location"] == reverse("sign-in")
    assert not is_inside(client)


def test_a_lost_phone_a_recovery_code_opens_once_and_the_phone_is_taken_away(claire: User) -> None:
    _, codes = an_app(claire)
    client = with_password()
    client.post(reverse("second-factor"), {"code": codes[0].lower()})
    assert is_inside(client)
    again = with_password().post(reverse("second-factor"), {"code": codes[0]})
    assert again.context["form"].has_error("code", "CPP-COMPTE-12")
    phone = factors.held(claire)[0]
    client.post(reverse("factor-remove", args=[phone.pk]), {"password": "faux"})
    assert factors.has(claire)
    client.post(reverse("factor-remove", args=[phone.pk]), {"password": PASSWORD})
    assert not factors.has(claire)
    assert is_inside(with_password())


def test_a_reset_of_the_password_does_not_go_round_the_second_factor(claire: User) -> None:
    from unisson.accounts import reset

    an_app(claire)
    new = "Nouveau-mot-2026"
    client = Client()
    client.post(reset.link_to(claire).removeprefix("http://testserver"), {"new_password1": new, "new_password2": new})
    client.post(reverse("sign-in"), {"username": ADDRESS, "password": new})
    assert not is_inside(client)


def test_the_operator_helps_who_lost_everything(claire: User) -> None:
    an_app(claire)
    assert operators.clear_second_factor(" Claire@Example.org ", at=now()) == 1
    assert is_inside(with_password())
    assert "Exploitant du portail" in with_password().get(reverse("security")).text


def test_the_means_of_somebody_else_are_not_there(inside: Client) -> None:
    other = a_person("paul@example.org")
    an_app(other)
    pk = Factor.objects.get().pk
    assert inside.get(reverse("factor-remove", args=[pk])).status_code == 404
    assert inside.post(reverse("factor-remove", args=[pk]), {"password": PASSWORD}).status_code == 404


def test_new_codes_need_a_second_factor_and_the_password(inside: Client, claire: User) -> None:
    assert inside.get(reverse("codes-renew")).status_code == 302
    _, codes = an_app(claire)
    inside.post(reverse("codes-renew"), {"password": "faux"})
    assert recovery.spend(claire, codes[1], at=now())
    assert "Cette page ne se montre" in inside.post(reverse("codes-renew"), {"password": PASSWORD}).text
    assert not recovery.spend(claire, codes[2], at=now())


# Mandatory


def test_who_has_none_is_led_to_set_one_up_and_can_do_nothing_else(claire: User, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = with_password()
    for name in ("home", "account", "security", "issued:summary", "password-change", "manager"):
        assert client.get(reverse(name)).headers["Location"] == reverse("app-add"), name
    assert client.post(reverse("mail-choose")).headers["Location"] == reverse("app-add")
    assert client.get(reverse("directory")).status_code == 200
    enrol(client)
    assert is_inside(client)


def test_who_has_one_signs_in_as_ever(claire: User, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    secret, _ = an_app(claire)
    client = with_password()
    client.post(reverse("second-factor"), {"code": shown(secret)})
    assert is_inside(client)


def test_a_session_that_began_without_it_has_to_show_it(claire: User, settings: Settings) -> None:
    old = with_password()
    secret, _ = an_app(claire)
    settings.SECOND_FACTOR_REQUIRED = True
    for name in ("account", "app-add"):
        assert old.get(reverse(name)).headers["Location"] == reverse("second-factor")
    before = old.session.session_key
    old.post(reverse("second-factor"), {"code": shown(secret)})
    assert is_inside(old)
    assert old.session.session_key != before


# Passkeys


def test_a_passkey_is_a_second_factor(inside: Client, claire: User) -> None:
    key = Authenticator()
    assert "Dix codes" in a_key(inside, key)
    client = with_password()
    question = client.get(reverse("second-factor")).context["question"]
    answer = client.post(reverse("second-factor"), {"credential": key.get(question)})
    assert (answer.status_code, is_inside(client)) == (302, True)


def test_a_passkey_signs_in_without_a_password(inside: Client, claire: User) -> None:
    key, client = Authenticator(), Client()
    a_key(inside, key)
    question = client.get(reverse("key-sign-in")).context["question"]
    answer = client.post(f"{reverse('key-sign-in')}?next=/mon-compte/", {"credential": key.get(question)})
    assert (answer.headers["Location"], is_inside(client)) == (reverse("account"), True)


def test_without_a_password_the_key_must_have_recognised_its_owner(inside: Client) -> None:
    key, client = Authenticator(verifies=False), Client()
    a_key(inside, key)
    question = client.get(reverse("key-sign-in")).context["question"]
    answer = client.post(reverse("key-sign-in"), {"credential": key.get(question)})
    assert answer.context["refusal"].code == "CPP-COMPTE-13"


def test_an_answer_is_not_taken_twice(inside: Client) -> None:
    key, client = Authenticator(), Client()
    a_key(inside, key)
    answer = key.get(client.get(reverse("key-sign-in")).context["question"])
    client.post(reverse("key-sign-in"), {"credential": answer})
    client.post(reverse("sign-out"))
    client.post(reverse("key-sign-in"), {"credential": answer})
    assert not is_inside(client)


@pytest.mark.parametrize("wrong", [{"origin": "https://unisson.example.com"}, {"host": "example.com"}])
def test_a_key_used_elsewhere_opens_nothing(inside: Client, wrong: dict[str, str]) -> None:
    a_key(inside, Authenticator())
    client, stolen = Client(), Authenticator(**wrong)  # type: ignore[arg-type]
    question = client.get(reverse("key-sign-in")).context["question"]
    client.post(reverse("key-sign-in"), {"credential": stolen.get(question)})
    assert not is_inside(client)


def test_a_copy_of_a_key_that_counts_backwards_opens_nothing(inside: Client) -> None:
    key = Authenticator()
    key.count = 5
    a_key(inside, key)
    key.count = 2
    client = Client()
    client.post(reverse("key-sign-in"), {"credential": key.get(client.get(reverse("key-sign-in")).context["question"])})
    assert not is_inside(client)


def test_the_key_of_somebody_else_is_no_second_factor(inside: Client, claire: User) -> None:
    key = Authenticator()
    a_key(inside, key)
    paul = a_person("paul@example.org")
    an_app(paul)
    client = Client()
    client.post(reverse("sign-in"), {"username": paul.email, "password": PASSWORD})
    session = client.session
    session["passkey-challenge"] = "Y2hhbGxlbmdl"
    session.save()
    answer = client.post(reverse("second-factor"), {"credential": key.get('{"challenge": "Y2hhbGxlbmdl"}')})
    assert answer.context["refusal"].code == "CPP-COMPTE-12"


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "x", '{"id": 1}', '{"rawId": "é", "response": {}}'])
@pytest.mark.parametrize("page", ["key-add", "key-sign-in", "second-factor"])
def test_an_answer_of_any_shape_is_refused_with_a_sentence(claire: User, page: str, answer: str) -> None:
    client = with_password()
    if page != "key-add":
        a_key(client, Authenticator())
        client.post(reverse("sign-out"))
    if page == "second-factor":
        with_password(client)
    client.get(reverse(page))
    typed = {"credential": answer, "name": "x", "password": PASSWORD}
    assert client.post(reverse(page), typed).status_code == 200
    assert Factor.objects.count() == (page != "key-add")


def test_a_key_is_added_once(inside: Client) -> None:
    key = Authenticator()
    a_key(inside, key)
    assert "déjà ajouté" in unescape(a_key(inside, key))
    assert Factor.objects.count() == 1


@pytest.mark.parametrize("page", ["key-sign-in", "key-add"])
def test_an_address_that_is_a_number_says_why_it_has_no_keys(page: str, claire: User, settings: Settings) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(claire) if page == "key-add" else None
    assert "nom de domaine" in client.get(reverse(page)).text
