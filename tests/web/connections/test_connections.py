"""« Raccordements API »: asked for, decided, cut off; who may, and what is said."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.api.caller import a_token
from tests.invoices.builders import AT, LATER, grant
from tests.web.budget import costs_the_same
from unisson.accounts.models import User
from unisson.directory import connecting, rights
from unisson.directory.models import Connection
from unisson.directory.spaces import Level
from unisson.kernel.words import sentence
from unisson.notices.models import Email

from .people import SPACE, People, client_of

LIST, ASK = "/raccordement/", "/raccordement/demander/"


def page_of(connection: Connection, name: str = "connection") -> str:
    return reverse(f"connections:{name}", args=[connection.pk])


def asked(us: People, by: User | None = None, name: str = "Compta") -> Connection:
    return connecting.ask(by or us.colleague, us.structure.pk, name=name, word="Pour l’ERP", at=AT).connection


def valid(us: People, name: str = "Compta") -> Connection:
    return connecting.connect(us.structure, name=name, by=us.colleague, at=AT).connection


def text(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.text


def test_a_colleague_asks_and_the_managers_have_a_letter_that_leads_to_it(us: People) -> None:
    answer = client_of(us.colleague).post(ASK, {"name": " Compta ", "word": "Pour l’ERP"}, follow=True)

    found = Connection.objects.get()
    assert answer.redirect_chain == [(page_of(found), 302)]
    assert (found.state, found.name) == (Connection.State.SUBMITTED, "Compta")
    assert "Un gestionnaire de la structure doit valider cette demande" in answer.text
    letter = Email.objects.get()
    assert (letter.kind, letter.to) == ("connection-asked", us.manager.email)
    page = text(client_of(us.manager), LIST)
    assert "Compta" in page
    assert "Soumise" in page


def test_a_manager_accepts_and_the_one_who_asked_makes_the_secret(us: People) -> None:
    connection, manager = asked(us), client_of(us.manager)
    assert "« Pour l’ERP »" in text(manager, page_of(connection))

    answer = manager.post(page_of(connection, "decide"), {"action": "accept"}, follow=True)

    assert "Validée" in answer.text
    assert Email.objects.filter(kind="connection-decided", to=us.colleague.email).exists()
    shown = client_of(us.colleague).post(page_of(connection, "add-secret"), {"vu": "0"})
    assert shown.status_code == 200
    assert "Ce secret ne se montre qu’une fois" in shown.text


def test_a_refusal_says_why_to_who_asked(us: People) -> None:
    connection = asked(us)
    client_of(us.manager).post(page_of(connection, "decide"), {"action": "refuse", "motif": "Doublon de l’ERP"})

    page = text(client_of(us.colleague), page_of(connection))

    assert "Refusée le" in page
    assert "« Doublon de l’ERP »" in page
    assert page_of(connection, "disconnect") not in page


def test_what_was_decided_meanwhile_is_said(us: People) -> None:
    connection = asked(us)
    connecting.decide(us.manager, connection.pk, accept=False, at=LATER)

    answer = client_of(us.manager).post(page_of(connection, "decide"), {"action": "accept"}, follow=True)

    assert sentence("CPP-RACCORD-04", {"name": "Compta"}) in answer.text
    assert Connection.objects.get().state == Connection.State.REFUSED


def test_only_a_manager_decides(us: People) -> None:
    connection = asked(us)
    for person in (us.colleague, us.reader, us.stranger):
        assert client_of(person).post(page_of(connection, "decide"), {"action": "accept"}).status_code == 404
    assert Connection.objects.get().state == Connection.State.SUBMITTED
    assert "Votre réponse" not in text(client_of(us.colleague), page_of(connection))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": " "}, "Ce champ est obligatoire"),
        ({"name": "https://exemple.fr"}, "Un nom ne contient ni lien ni adresse"),
        ({"name": "Compta", "word": "x" * 501}, "500"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(us: People, typed: dict[str, str], told: str) -> None:
    answer = client_of(us.colleague).post(ASK, {"word": "Pour l’ERP", **typed})

    assert answer.status_code == 409
    assert told in answer.text
    assert typed.get("word", "Pour l’ERP") in answer.text
    assert not Connection.objects.exists()


def test_who_has_several_structures_says_for_which(us: People) -> None:
    grant(us.colleague, us.elsewhere, SPACE)
    client = client_of(us.colleague)

    assert client.post(ASK, {"name": "Compta"}).status_code == 409
    client.post(ASK, {"name": "Compta", "structure": us.elsewhere.pk})

    assert Connection.objects.get().structure == us.elsewhere
    assert client_of(us.reader).post(ASK, {"name": "Compta", "structure": us.structure.pk}).status_code == 404


def test_another_structure_cannot_be_named(us: People) -> None:
    client_of(us.colleague).post(ASK, {"name": "Compta", "structure": us.elsewhere.pk})
    assert not Connection.objects.filter(structure=us.elsewhere).exists()


def test_the_list_is_of_the_structure_in_use(us: People) -> None:
    grant(us.colleague, us.elsewhere, SPACE)
    here, there = valid(us, "Ici"), connecting.connect(us.elsewhere, name="Là-bas", by=us.colleague, at=AT).connection
    client = client_of(us.colleague)
    everything = text(client, LIST)
    assert here.name in everything
    assert there.name in everything
    User.objects.filter(pk=us.colleague.pk).update(structure_in_use=us.structure.pk)
    assert there.name not in text(client, LIST)


def test_an_empty_list_says_what_to_do(us: People) -> None:
    assert ASK in text(client_of(us.colleague), LIST)
    assert ASK not in text(client_of(us.reader), LIST)
    assert reverse("manager") + "#espaces" in text(client_of(us.manager), LIST)


def test_flows_that_are_exchanged_as_files_are_to_come_and_the_page_says_so(us: People) -> None:
    page = text(client_of(us.reader), LIST)
    assert "Raccordements EDI" in page
    assert "deposer/flux" in page


def test_who_reads_sees_all_but_the_buttons(us: People) -> None:
    connection = valid(us)
    page = text(client_of(us.reader), page_of(connection))

    assert connection.application.client_id in page
    assert "Premier appel" in page
    for name in ("add-secret", "disconnect"):
        assert page_of(connection, name) not in page
        assert client_of(us.reader).post(page_of(connection, name), {"vu": "0"}).status_code == 404


def test_nothing_is_there_for_a_stranger(us: People) -> None:
    connection, stranger = valid(us), client_of(us.stranger)
    secret = connection.secrets.get()

    assert connection.name not in text(stranger, LIST)
    for name in ("connection", "disconnect"):
        assert stranger.get(page_of(connection, name)).status_code == 404
    for name in ("add-secret", "disconnect"):
        assert stranger.post(page_of(connection, name), {"vu": secret.pk}).status_code == 404
    end = reverse("connections:end-secret", args=[connection.pk, secret.pk])
    assert stranger.get(end).status_code == stranger.post(end).status_code == 404
    assert connection.secrets.get().ended_at is None


def test_cutting_off_is_confirmed_on_a_page_of_its_own_and_ends_the_tokens(us: People) -> None:
    issued = connecting.connect(us.structure, name="Compta", by=us.colleague, at=AT)
    connection, client = issued.connection, client_of(us.colleague)
    a_token(connection.application.client_id, issued.secret)
    path = page_of(connection, "disconnect")
    assert f'<form method="post" action="{path}"' in text(client, path)

    told = client.post(path, follow=True).text

    assert "« Compta » n’a plus accès à l’API" in told
    assert "Révoqué le" in told
    assert connecting.proven(connection.application.client_id, issued.secret) is None
    assert client.get(path).status_code == 302
    assert sentence("CPP-RACCORD-06", {"name": "Compta"}) in client.post(path, follow=True).text


def test_a_manager_cuts_off_what_was_let_in_before_the_space_was_closed(us: People) -> None:
    connection = valid(us)
    us.structure.openings.filter(space=SPACE).delete()
    assert not rights.scope(us.manager, SPACE)

    client_of(us.manager).post(page_of(connection, "disconnect"))

    assert Connection.objects.get().state == Connection.State.DISABLED


def test_the_technical_accounts_are_named_to_managers_alone(us: People) -> None:
    connection = valid(us)
    assert "Il manque un compte technique" in text(client_of(us.manager), page_of(connection))
    assert "Un gestionnaire de la structure le crée" in text(client_of(us.colleague), page_of(connection))


def test_many_cost_no_more_than_one(us: People) -> None:
    client = client_of(us.colleague)

    def more() -> None:
        for rank in range(9):
            valid(us, f"Logiciel {rank}")

    valid(us)
    costs_the_same(client, LIST, add_rows=more)


def test_the_space_may_be_given_like_the_others(us: People) -> None:
    grant(us.manager, us.structure, SPACE, Level.WRITE)
    assert "/raccordement/" in text(client_of(us.manager), "/")
