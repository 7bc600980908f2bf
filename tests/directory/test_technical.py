"""Technical accounts: made, renewed, given rights and closed by managers; their end is told before."""

from datetime import timedelta

import pytest

from tests.invoices.builders import AT, LATER, a_person, a_structure, grant
from unisson.accounts import technical as identity
from unisson.accounts.models import TechnicalKey, User
from unisson.directory import colleagues, register, rights, technical
from unisson.directory.models import ManagerAct, Membership, Structure
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices import outbox
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db
ISSUED = (Space.ISSUED, Level.WRITE, None)


@pytest.fixture
def structure() -> Structure:
    return a_structure("53819959700013")


@pytest.fixture
def manager(structure: Structure) -> User:
    person = a_person("gerante@example.org")
    register.attach(person, structure, at=AT, role=Membership.Role.PRINCIPAL, rights=[(Space.ISSUED, Level.WRITE)])
    return person


def account(user: User) -> Membership:
    return user.memberships.get()


def test_the_first_account_has_the_siret_for_a_number_and_others_fourteen_digits(
    structure: Structure, manager: User
) -> None:
    first, second = (technical.open_account(manager, structure.pk, [ISSUED], at=AT) for _ in range(2))

    assert first.login == "TECH_1_53819959700013@cpro.fr"
    assert second.login != first.login
    assert second.login.removeprefix("TECH_1_").removesuffix("@cpro.fr").isdecimal()
    assert [one.login for one in technical.accounts_of([structure.pk])] == [second.login, first.login]


def test_it_is_an_actor_with_the_rights_it_was_given_and_no_person(structure: Structure, manager: User) -> None:
    user = technical.open_account(manager, structure.pk, [ISSUED], at=AT).user

    assert rights.scope(user, Space.ISSUED, Level.WRITE).structures == {structure.pk}
    assert not rights.scope(user, Space.RECEIVED)
    assert list(rights.people(Space.ISSUED, structure_id=structure.pk)) == [manager]
    assert [one.user for one in colleagues.colleagues(manager)] == [manager]
    assert not user.has_usable_password()


def test_a_renewed_password_ends_later_and_the_one_before_in_seven_days(structure: Structure, manager: User) -> None:
    told = technical.open_account(manager, structure.pk, [ISSUED], at=AT)

    again = technical.renew(manager, account(told.user).pk, at=LATER)

    key = TechnicalKey.objects.get()
    assert again.password != told.password
    assert key.expires_at == LATER + timedelta(days=424)
    assert key.former_until == LATER + timedelta(days=7)


def test_rights_are_changed_and_what_the_structure_has_not_is_refused(structure: Structure, manager: User) -> None:
    pk = account(technical.open_account(manager, structure.pk, [ISSUED], at=AT).user).pk

    changed = technical.entitle(manager, pk, [(Space.ISSUED, Level.READ, None)], at=LATER)

    assert not rights.scope(changed.user, Space.ISSUED, Level.WRITE)
    with pytest.raises(Refusal, match="CPP-DROITS-02"):
        technical.entitle(manager, pk, [(Space.RECEIVED, Level.READ, None)], at=LATER)


def test_a_closed_account_may_do_nothing_and_what_was_done_stays_written(structure: Structure, manager: User) -> None:
    user = technical.open_account(manager, structure.pk, [ISSUED], at=AT).user

    technical.close(manager, account(user).pk, at=LATER)

    assert not rights.scope(User.objects.get(pk=user.pk), Space.ISSUED)
    assert technical.expiry(structure) is None
    assert list(ManagerAct.objects.order_by("pk").values_list("what", "about")) == [
        (ManagerAct.What.MACHINE_MADE, user.pk),
        (ManagerAct.What.MACHINE_CLOSED, user.pk),
    ]
    with pytest.raises(NotFound):
        technical.renew(manager, account(user).pk, at=LATER)


def test_only_managers_of_the_structure_have_a_say(structure: Structure, manager: User) -> None:
    pk = account(technical.open_account(manager, structure.pk, [ISSUED], at=AT).user).pk
    colleague = a_person("paul@example.org")
    grant(colleague, structure)

    with pytest.raises(NotFound):
        technical.open_account(colleague, structure.pk, [ISSUED], at=AT)
    for act in (technical.renew, technical.close):
        with pytest.raises(NotFound):
            act(colleague, pk, at=AT)


def test_there_is_an_end_of_accounts(structure: Structure, manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(technical, "MOST", 0)

    with pytest.raises(Refusal, match="CPP-RACCORD-01"):
        technical.open_account(manager, structure.pk, [ISSUED], at=AT)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_managers_are_told_thirty_and_seven_days_before_the_end_once_each(
    structure: Structure, manager: User, language: str
) -> None:
    User.objects.update(language=language)
    technical.open_account(manager, structure.pk, [ISSUED], at=AT)
    end = AT + identity.LASTS

    assert technical.warn_due(clock=stopped(end - timedelta(days=31))) == 0
    assert technical.warn_due(clock=stopped(end - timedelta(days=29))) == 1
    assert technical.warn_due(clock=stopped(end - timedelta(days=29))) == 0
    assert technical.warn_due(clock=stopped(end - timedelta(days=6))) == 1
    assert technical.warn_due(clock=stopped(end)) == 0

    outbox.send_pending(clock=stopped(end))
    assert (
        list(Email.objects.values_list("kind", "to", "state"))
        == [("technical-password", manager.email, Email.State.SENT)] * 2
    )


def test_a_renewed_password_is_not_warned_of_again(structure: Structure, manager: User) -> None:
    told = technical.open_account(manager, structure.pk, [ISSUED], at=AT)
    late = AT + identity.LASTS - timedelta(days=40)
    technical.renew(manager, account(told.user).pk, at=late)

    assert technical.warn_due(clock=stopped(AT + identity.LASTS)) == 0
