"""Two people who decide the same thing at the same instant, over connections that commit for real: one wins, the other
is told."""

import pytest

from tests.builders import ARSOUILLE, PARIS_7E
from tests.invoices.builders import AT, LATER, a_clerk, a_person, a_structure
from tests.invoices.conftest import committed  # noqa: F401 - a fixture
from tests.invoices.test_at_once import at_once
from unisson.directory import (
    appointing,
    colleagues,
    creation,
    deactivation,
    granting,
    handover,
    reminders,
    renumbering,
    requests,
    rights,
)
from unisson.directory.models import Appointment, Demand, ManagerAct, Membership, Structure
from unisson.directory.spaces import Level, Space
from unisson.directory.stewards import Steward
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

from .conftest import House, an_appointment, an_operator

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
ISSUED = (Space.ISSUED, Level.WRITE)


def codes(given: list[object]) -> list[str]:
    return sorted(one.code if isinstance(one, Refusal) else "" for one in given)


def test_of_two_managers_one_decides_and_the_other_learns_it(house: House) -> None:
    asked = requests.ask(a_person("noe@example.org"), house.structure, wanted=[ISSUED], at=AT)
    given = at_once(
        lambda: requests.decide(house.claire, [asked.pk], accept=True, at=LATER),
        lambda: requests.decide(house.hugo, [asked.pk], accept=False, comment="Non", at=LATER),
    )
    assert sorted((one.done, one.missed) for one in given) == [(0, 1), (1, 0)]
    assert ManagerAct.objects.count() == Email.objects.filter(kind="attachment-decided").count() == 1


def test_of_two_managers_one_writes_the_rights_and_the_other_is_refused(house: House) -> None:
    place = house.place(house.ines)
    seen = granting.mark(place)
    given = at_once(
        lambda: granting.change(house.claire, place.pk, [(*ISSUED, None)], seen=seen, at=LATER),
        lambda: granting.change(house.hugo, place.pk, [], seen=seen, at=LATER),
    )
    assert codes(given) == ["", "CPP-DROITS-01"]
    assert ManagerAct.objects.count() == 1


def test_withdrawn_twice_it_is_done_once(house: House) -> None:
    pk = house.place(house.ines).pk
    given = at_once(
        lambda: colleagues.withdraw(house.claire, pk, at=LATER), lambda: colleagues.withdraw(house.hugo, pk, at=LATER)
    )
    assert sum(isinstance(one, NotFound) for one in given) == 1
    assert Email.objects.filter(kind="attachment-ended").count() == 1


def test_asked_twice_it_is_one_request(house: House) -> None:
    person = a_person("noe@example.org")
    given = at_once(*[lambda: requests.ask(person, house.structure, wanted=[ISSUED], at=AT)] * 3)
    assert codes(given) == ["", "CPP-RATTACHEMENT-01", "CPP-RATTACHEMENT-01"]
    assert Demand.objects.count() == 1


def test_a_role_taken_while_it_is_taken_back_is_one_or_the_other(house: House) -> None:
    offered = handover.offer(house.claire, house.place(house.ines).pk, at=AT)
    given = at_once(
        lambda: handover.answer(house.ines, offered.pk, accept=True, at=LATER),
        lambda: handover.cancel(house.claire, offered.pk, at=LATER),
    )
    assert codes(given) == ["", "CPP-ROLE-03"]
    assert Membership.objects.filter(role=Membership.Role.PRINCIPAL).count() == 1


def test_two_workers_remind_of_a_request_once(house: House) -> None:
    requests.ask(a_person("noe@example.org"), house.structure, wanted=[ISSUED], at=AT)
    late = stopped(AT + requests.PATIENCE)
    assert sum(at_once(*[lambda: reminders.remind_due(clock=late)] * 2)) == 1
    assert Email.objects.filter(kind="attachment-reminder").count() == 2


@pytest.mark.django_db(transaction=True)
def test_confirmed_while_it_is_put_aside_is_one_or_the_other() -> None:
    clerk, structure = a_clerk(), a_structure(PARIS_7E)
    made = an_appointment(an_operator(), structure, clerk)
    second, third = an_operator("deux@example.org"), an_operator("trois@example.org")
    appointing.read_document(second, made.pk, at=AT)
    given = at_once(
        lambda: appointing.confirm(second, made.pk, at=LATER),
        lambda: appointing.dismiss(third, made.pk, reason="Faux", at=LATER),
    )
    assert codes(given) == ["", "CPP-NOMINATION-07"]
    confirmed = Appointment.objects.get().state == Appointment.State.CONFIRMED
    assert (rights.managed(clerk) == {structure.pk}) is confirmed


def test_two_managers_change_the_identifier_and_one_did(house: House) -> None:
    given = at_once(
        lambda: renumbering.renumber(
            Steward(person=house.claire), house.structure.pk, kind="SIRET", identifier="53819959700021", at=LATER
        ),
        lambda: renumbering.renumber(
            Steward(person=house.hugo), house.structure.pk, kind="SIRET", identifier="53819959700039", at=LATER
        ),
    )
    assert codes(given) == ["", "CPP-IDENTIFIANT-04"]
    assert Structure.objects.count() == 2


def test_a_request_accepted_while_the_identifier_changes_gives_a_place_at_one_or_both(house: House) -> None:
    noe = a_person("noe@example.org")
    asked = requests.ask(noe, house.structure, wanted=[ISSUED], at=AT)
    by = Steward(person=house.claire)
    given = at_once(
        lambda: renumbering.renumber(by, house.structure.pk, kind="SIRET", identifier="53819959700021", at=LATER),
        lambda: requests.decide(house.hugo, [asked.pk], accept=True, at=LATER),
    )
    assert not [one for one in given if isinstance(one, Refusal) and not isinstance(one, NotFound)]
    new = Structure.objects.get(identifier="53819959700021")
    demand = Demand.objects.get()
    decided = demand.state == Demand.State.ACCEPTED
    assert decided or demand.structure == new
    places = noe.memberships.filter(state=Membership.State.VALID if decided else Membership.State.PENDING)
    assert new.pk in set(places.values_list("structure", flat=True))


def test_two_create_the_same_structure_and_one_manages_it() -> None:
    typed = {"name": "ATELIER", "address": "1 rue", "postcode": "30000", "town": "Nîmes", "country": "FR"}
    people = [a_person(f"{name}@example.org") for name in ("un", "deux")]
    given = at_once(
        *[
            lambda one=one: creation.create(one, kind="SIRET", identifier=ARSOUILLE, typed=typed, at=AT)
            for one in people
        ]
    )
    assert codes(given) == ["", ""]
    roles = sorted(Membership.objects.values_list("role", "state"))
    assert roles == [
        (Membership.Role.PRINCIPAL, Membership.State.VALID),
        (Membership.Role.USER, Membership.State.PENDING),
    ]


def test_closed_by_two_it_is_closed_once(house: House) -> None:
    given = at_once(
        *[
            lambda one=one: deactivation.deactivate(Steward(person=one), house.structure.pk, at=LATER)
            for one in (house.claire, house.hugo)
        ]
    )
    assert codes(given) == ["", "CPP-ACTIVITE-02"]
    assert house.structure.changes.count() == 1
