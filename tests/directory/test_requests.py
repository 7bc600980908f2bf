"""Requests to be attached: asked once, decided by a manager of that structure, told to each side, in force at once."""

import pytest

from tests.builders import PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, LATER, a_person, a_service, a_structure
from unisson.accounts.models import User
from unisson.directory import acts, register, requests, rights
from unisson.directory.models import Demand, ManagerAct, Membership, Structure
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


def a_request(address: str = "claire@example.org") -> Demand:
    return requests.ask(a_person(address), Structure.objects.get(identifier=SAFE_STYLE), wanted=RIGHTS, at=AT)


def test_accepted_it_is_in_force_at_once_and_told(manager: User) -> None:
    request = a_request()
    assert requests.decide(manager, [request.pk], accept=True, comment="Bienvenue", at=LATER).done == 1

    assert scope(request.user, Space.ISSUED, Level.WRITE).structures == {request.structure_id}
    [letter] = Email.objects.filter(kind="attachment-decided")
    assert (letter.to, letter.values["accepted"], letter.values["comment"]) == ("claire@example.org", True, "Bienvenue")
    assert [(act.actor, act.about, act.what) for act in acts.history(manager)] == [
        (manager, request.user, ManagerAct.What.APPROVED)
    ]


def test_refused_it_opens_nothing(manager: User) -> None:
    request = a_request()
    requests.decide(manager, [request.pk], accept=False, comment="Non", at=LATER)
    assert not scope(request.user, Space.ISSUED)
    assert (request.user.memberships.get().state, request.user.demands.get().state) == ("REFUSEE", "REFUSEE")


def test_several_at_once_and_what_was_decided_stays_and_is_told(manager: User) -> None:
    first, second = a_request(), a_request("autre@example.org")
    requests.decide(manager, [first.pk], accept=False, comment="Non", at=LATER)
    decided = requests.decide(manager, [first.pk, second.pk], accept=True, at=LATER)
    assert (decided.done, decided.missed) == (1, 1)
    assert first.user.memberships.get().state == Membership.State.REFUSED
    assert Email.objects.filter(kind="attachment-decided").count() == 2


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


def test_refused_one_may_ask_again_and_the_history_keeps_both(manager: User) -> None:
    request = a_request()
    requests.decide(manager, [request.pk], accept=False, comment="Qui êtes-vous ?", at=LATER)
    again = requests.ask(request.user, request.structure, wanted=RIGHTS, word="Claire, du devis", at=LATER)
    requests.decide(manager, [again.pk], accept=True, at=LATER)
    assert [(one.state, one.answer) for one in requests.mine(request.user)] == [
        (Demand.State.ACCEPTED, ""),
        (Demand.State.REFUSED, "Qui êtes-vous ?"),
    ]
    assert scope(request.user, Space.ISSUED)


def test_taken_back_nobody_decides_it_any_more(manager: User) -> None:
    request = a_request()
    requests.withdraw(request.user, request.pk, at=LATER)
    decided = requests.decide(manager, [request.pk], accept=True, at=LATER)
    assert (decided.done, decided.missed, requests.waiting(manager).count()) == (0, 1, 0)
    assert not scope(request.user, Space.ISSUED)
    with pytest.raises(Refusal) as caught:
        requests.withdraw(request.user, request.pk, at=LATER)
    assert caught.value.code == "CPP-DEMANDE-03"


def test_nobody_takes_back_the_request_of_another(manager: User) -> None:
    with pytest.raises(NotFound):
        requests.withdraw(manager, a_request().pk, at=LATER)


def test_more_than_twenty_requests_a_day_are_refused(manager: User) -> None:
    person, structure = a_person(), Structure.objects.get(identifier=SAFE_STYLE)
    for _ in range(requests.A_DAY):
        requests.withdraw(person, requests.ask(person, structure, wanted=RIGHTS, at=AT).pk, at=AT)
    with pytest.raises(Refusal) as caught:
        requests.ask(person, structure, wanted=RIGHTS, at=AT)
    assert caught.value.code == "CPP-RATTACHEMENT-03"


def test_a_private_structure_is_not_asked_for_the_recipients_space(manager: User) -> None:
    with pytest.raises(Refusal) as caught:
        requests.ask(
            a_person(), Structure.objects.get(identifier=SAFE_STYLE), wanted=[(Space.RECEIVED, Level.READ)], at=AT
        )
    assert caught.value.code == "CPP-DROITS-02"


def an_attached(level: Level = Level.READ) -> Membership:
    structure = Structure.objects.get(identifier=SAFE_STYLE)
    return register.attach(a_person(), structure, at=AT, rights=[(Space.ISSUED, level)])


def test_a_higher_level_is_asked_and_given(manager: User) -> None:
    membership = an_attached()
    asked = requests.ask_spaces(membership.user, membership.pk, [(Space.ISSUED, Level.WRITE, None)], at=AT)
    assert Email.objects.get(kind="attachment-asked").values["kind"] == "ESPACES"
    requests.decide(manager, [asked.pk], accept=True, at=LATER)
    assert scope(membership.user, Space.ISSUED, Level.WRITE)
    assert [act.what for act in acts.history(manager)] == [ManagerAct.What.SPACES_APPROVED]


def test_refused_what_one_had_stays(manager: User) -> None:
    membership = an_attached()
    asked = requests.ask_spaces(membership.user, membership.pk, [(Space.ISSUED, Level.WRITE, None)], at=AT)
    requests.decide(manager, [asked.pk], accept=False, comment="Non", at=LATER)
    assert scope(membership.user, Space.ISSUED) and not scope(membership.user, Space.ISSUED, Level.WRITE)
    assert Membership.objects.get(pk=membership.pk).state == Membership.State.VALID


@pytest.mark.parametrize(
    ("held", "level", "code"), [(Level.WRITE, Level.READ, "CPP-DEMANDE-02"), (Level.READ, Level.READ, "CPP-DEMANDE-02")]
)
def test_what_one_has_is_not_asked(manager: User, held: Level, level: Level, code: str) -> None:
    membership = an_attached(held)
    with pytest.raises(Refusal) as caught:
        requests.ask_spaces(membership.user, membership.pk, [(Space.ISSUED, level, None)], at=AT)
    assert caught.value.code == code


def test_one_request_at_a_time(manager: User) -> None:
    membership = an_attached()
    wanted = [(Space.ISSUED, Level.WRITE, None)]
    requests.ask_spaces(membership.user, membership.pk, wanted, at=AT)
    with pytest.raises(Refusal) as caught:
        requests.ask_spaces(membership.user, membership.pk, wanted, at=LATER)
    assert caught.value.code == "CPP-DEMANDE-01"


def test_nobody_asks_through_the_attachment_of_another(manager: User) -> None:
    with pytest.raises(NotFound):
        requests.ask_spaces(manager, an_attached().pk, [(Space.ISSUED, Level.WRITE, None)], at=AT)


def test_a_service_of_another_structure_is_not_asked(manager: User) -> None:
    membership, foreign = an_attached(), a_service(a_structure(PARIS_7E))
    with pytest.raises(Refusal) as caught:
        requests.ask_spaces(membership.user, membership.pk, [(Space.ISSUED, Level.WRITE, foreign.pk)], at=AT)
    assert caught.value.code == "CPP-DROITS-02"


def test_refused_without_a_word_of_why_nothing_is_decided(manager: User) -> None:
    request = a_request()
    with pytest.raises(Refusal) as caught:
        requests.decide(manager, [request.pk], accept=False, comment="  ", at=LATER)
    assert (caught.value.code, caught.value.field) == ("CPP-DEMANDE-05", "commentaire")
    request.refresh_from_db()
    assert request.state == "EN_COURS_DE_VALIDATION"
