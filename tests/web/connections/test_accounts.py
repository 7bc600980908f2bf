"""« Compte technique »: made, renewed, given rights and closed by managers; its password is shown once."""

import base64
import logging
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests.api.caller import a_token
from tests.invoices.builders import AT, a_service
from tests.web.budget import costs_the_same
from unisson.accounts.models import TechnicalKey, User
from unisson.accounts.technical import Told
from unisson.directory import connecting, granting, register, renumbering, rights, technical
from unisson.directory.models import Membership
from unisson.directory.spaces import Level, Space
from unisson.directory.stewards import Steward
from unisson.kernel.clock import now
from unisson.kernel.words import sentence

from .people import People, client_of

LIST, OPEN = "/raccordement/comptes-techniques/", "/raccordement/comptes-techniques/creer/"
_PASSWORD = re.compile(r'data-copy="([A-Za-z0-9]{28})"')
_LOGIN = re.compile(r'data-copy="(TECH_1_\d{14}@cpro\.fr)"')
ISSUED = {"niveau-FACTURES_EMISES-0": Level.WRITE.value}


@pytest.fixture
def manager(us: People) -> Client:
    return client_of(us.manager)


@pytest.fixture
def account(us: People) -> Membership:
    return opened(us).user.memberships.get()


def opened(us: People) -> Told:
    return technical.open_account(us.manager, us.structure.pk, [(Space.ISSUED, Level.WRITE, None)], at=now())


def page_of(account: Membership, name: str = "account") -> str:
    return reverse(f"connections:{name}", args=[account.pk])


def mark(us: People, account: Membership) -> str:
    return technical.get_account(us.manager, account.pk).mark


def calls(us: People, login: str, password: str) -> int:
    """The status of a call by software of the structure, in the name of that account."""
    connection = connecting.connect(us.structure, name=login[-9:], by=us.manager, at=now())
    token = a_token(connection.connection.application.client_id, connection.secret)
    proof = base64.b64encode(f"{login}:{password}".encode()).decode()
    headers = {"Authorization": f"Bearer {token}", "cpro-account": proof}
    return Client().get("/cpro/transverses/v1/health-check", headers=headers).status_code


def test_an_account_serves_at_once_with_what_the_answer_shows_once(
    us: People, manager: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = manager.post(OPEN, {"vu": "0", **ISSUED})

    (login,), (password,) = _LOGIN.findall(answer.text), _PASSWORD.findall(answer.text)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert password not in caplog.text
    assert calls(us, login, password) == 200
    made = Membership.objects.get(user__is_technical=True)
    for path in (LIST, page_of(made), page_of(made, "renew-account")):
        assert password not in manager.get(path).text


def test_the_form_sent_twice_makes_one_account(manager: Client) -> None:
    manager.post(OPEN, {"vu": "0", **ISSUED})

    again = manager.post(OPEN, {"vu": "0", **ISSUED}, follow=True)

    assert sentence("CPP-RACCORD-10", {}) in again.text
    assert TechnicalKey.objects.count() == 1


def test_a_renewal_keeps_the_password_before_for_a_week_and_happens_once(us: People, manager: Client) -> None:
    told = opened(us)
    account = told.user.memberships.get()
    path, seen = page_of(account, "renew-account"), {"vu": mark(us, account)}
    assert escape(seen["vu"]) in manager.get(path).text

    answer = manager.post(path, seen)

    (password,) = _PASSWORD.findall(answer.text)
    assert calls(us, told.login, password) == calls(us, told.login, told.password) == 200
    again = manager.post(path, seen, follow=True)
    assert sentence("CPP-RACCORD-11", {}) in again.text
    assert calls(us, told.login, password) == calls(us, told.login, told.password) == 200
    assert "Celui d’avant, jusqu’au" in again.text
    assert "ne sert plus aussitôt" in manager.get(path).text


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (timedelta(days=200), "En service"),
        (timedelta(days=12), "Expire dans 12 jours"),
        (timedelta(days=1), "Expire dans 1 jour"),
        (timedelta(seconds=-1), "Mot de passe expiré"),
    ],
)
def test_the_end_of_a_password_is_told_plainly(
    manager: Client, account: Membership, left: timedelta, told: str
) -> None:
    TechnicalKey.objects.update(expires_at=now() + left)

    for path in (LIST, page_of(account)):
        assert told in manager.get(path).text


def test_that_of_a_structure_whose_identifier_changed_is_renewed_too(us: People, manager: Client) -> None:
    told = opened(us)
    new = renumbering.renumber(
        Steward(person=us.manager), us.structure.pk, kind="SIRET", identifier="53819959700021", at=now()
    )
    account = told.user.memberships.get(structure=new)
    answer = manager.post(page_of(account, "renew-account"), {"vu": mark(us, account)})
    (password,) = _PASSWORD.findall(answer.text)
    assert calls(us, told.login, password) == 200


def test_the_space_by_which_software_manages_webhooks_is_offered_and_not_given_unless_chosen(
    us: People, manager: Client, account: Membership
) -> None:
    assert 'name="niveau-RACCORDEMENT' in manager.get(page_of(account)).text
    assert all(space is not Space.CONNECTIONS for space, _, _ in technical.all_rights(us.structure))
    name = f"niveau-{Space.CONNECTIONS.value}-0"
    manager.post(page_of(account, "entitle-account"), {name: Level.WRITE.value, "vu": granting.mark(account)})
    assert granting.held(account) == [(Space.CONNECTIONS, Level.WRITE, None)]


def test_an_expired_password_says_what_it_stops_and_its_renewal_does_not_promise_the_old_one(
    manager: Client, account: Membership
) -> None:
    TechnicalKey.objects.update(expires_at=now() - timedelta(days=2))

    assert "les logiciels qui s’en servent sont refusés" in manager.get(page_of(account)).text
    assert "L’ancien a expiré" in manager.get(page_of(account, "renew-account")).text


def test_a_closed_account_is_refused_at_its_next_call_and_stays_in_the_list(us: People, manager: Client) -> None:
    told = opened(us)
    account = told.user.memberships.get()
    assert calls(us, told.login, told.password) == 200
    assert "il ne se rouvre pas" in manager.get(page_of(account, "close-account")).text

    answer = manager.post(page_of(account, "close-account"), follow=True)

    assert "Compte technique fermé" in answer.text
    assert calls(us, told.login, told.password) == 401
    assert "Fermé" in manager.get(LIST).text
    for name in ("renew-account", "close-account"):
        assert manager.get(page_of(account, name)).status_code == 302
        assert manager.post(page_of(account, name), {"vu": ""}).status_code == 404


def test_rights_are_written_and_hold_at_the_next_call(us: People, manager: Client, account: Membership) -> None:
    a_service(us.structure, "SUD")
    page = manager.get(page_of(account)).text
    assert "niveau-FACTURES_EMISES-0" in page

    sent = {"vu": granting.mark(account), "espace": "SUIVI_FLUX", "service": "SUD", "niveau": Level.READ.value}
    answer = manager.post(page_of(account, "entitle-account"), sent, follow=True)

    assert "Droits enregistrés" in answer.text
    assert not rights.scope(User.objects.get(pk=account.user_id), Space.ISSUED)
    assert rights.scope(User.objects.get(pk=account.user_id), Space.FLOWS).services


def test_rights_that_a_colleague_changed_meanwhile_are_not_written_over(
    us: People, manager: Client, account: Membership
) -> None:
    seen = granting.mark(account)
    technical.entitle(us.manager, account.pk, [(Space.FLOWS, Level.READ, None)], at=AT)

    answer = manager.post(page_of(account, "entitle-account"), {"vu": seen, **ISSUED})

    assert answer.status_code == 409
    assert rights.scope(User.objects.get(pk=account.user_id), Space.FLOWS)


@pytest.mark.parametrize("sent", [{"niveau-FACTURES_RECUES-0": "MODIFICATION"}, {"niveau-RIEN-0": "TOUT"}])
def test_rights_that_the_structure_has_not_are_refused(
    manager: Client, account: Membership, sent: dict[str, str]
) -> None:
    for path, seen in ((OPEN, "1"), (page_of(account, "entitle-account"), granting.mark(account))):
        answer = manager.post(path, {"vu": seen, **sent})
        assert answer.status_code == 409
        assert sentence("CPP-DROITS-02", {}) in answer.text
    assert TechnicalKey.objects.count() == 1


def test_there_is_an_end_of_accounts(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(technical, "MOST", 0)
    answer = manager.post(OPEN, {"vu": "0", **ISSUED})
    assert answer.status_code == 409
    assert sentence("CPP-RACCORD-01", {"limit": 0}) in answer.text


def test_who_manages_several_structures_says_for_which(us: People, manager: Client) -> None:
    register.attach(us.manager, us.elsewhere, at=AT, role=Membership.Role.SECONDARY)

    assert "Pour quelle structure" in manager.get(OPEN).text
    assert str(us.elsewhere) in manager.get(f"{OPEN}?structure={us.elsewhere.pk}").text
    manager.post(OPEN, {"structure": us.elsewhere.pk, "vu": "0", **ISSUED})

    assert Membership.objects.get(user__is_technical=True).structure == us.elsewhere


def test_nobody_else_has_a_say(us: People, account: Membership) -> None:
    for person in (us.colleague, us.reader):
        assert client_of(person).get(LIST).status_code == client_of(person).get(OPEN).status_code == 404
    for person in (us.colleague, us.stranger):
        client = client_of(person)
        assert client.get(page_of(account)).status_code == 404
        for name in ("renew-account", "close-account", "entitle-account"):
            assert client.post(page_of(account, name), {"vu": mark(us, account), **ISSUED}).status_code == 404
    named = {"structure": us.structure.pk, "vu": "1", **ISSUED}
    assert client_of(us.stranger).post(OPEN, named).status_code == 404
    assert client_of(us.stranger).get(f"{OPEN}?structure=rien").status_code == 404
    assert TechnicalKey.objects.get().closed_at is None
    assert "TECH_1" not in client_of(us.stranger).get(LIST).text


def test_many_cost_no_more_than_one(us: People, manager: Client) -> None:
    opened(us)

    def more() -> None:
        for _ in range(9):
            opened(us)

    costs_the_same(manager, LIST, add_rows=more)


def test_the_history_tells_one_account_and_one_software_from_another(us: People, manager: Client) -> None:
    opened(us)
    login = opened(us).login
    connecting.connect(us.structure, name="Compta", by=us.manager, at=AT)
    connecting.ask(us.colleague, us.structure.pk, name="Caisse du magasin", at=AT)

    page = manager.get(reverse("manager-history")).text

    assert login.removeprefix("TECH_1_").removesuffix("@cpro.fr") in page
    assert "Caisse du magasin" in page


def test_a_structure_that_is_only_managed_may_be_the_one_in_use(us: People, manager: Client) -> None:
    register.attach(us.manager, us.elsewhere, at=AT, role=Membership.Role.SECONDARY)
    here = opened(us).login
    there = technical.open_account(us.manager, us.elsewhere.pk, [], at=AT).login
    both = manager.get(LIST).text
    assert here in both
    assert there in both

    manager.post(reverse("choose-structure"), {"structure": us.elsewhere.pk})

    chosen = manager.get(LIST).text
    assert there in chosen
    assert here not in chosen
    assert str(us.elsewhere) in manager.get(OPEN).text
