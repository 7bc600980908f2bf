"""Whoever changes the people of a structure holds its row first: opposite acts at one instant end with one of them done
and the other refused in words, never in a deadlock."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.builders import ARSOUILLE
from tests.invoices.builders import AT, LATER, a_person, a_structure
from tests.invoices.conftest import committed  # noqa: F401 - a fixture
from tests.invoices.test_at_once import at_once
from unisson.accounts.models import User
from unisson.directory import (
    appointing,
    colleagues,
    departure,
    granting,
    handover,
    locking,
    openings,
    operating,
    renumbering,
    requests,
    rights,
    succession,
)
from unisson.directory.models import Demand, Membership
from unisson.directory.spaces import Level, Space
from unisson.directory.stewards import Steward
from unisson.kernel.refusal import NotFound, Refusal

from .conftest import House, an_operator

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
ISSUED = (Space.ISSUED, Level.WRITE)
Act = Callable[[], Any]


class Stage:
    """A house where everything may happen at once."""

    def __init__(self, house: House) -> None:
        self.house, self.noe = house, a_person("noe@example.org", first_name="Noé")
        self.olivier, self.second = an_operator(), an_operator("second@example.org")
        self.asked = requests.ask(self.noe, house.structure, wanted=[ISSUED], at=AT)
        self.offered = handover.offer(house.claire, house.place(house.ines).pk, at=AT)
        self.succession = Demand.objects.create(
            kind=Demand.Kind.SUCCESSION, user=self.noe, structure=house.structure, asked_at=AT
        )
        self.proposed = appointing.propose(
            self.olivier, house.structure, self.noe, reason="Arrêté", demand=self.succession, at=AT
        )

    def takes_the_role(self) -> Any:
        return handover.answer(self.house.ines, self.offered.pk, accept=True, at=LATER)

    def takes_the_offer_back(self) -> Any:
        return handover.cancel(self.house.claire, self.offered.pk, at=LATER)

    def is_withdrawn(self) -> Any:
        return colleagues.withdraw(self.house.claire, self.pk(self.house.ines), at=LATER)

    def leaves_the_structure(self) -> Any:
        return colleagues.leave(self.house.ines, self.pk(self.house.ines), at=LATER)

    def loses_all_rights(self) -> Any:
        place = self.house.place(self.house.ines)
        return granting.change(self.house.claire, place.pk, [], seen=granting.mark(place), at=LATER)

    def is_accepted(self) -> Any:
        return requests.decide(self.house.hugo, [self.asked.pk], accept=True, at=LATER)

    def takes_the_request_back(self) -> Any:
        return requests.withdraw(self.noe, self.asked.pk, at=LATER)

    def asks_for_spaces(self) -> Any:
        return requests.ask_spaces(self.house.ines, self.pk(self.house.ines), [(*ISSUED, None)], at=LATER)

    def is_appointed(self) -> Any:
        return appointing.confirm(self.second, self.proposed.pk, at=LATER)

    def is_put_aside(self) -> Any:
        return appointing.dismiss(self.second, self.proposed.pk, reason="Faux", at=LATER)

    def is_objected_to(self) -> Any:
        return succession.object_to(self.house.hugo, self.succession.pk, at=LATER)

    def goes_for_good(self) -> Any:
        return departure.leave(self.house.claire, understood=True, at=LATER)

    def who_asked_goes_for_good(self) -> Any:
        return departure.leave(self.noe, at=LATER)

    def is_ended_by_an_operator(self) -> Any:
        return operating.end(self.olivier, self.house.ines.pk, reason="Décès", at=LATER)

    def gets_another_number(self) -> Any:
        by = Steward(person=self.house.hugo)
        return renumbering.renumber(by, self.house.structure.pk, kind="SIRET", identifier="53819959700021", at=LATER)

    def opens_a_space(self) -> Any:
        return openings.open_one(self.house.hugo, self.house.structure.pk, Space.ISSUED, at=LATER)

    def pk(self, person: User) -> int:
        return self.house.place(person).pk


ACTS = [name for name in vars(Stage) if not name.startswith("_") and name != "pk"]
PAIRS = [
    ("takes_the_role", "is_withdrawn"),
    ("takes_the_role", "takes_the_offer_back"),
    ("takes_the_role", "leaves_the_structure"),
    ("takes_the_role", "goes_for_good"),
    ("takes_the_role", "is_appointed"),
    ("takes_the_role", "is_ended_by_an_operator"),
    ("loses_all_rights", "is_withdrawn"),
    ("loses_all_rights", "gets_another_number"),
    ("is_accepted", "takes_the_request_back"),
    ("is_accepted", "is_appointed"),
    ("is_accepted", "who_asked_goes_for_good"),
    ("is_accepted", "gets_another_number"),
    ("is_appointed", "is_objected_to"),
    ("is_appointed", "who_asked_goes_for_good"),
    ("is_appointed", "goes_for_good"),
    ("is_put_aside", "is_objected_to"),
    ("leaves_the_structure", "is_withdrawn"),
    ("leaves_the_structure", "is_ended_by_an_operator"),
    ("asks_for_spaces", "is_withdrawn"),
    ("goes_for_good", "is_withdrawn"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_opposite_acts_end_with_one_done_and_at_most_one_refused(house: House, one: str, other: str) -> None:
    stage = Stage(house)
    given = at_once(getattr(stage, one), getattr(stage, other))
    broken = [each for each in given if isinstance(each, Exception) and not isinstance(each, Refusal | NotFound)]
    assert not broken
    assert sum(isinstance(each, Exception) for each in given) <= 1
    principals = Membership.objects.filter(role=Membership.Role.PRINCIPAL, state=Membership.State.VALID)
    assert principals.filter(structure=house.structure).count() <= 1


@pytest.mark.parametrize("name", ACTS)
def test_the_structure_is_held_before_any_of_its_rows(house: House, name: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    stage = Stage(house)
    with CaptureQueriesContext(connection) as seen:
        getattr(stage, name)()
    locks = [one["sql"] for one in seen.captured_queries if " FOR " in one["sql"] and " UPDATE" in one["sql"]]
    tables = [sql.split(' FROM "')[1].split('"')[0] for sql in locks]
    of_structures = [table for table in tables if table != "accounts_user"]
    assert of_structures[0] == "directory_structure"
    assert "accounts_user" not in tables[1:]  # a person before any structure


def test_a_row_carried_over_meanwhile_is_waited_for_where_it_went(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = requests.ask(a_person("noe@example.org"), house.structure, wanted=[ISSUED], at=AT)
    later, held = a_structure(ARSOUILLE), []

    def hold(structures: Iterable[int]) -> None:
        held.append(set(structures))
        Demand.objects.update(structure=later)  # between the look and the lock

    monkeypatch.setattr(locking, "hold", hold)
    with transaction.atomic():
        found = locking.row(Demand.objects.all(), asked.pk)
    assert found is not None and found.structure_id == later.pk
    assert held == [{house.structure.pk}, {later.pk}]


def test_who_is_no_manager_any_more_when_his_turn_comes_decides_nothing(house: House) -> None:
    asked = requests.ask(a_person("noe@example.org"), house.structure, wanted=[ISSUED], at=AT)
    hugo = User.objects.get(pk=house.hugo.pk)
    rights.remember_for_one_request(hugo)
    colleagues.withdraw(house.claire, house.place(house.hugo).pk, at=LATER)
    with pytest.raises(NotFound):
        requests.decide(hugo, [asked.pk], accept=True, at=LATER)
