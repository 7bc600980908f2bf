"""Software that is let in: who asks, who decides, what a secret is good for, what ends at once."""

import pytest
from oauth2_provider.models import AccessToken

from tests.api.caller import a_token
from tests.invoices.builders import AT, LATER, a_person, a_structure, grant
from unisson.accounts.models import User
from unisson.directory import connecting, register
from unisson.directory.models import Connection, ManagerAct, Membership, Structure
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices import outbox
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db
SPACE = Space.CONNECTIONS


@pytest.fixture
def structure() -> Structure:
    return a_structure("53819959700013", spaces=(Space.ISSUED, SPACE))


@pytest.fixture
def manager(structure: Structure) -> User:
    person = a_person("gerante@example.org")
    register.attach(
        person,
        structure,
        at=AT,
        role=Membership.Role.PRINCIPAL,
        rights=[(SPACE, Level.WRITE), (Space.ISSUED, Level.WRITE)],
    )
    return person


@pytest.fixture
def colleague(structure: Structure, manager: User) -> User:
    person = a_person("paul@example.org")
    grant(person, structure, SPACE)
    return person


def test_a_managers_own_request_is_valid_at_once_with_a_secret(structure: Structure, manager: User) -> None:
    issued = connecting.ask(manager, structure.pk, name=" Compta ", at=AT)

    assert (issued.connection.state, issued.connection.name) == (Connection.State.VALID, "Compta")
    assert a_token(issued.connection.application.client_id, issued.secret)
    assert ManagerAct.objects.get().what == ManagerAct.What.CONNECTED


def test_a_colleagues_request_waits_for_a_manager_who_is_told(
    structure: Structure, manager: User, colleague: User
) -> None:
    issued = connecting.ask(colleague, structure.pk, name="Compta", word="Pour l’ERP", at=AT)
    assert (issued.secret, issued.connection.state) == ("", Connection.State.SUBMITTED)
    with pytest.raises(Refusal, match="CPP-RACCORD-06"):
        connecting.add_secret(colleague, issued.connection.pk, at=AT)
    with pytest.raises(NotFound):
        connecting.decide(colleague, issued.connection.pk, accept=True, at=LATER)

    connecting.decide(manager, issued.connection.pk, accept=True, at=LATER)
    made = connecting.add_secret(colleague, issued.connection.pk, at=LATER)

    assert connecting.proven(made.connection.application.client_id, made.secret)
    assert list(Email.objects.order_by("pk").values_list("kind", "to")) == [
        ("connection-asked", manager.email),
        ("connection-decided", colleague.email),
    ]
    with pytest.raises(Refusal, match="CPP-RACCORD-04"):
        connecting.decide(manager, issued.connection.pk, accept=False, at=LATER)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_letters_are_written(structure: Structure, manager: User, colleague: User, language: str) -> None:
    User.objects.update(language=language)
    for person in (manager, colleague):
        person.language = language
    for name, accept in (("Un", True), ("Deux", False)):
        issued = connecting.ask(colleague, structure.pk, name=name, at=AT)
        connecting.decide(manager, issued.connection.pk, accept=accept, reason="Doublon", at=LATER)

    outbox.send_pending(clock=stopped(LATER))

    assert set(Email.objects.values_list("state", flat=True)) == {Email.State.SENT}
    assert not [one for one in Email.objects.all() if "%(" in one.text]


def test_several_secrets_are_good_together_and_a_revoked_one_takes_the_tokens_along(
    structure: Structure, manager: User
) -> None:
    first = connecting.ask(manager, structure.pk, name="Compta", at=AT)
    connection, client = first.connection, first.connection.application.client_id
    second = connecting.add_secret(manager, connection.pk, at=LATER)
    a_token(client, first.secret)

    connecting.end_secret(manager, connection.pk, connection.secrets.order_by("pk")[0].pk, at=LATER)

    assert not AccessToken.objects.exists()
    assert connecting.proven(client, first.secret) is None
    assert connecting.proven(client, second.secret)


def test_no_more_secrets_than_a_rotation_needs(structure: Structure, manager: User) -> None:
    issued = connecting.ask(manager, structure.pk, name="Compta", at=AT)
    for _ in range(connecting.MOST_SECRETS - 1):
        connecting.add_secret(manager, issued.connection.pk, at=AT)

    with pytest.raises(Refusal, match="CPP-RACCORD-05"):
        connecting.add_secret(manager, issued.connection.pk, at=AT)


def test_what_is_disconnected_is_let_in_no_more_and_stays_in_the_list(structure: Structure, manager: User) -> None:
    issued = connecting.ask(manager, structure.pk, name="Compta", at=AT)
    client = issued.connection.application.client_id
    a_token(client, issued.secret)

    connecting.disconnect(manager, issued.connection.pk, at=LATER)

    assert not AccessToken.objects.exists()
    assert connecting.proven(client, issued.secret) is None
    assert [one.state for one in connecting.connections_of(manager)] == [Connection.State.DISABLED]
    with pytest.raises(Refusal, match="CPP-RACCORD-06"):
        connecting.disconnect(manager, issued.connection.pk, at=LATER)


def test_a_name_is_asked_for_and_there_is_an_end(
    structure: Structure, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refusal, match="CPP-RACCORD-02"):
        connecting.ask(manager, structure.pk, name=" ", at=AT)
    monkeypatch.setattr(connecting, "MOST", 0)
    with pytest.raises(Refusal, match="CPP-RACCORD-03"):
        connecting.ask(manager, structure.pk, name="Compta", at=AT)


def test_nobody_sees_or_changes_what_is_elsewhere(structure: Structure, manager: User) -> None:
    issued = connecting.ask(manager, structure.pk, name="Compta", at=AT)
    stranger = a_person("autre@example.org")
    grant(stranger, a_structure(spaces=(SPACE,)), SPACE)

    assert list(connecting.connections_of(stranger)) == []
    with pytest.raises(NotFound):
        connecting.ask(stranger, structure.pk, name="Compta", at=AT)
    for act in (connecting.add_secret, connecting.disconnect, connecting.get):
        with pytest.raises(NotFound):
            act(stranger, issued.connection.pk, **({} if act is connecting.get else {"at": AT}))
