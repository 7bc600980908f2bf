"""Signing in by another site: bound once, believed only when signed, and never an account or a manager made by it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_person
from unisson.accounts import address as change
from unisson.accounts import reset, signin
from unisson.accounts.models import AccountAct, FederatedIdentity, User
from unisson.config.adapters.oidc import OpenIdProvider
from unisson.directory import departure
from unisson.directory.models import Membership
from unisson.kernel.clock import now
from unisson.kernel.ports import ports
from unisson.notices.models import Email

from . import provider as local
from .provider import Provider
from .test_second_factor import an_app, shown

pytestmark = pytest.mark.django_db

PASSWORD = "Essai-2026-xyz"
ADDRESS = "claire@example.org"


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    with local.running() as provider:
        yield provider


@pytest.fixture
def there(server: Provider, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """The provider, honest, and the portal that knows it."""
    server.lies, server.who = set(), {"sub": "claire-there", "email": ADDRESS}
    known = OpenIdProvider(server.issuer, client_id=local.CLIENT, client_secret=local.SECRET, scope="openid email")
    monkeypatch.setattr(ports, "identities", known)
    return server


def go(there: Provider, client: Client, **changed: str) -> str:
    """From the press to the page that answers on the way back."""
    way = client.post(f"{reverse('elsewhere')}?next=/mon-compte/").context["way"]
    brought = {**there.authorize(way), **changed}
    return client.get(reverse("elsewhere-back"), brought, follow=True).text


def bind(client: Client, password: str = PASSWORD) -> int:
    return client.post(reverse("elsewhere-bind"), {"password": password}).status_code


def is_inside(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_off_by_default_it_does_not_exist() -> None:
    assert Client().post(reverse("elsewhere")).status_code == 404
    assert Client().get(reverse("elsewhere-back")).status_code == 404
    assert "autre-site" not in Client().get(reverse("sign-in")).text


def test_the_first_time_the_password_binds_and_the_next_one_press_is_enough(there: Provider) -> None:
    a_person(ADDRESS)
    first, later = Client(), Client()
    assert "ProConnect" in first.get(reverse("sign-in")).text
    go(there, first)
    assert (bind(first), is_inside(first)) == (302, True)
    there.who["email"] = "another-name@example.org"
    go(there, later)
    assert not is_inside(later)
    assert (bind(later, ""), is_inside(later)) == (302, True)


def test_an_address_that_the_site_checked_needs_no_password(there: Provider) -> None:
    a_person(ADDRESS)
    there.who["email_verified"] = True
    client = Client()
    go(there, client)
    assert bind(client, "") == 302
    assert is_inside(client)
    assert FederatedIdentity.objects.get().subject == "claire-there"


@pytest.mark.parametrize("said", [False, None, "true", 1])
def test_an_address_that_it_did_not_check_opens_nothing_alone(there: Provider, said: object) -> None:
    a_person(ADDRESS)
    there.who["email_verified"] = said
    client = Client()
    go(there, client)
    assert (bind(client, ""), is_inside(client)) == (200, False)


def test_the_password_is_asked_under_the_lock_and_alike_for_an_unknown_address(there: Provider) -> None:
    a_person(ADDRESS)
    told = {}
    for address in (ADDRESS, "nobody@example.org"):
        there.who = {"sub": f"sub-{address}", "email": address}
        client = Client()
        page = go(there, client).replace(address, "")
        answers = [client.post(reverse("elsewhere-bind"), {"password": "faux"}) for _ in range(signin.TRIES)]
        codes = [one.context["form"].errors["password"].as_data()[0].code for one in answers]
        told[address] = (page.count("<"), tuple(codes))
    assert len(set(told.values())) == 1
    assert told[ADDRESS][1][-1] == "CPP-COMPTE-02"


def test_it_makes_no_account_and_no_manager(there: Provider) -> None:
    there.who = {"sub": "new", "email": "new@example.org", "email_verified": True, "siret": "21300202500012"}
    client = Client()
    go(there, client)
    bind(client)
    assert not is_inside(client)
    assert not User.objects.exists()
    assert not Membership.objects.exists()


def test_the_second_factor_of_the_account_is_asked_all_the_same(there: Provider) -> None:
    secret, _ = an_app(a_person(ADDRESS))
    there.who["email_verified"] = True
    client = Client()
    go(there, client)
    bind(client, "")
    assert not is_inside(client)
    client.post(reverse("second-factor"), {"code": shown(secret)})
    assert is_inside(client)


def test_a_closed_account_opens_no_more(there: Provider) -> None:
    person, client = a_person(ADDRESS), Client()
    there.who["email_verified"] = True
    go(there, client)
    bind(client, "")
    departure.leave(person, at=now())
    again = Client()
    go(there, again)
    bind(again, "")
    assert not is_inside(again)


@pytest.mark.parametrize(
    "lie", ["issuer", "audience", "nonce", "expired", "signature", "none", "our secret", "subject"]
)
def test_what_is_not_signed_for_us_and_for_this_attempt_is_not_believed(there: Provider, lie: str) -> None:
    a_person(ADDRESS)
    there.who["email_verified"] = True
    client = Client()
    way = client.post(reverse("elsewhere")).context["way"]
    there.lies = {lie}
    answer = client.get(reverse("elsewhere-back"), there.authorize(way))
    assert answer.status_code == 502
    assert answer.context["refusal"].code in {"CPP-COMPTE-22", "CPP-COMPTE-23"}
    bind(client, "")
    assert not is_inside(client)


@pytest.mark.parametrize("name", ["sub", "email"])
@pytest.mark.parametrize("bad", ["{}\x00x", "{}\nx", "{:x<256}", ""], ids=["nul", "line", "long", "empty"])
def test_a_name_or_an_address_that_cannot_be_kept_is_refused(there: Provider, name: str, bad: str) -> None:
    a_person(ADDRESS)
    there.who = {**there.who, "email_verified": True, name: bad.format("claire@example.org")}
    client = Client()
    answer = client.get(reverse("elsewhere-back"), there.authorize(client.post(reverse("elsewhere")).context["way"]))
    assert (answer.status_code, answer.context["refusal"].code) == (502, "CPP-COMPTE-22")


def test_the_answer_to_the_attempt_of_somebody_else_is_refused(there: Provider) -> None:
    a_person(ADDRESS)
    victim, thief = Client(), Client()
    way = thief.post(reverse("elsewhere")).context["way"]
    answer = victim.get(reverse("elsewhere-back"), there.authorize(way))
    assert answer.context["refusal"].code == "CPP-COMPTE-22"
    assert "n’a pas abouti" in go(there, victim, state="another")


def test_an_answer_serves_once(there: Provider) -> None:
    a_person(ADDRESS)
    client = Client()
    brought = there.authorize(client.post(reverse("elsewhere")).context["way"])
    assert client.get(reverse("elsewhere-back"), brought).status_code == 302
    assert client.get(reverse("elsewhere-back"), brought).status_code == 502


def test_the_code_is_of_no_use_without_the_proof_of_this_browser(there: Provider) -> None:
    client, thief = Client(), Client()
    code = there.authorize(client.post(reverse("elsewhere")).context["way"])["code"]
    mine = there.authorize(thief.post(reverse("elsewhere")).context["way"])["state"]
    assert thief.get(reverse("elsewhere-back"), {"code": code, "state": mine}).status_code == 502


def test_a_userinfo_in_plain_json_is_taken_from_a_provider_that_signs_none(there: Provider) -> None:
    a_person(ADDRESS)
    there.lies = {"plain"}
    client = Client()
    go(there, client)
    assert bind(client) == 302


def test_a_provider_that_does_not_answer_is_said_and_the_password_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    a_person(ADDRESS)
    gone = OpenIdProvider("http://127.0.0.1:9", client_id="x", client_secret="y", scope="openid")
    monkeypatch.setattr(ports, "identities", gone)
    client = Client()
    assert client.post(reverse("elsewhere")).context["refusal"].code == "CPP-COMPTE-23"
    client.post(reverse("sign-in"), {"username": ADDRESS, "password": PASSWORD})
    assert is_inside(client)


def test_the_page_that_leads_there_says_so_to_a_browser_without_script(there: Provider) -> None:
    answer = Client().post(reverse("elsewhere"))
    way = answer.context["way"].replace("&", "&amp;")
    assert f'content="0; url={way}"' in answer.text
    assert "code_challenge_method=S256" in way


def test_it_begins_with_a_press_here() -> None:
    assert Client().get(reverse("elsewhere")).status_code == 405
    assert Client().get(reverse("elsewhere-bind")).status_code in {302, 404}


def bound(there: Provider) -> tuple[User, Client]:
    """Somebody whom the site signs in, and the browser where he is."""
    person, client = a_person(ADDRESS), Client()
    go(there, client)
    bind(client)
    return person, client


def opens(there: Provider) -> bool:
    """Whether the site still signs in whom it was bound to, without a password."""
    client = Client()
    go(there, client)
    bind(client, "")
    return is_inside(client)


def test_a_linked_site_is_seen_and_taken_away_with_the_password(there: Provider) -> None:
    _person, client = bound(there)
    (site,) = client.get(reverse("security")).context["sites"]
    path = reverse("site-remove", args=[site.pk])
    client.post(path, {"password": "faux"})
    assert opens(there)
    assert client.post(path, {"password": PASSWORD}).status_code == 302
    assert not opens(there)
    assert AccountAct.objects.latest("pk").what == AccountAct.What.IDENTITY_REMOVED
    assert Email.objects.filter(to=ADDRESS, kind="account-changed", values__what="IDENTITE_RETIREE").exists()


def test_nobody_takes_away_the_site_of_somebody_else(there: Provider) -> None:
    bound(there)
    a_person("paul@example.org")
    paul = Client()
    paul.post(reverse("sign-in"), {"username": "paul@example.org", "password": PASSWORD})
    path = reverse("site-remove", args=[FederatedIdentity.objects.get().pk])
    assert paul.post(path, {"password": PASSWORD}).status_code == 404
    assert opens(there)


def test_the_link_of_a_forgotten_password_ends_what_a_thief_had_bound(there: Provider) -> None:
    bound(there)
    way = reset.link_to(User.objects.get()).removeprefix("http://testserver")
    Client().post(way, {"new_password1": "Nouveau-mot-2026", "new_password2": "Nouveau-mot-2026"})
    assert not opens(there)
    assert AccountAct.objects.filter(what=AccountAct.What.IDENTITY_REMOVED).count() == 1


def test_the_way_back_of_an_address_ends_what_a_thief_had_bound(there: Provider) -> None:
    person, _client = bound(there)
    change.ask(person, "thief@example.org", at=now())
    change.undo(Email.objects.get(kind="address-leaving").values["token"], at=now())
    assert not opens(there)


def test_a_known_password_that_is_changed_keeps_the_linked_sites(there: Provider) -> None:
    _person, client = bound(there)
    typed = {"old_password": PASSWORD, "new_password1": "Nouveau-mot-2026", "new_password2": "Nouveau-mot-2026"}
    assert client.post(reverse("password-change"), typed).status_code == 302
    assert opens(there)
