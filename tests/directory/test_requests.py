"""Requests to be attached: asked once, decided by a manager of that structure, told to each side, in force at once."""

import pytest

from tests.builders import PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, LATER, a_person, a_structure
from unisson.accounts.models import User
from unisson.directory import register, requests, rights
from unisson.directory.models import ManagerAct, Membership, Structure
from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db
RIGHTS = [(Space.ISSUED, Level.WRITE)]


def a_manager(structure: Structure, address: str = "gestion@example.org", **role: Membership.Role) -> User:
    person = a_person(address)
    register.attach(person, structure, at=AT, role=role.get("role", Membership.Role.PRINCIPAL))
    return person


@pytest.fixture
def manager() -> User:
    return a_manager(a_structure(SAFE_STYLE, private=True))


def a_request(address: str = "claire@example.org") -> Membership:
    return requests.ask(a_person(address), Structure.objects.get(identifier=SAFE_STYLE), wanted=RIGHTS, at=AT)


def test_accepted_it_is_in_force_at_once_and_told(manager: User) -> None:
    request = a_request()
    assert requests.decide(manager, [request.pk], accept=True, comment="Bienvenue", at=LATER) == 1

    assert scope(request.user, Space.ISSUED, Level.WRITE).structures == {request.structure_id}
    [letter] = Email.objects.filter(kind="attachment-decided")
    assert (letter.to, letter.values["accepted"], letter.values["comment"]) == ("claire@example.org", True, "Bienvenue")
    assert [(act.actor, act.about, act.what) for act in requests.history(manager)] == [
        (manager, request.user, ManagerAct.What.APPROVED)
    ]


def test_refused_it_opens_nothing(manager: User) -> None:
    request = a_request()
    requests.decide(manager, [request.pk], accept=False, at=LATER)
    assert not scope(request.user, Space.ISSUED)
    request.refresh_from_db()
    assert request.state == Membership.State.REFUSED


def test_several_at_once_and_what_was_decided_stays(manager: User) -> None:
    first, second = a_request(), a_request("autre@example.org")
    requests.decide(manager, [first.pk], accept=False, at=LATER)
    assert requests.decide(manager, [first.pk, second.pk], accept=True, at=LATER) == 1
    assert Membership.objects.get(pk=first.pk).state == Membership.State.REFUSED


def test_the_manager_of_another_structure_decides_nothing(manager: User) -> None:
    other = a_manager(a_structure(PARIS_7E), "autre-gestion@example.org")
    with pytest.raises(NotFound):
        requests.decide(other, [a_request().pk], accept=True, at=LATER)
    assert (requests.waiting(other).count(), requests.waiting(manager).count()) == (0, 1)


def test_who_was_manager_and_is_disabled_manages_nothing(manager: User) -> None:
    Membership.objects.filter(user=manager).update(state=Membership.State.DISABLED)
    assert not rights.managed(manager)
    with pytest.raises(NotFound):
        requests.decide(manager, [a_request().pk], accept=True, at=LATER)


def test_every_manager_is_told_and_an_ordinary_user_is_not(manager: User) -> None:
    structure = Structure.objects.get(identifier=SAFE_STYLE)
    a_manager(structure, "second@example.org", role=Membership.Role.SECONDARY)
    a_manager(structure, "simple@example.org", role=Membership.Role.USER)
    a_request()
    assert sorted(Email.objects.values_list("to", flat=True)) == ["gestion@example.org", "second@example.org"]


def test_asked_twice_is_refused(manager: User) -> None:
    request = a_request()
    with pytest.raises(Refusal) as caught:
        requests.ask(request.user, request.structure, wanted=RIGHTS, at=LATER)
    assert caught.value.code == "CPP-RATTACHEMENT-01"
