"""What waits for a person beside invoices, counted in one query."""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import ARSOUILLE, PARIS_7E
from tests.invoices.builders import AT, LATER, a_pdf, a_person, a_structure, grant
from unisson.accounts.models import User
from unisson.directory import (
    attention,
    connecting,
    handover,
    inviting,
    openings,
    requests,
    rights,
    succession,
    technical,
)
from unisson.directory.attention import Attention
from unisson.directory.evidence import Document
from unisson.directory.models import Demand
from unisson.directory.spaces import Level, Space

from .conftest import House, an_appointment, an_operator

pytestmark = pytest.mark.django_db
WANTED = [(Space.ISSUED, Level.READ)]


def waits(person: User) -> Attention:
    return attention.of(User.objects.get(pk=person.pk), at=LATER)


def test_nothing_waits_for_who_has_nothing_to_do(house: House) -> None:
    assert waits(house.claire) == waits(an_operator()) == Attention()


def test_a_manager_has_the_requests_and_who_asked_waits(house: House) -> None:
    noe = a_person("noe@example.org")
    requests.ask(noe, house.structure, wanted=WANTED, at=AT)
    assert waits(house.claire) == waits(house.hugo) == Attention(requests=1)
    assert waits(house.ines) == Attention()
    assert waits(noe) == Attention(pending=1)


def test_a_refusal_is_to_be_read_for_some_days_or_until_it_is_asked_again(house: House) -> None:
    noe = a_person("noe@example.org")
    asked = requests.ask(noe, house.structure, wanted=WANTED, at=AT)
    requests.decide(house.claire, [asked.pk], accept=False, comment="Qui êtes-vous ?", at=AT)
    assert waits(noe) == Attention(refused=1)
    assert attention.of(noe, at=AT + attention.READ_WITHIN + timedelta(hours=1)) == Attention()
    requests.ask(noe, house.structure, wanted=WANTED, at=LATER)
    assert waits(noe) == Attention(pending=1)


def test_what_is_offered_waits_for_its_receiver(house: House) -> None:
    handover.offer(house.claire, house.place(house.ines).pk, at=AT)
    proposed = inviting.Proposed(address="noe@example.org", first_name="N", last_name="P", wanted=[(*WANTED[0], None)])
    inviting.invite(house.claire, house.structure.pk, proposed, at=AT)
    assert waits(house.ines) == Attention(roles=1)
    assert waits(a_person("noe@example.org")) == Attention(proposals=1)
    assert waits(house.claire) == Attention()


def test_operators_have_what_only_they_decide(house: House) -> None:
    first, second = an_operator(), an_operator("deux@example.org")
    document = Document(name="a.pdf", content=a_pdf())
    succession.ask(house.ines, house.structure, reason="Partie à la retraite en juin", document=document, at=AT)
    an_appointment(first, a_structure(PARIS_7E), house.hugo)
    requests.ask(a_person("noe@example.org"), a_structure(ARSOUILLE), wanted=WANTED, at=AT)
    assert waits(first) == Attention(decisions=1, orphans=1)
    assert waits(second) == Attention(decisions=1, appointments=1, orphans=1)
    assert waits(house.claire) == Attention(successions=1)
    assert waits(house.ines) == Attention(pending=1)


def test_a_manager_has_the_software_that_waits_and_the_passwords_that_end(house: House) -> None:
    openings.open_spaces(house.structure, [Space.CONNECTIONS])
    grant(house.ines, house.structure, Space.CONNECTIONS)
    connecting.ask(house.ines, house.structure.pk, name="Compta", at=AT)
    account = technical.open_account(house.claire, house.structure.pk, [], at=AT - timedelta(days=400)).user
    assert waits(house.claire) == Attention(connections=1, passwords=1)
    assert waits(house.ines) == Attention()
    technical.close(house.claire, account.memberships.get().pk, at=LATER)
    assert waits(house.claire) == Attention(connections=1)


def test_it_costs_one_query_beside_the_rights(house: House, django_assert_num_queries: Any) -> None:
    requests.ask(a_person("noe@example.org"), house.structure, wanted=WANTED, at=AT)
    claire = User.objects.get(pk=house.claire.pk)
    rights.remember_for_one_request(claire)
    with django_assert_num_queries(1):
        attention.remembered(claire, at=LATER)
        attention.remembered(claire, at=LATER)
    assert Demand.objects.count() == 1
