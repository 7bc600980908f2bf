"""A second factor of which everything is lost: two operators take it away, and its person is told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.directory.conftest import an_operator
from tests.invoices.builders import a_person
from tests.web.account.test_second_factor import an_app, shown, with_password
from unisson.accounts import factors, recovery
from unisson.accounts.models import User
from unisson.directory import acts, attention, lost_means
from unisson.directory.models import OperatorAct
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db

WHY = "Téléphone volé, vue à la mairie avec sa carte"


@pytest.fixture
def claire() -> User:
    person = a_person()
    an_app(person)
    return person


def test_two_operators_take_the_means_away_and_the_person_is_told(claire: User) -> None:
    first, second = an_operator(), an_operator("deux@example.org")
    lost_means.ask(first, claire.pk, reason=WHY, at=now())
    assert factors.has(claire)
    assert {(one.to, one.kind) for one in Email.objects.filter(kind__startswith="means")} == {
        (claire.email, "means-asked"),
        (second.email, "means-proposed"),
    }
    Email.objects.all().delete()
    lost_means.confirm(second, claire.pk, at=now())
    assert (factors.has(claire), recovery.left(claire), lost_means.waits(claire, at=now())) == (False, 0, None)
    assert Email.objects.get().values["what"] == "SECOND_FACTEUR_RETIRE"
    done = [(act.what, act.actor, act.comment) for act in reversed(acts.journal(about=claire))]
    assert done == [
        (OperatorAct.What.MEANS_ASKED, first, WHY),
        (OperatorAct.What.MEANS_REMOVED, second, WHY),
    ]


def test_who_asked_does_not_confirm(claire: User) -> None:
    operator = an_operator()
    lost_means.ask(operator, claire.pk, reason=WHY, at=now())
    with pytest.raises(Refusal, match="CPP-EXPLOITANT-08"):
        lost_means.confirm(operator, claire.pk, at=now())
    assert factors.has(claire)


def test_it_is_put_aside_with_a_reason_and_may_be_asked_again(claire: User) -> None:
    operator = an_operator()
    lost_means.ask(operator, claire.pk, reason=WHY, at=now())
    with pytest.raises(Refusal, match="CPP-EXPLOITANT-02"):
        lost_means.dismiss(operator, claire.pk, reason=" ", at=now())
    lost_means.dismiss(operator, claire.pk, reason="Elle l’a retrouvé", at=now())
    assert factors.has(claire)
    with pytest.raises(NotFound):
        lost_means.confirm(an_operator("deux@example.org"), claire.pk, at=now())
    lost_means.ask(operator, claire.pk, reason=WHY, at=now())


@pytest.mark.parametrize(("reason", "code"), [("", "CPP-EXPLOITANT-02"), (WHY, "CPP-EXPLOITANT-07")])
def test_what_cannot_be_asked_is_refused(claire: User, reason: str, code: str) -> None:
    operator = an_operator()
    lost_means.ask(operator, claire.pk, reason=WHY, at=now())
    with pytest.raises(Refusal, match=code):
        lost_means.ask(operator, claire.pk, reason=reason, at=now())


def test_for_who_has_no_means_and_for_oneself_it_is_refused(claire: User) -> None:
    operator = an_operator()
    with pytest.raises(Refusal, match="CPP-EXPLOITANT-06"):
        lost_means.ask(operator, a_person("paul@example.org").pk, reason=WHY, at=now())
    with pytest.raises(Refusal, match="CPP-EXPLOITANT-01"):
        lost_means.ask(operator, operator.pk, reason=WHY, at=now())


def test_signing_in_with_the_very_factor_ends_it(claire: User) -> None:
    secret, _codes = an_app(claire, "Tablette")
    lost_means.ask(an_operator(), claire.pk, reason=WHY, at=now())
    browser = with_password()
    assert lost_means.waits(claire, at=now())
    browser.post(reverse("second-factor"), {"code": shown(secret)})
    assert lost_means.waits(claire, at=now()) is None
    line = acts.journal(about=claire)[0]
    assert (line.what, line.actor) == (OperatorAct.What.MEANS_KEPT, claire)
    with pytest.raises(NotFound):
        lost_means.confirm(an_operator("deux@example.org"), claire.pk, at=now())
    assert factors.has(claire)


def test_it_is_over_after_a_week_and_may_be_asked_again(claire: User) -> None:
    first, second, late = an_operator(), an_operator("deux@example.org"), now() + lost_means.LASTS
    lost_means.ask(first, claire.pk, reason=WHY, at=now())
    with pytest.raises(NotFound):
        lost_means.confirm(second, claire.pk, at=late + timedelta(seconds=1))
    lost_means.ask(second, claire.pk, reason=WHY, at=late + timedelta(seconds=1))
    lost_means.confirm(first, claire.pk, at=late + timedelta(hours=1))
    assert not factors.has(claire)


def test_it_waits_for_the_other_operators_and_stands_on_their_page(claire: User) -> None:
    first, second = an_operator(), an_operator("deux@example.org")
    lost_means.ask(first, claire.pk, reason=WHY, at=now())
    assert [attention.of(one, at=now()).operating for one in (first, second, claire)] == [0, 1, 0]
    client = Client()
    client.force_login(second)
    assert reverse("operator-person", args=[claire.pk]) in client.get(reverse("operator")).text
    assert attention.of(second, at=now() + lost_means.LASTS + timedelta(seconds=1)).means == 0


def test_the_page_of_the_person_leads_two_operators_through_it(claire: User) -> None:
    clients = Client(), Client()
    for client, operator in zip(clients, (an_operator(), an_operator("deux@example.org")), strict=True):
        client.force_login(operator)
    page, path = (reverse(f"operator-person{end}", args=[claire.pk]) for end in ("", "-means"))
    assert 'value="ask"' in clients[0].get(page).text
    clients[0].post(path, {"action": "ask", "motif": WHY})
    assert 'value="confirm"' not in clients[0].get(page).text
    assert 'value="confirm"' in clients[1].get(page).text
    clients[1].post(path, {"action": "confirm"})
    assert not factors.has(claire)
    assert 'value="ask"' not in clients[1].get(page).text
    assert clients[0].post(path, {"action": "dance"}).status_code == 404
