"""Spaces that managers open and close on a structure, and what the principal manager gives himself."""

import pytest

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, LATER, a_structure, grant
from unisson.accounts.models import User
from unisson.directory import granting, openings, requests, rights
from unisson.directory.models import Demand, ManagerAct, Membership
from unisson.directory.spaces import Level, Space
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email, Endpoint
from unisson.notices.webhooks import endpoints
from unisson.notices.webhooks.endpoints import Asked
from unisson.notices.webhooks.events import KINDS

from .conftest import House, attached

pytestmark = pytest.mark.django_db


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_closed_nobody_has_it_and_each_who_had_it_is_told(house: House) -> None:
    openings.close_one(house.claire, house.structure.pk, Space.ISSUED, at=LATER)
    assert not any(rights.spaces(one) for one in (house.claire, house.hugo, house.ines))
    assert {one.to for one in Email.objects.filter(kind="space-closed")} == {house.hugo.email, house.ines.email}
    act = ManagerAct.objects.get()
    assert (act.what, act.detail) == (ManagerAct.What.CLOSED, {"space": "FACTURES_EMISES"})


def test_opened_again_it_is_given_to_nobody(house: House) -> None:
    openings.close_one(house.claire, house.structure.pk, Space.ISSUED, at=LATER)
    openings.open_one(house.claire, house.structure.pk, Space.ISSUED, at=LATER)
    assert not rights.spaces(house.ines)


def test_webhooks_are_paused_with_the_space_that_governs_them_and_stay_so(house: House) -> None:
    openings.open_one(house.claire, house.structure.pk, Space.CONNECTIONS, at=AT)
    grant(house.ines, house.structure, Space.CONNECTIONS)
    made = [
        endpoints.make(house.structure.pk, Asked(url=f"https://{n}.fr/", kinds=KINDS), at=AT).endpoint for n in "ab"
    ]
    elsewhere = endpoints.make(a_structure(PARIS_7E).pk, Asked(url="https://c.fr/", kinds=KINDS), at=AT).endpoint
    endpoints.turn(made[1], Endpoint.State.DISABLED)
    assert openings.falls_silent(house.structure, Space.ISSUED) == 0
    openings.close_one(house.claire, house.structure.pk, Space.ISSUED, at=LATER)
    assert openings.falls_silent(house.structure, Space.CONNECTIONS) == 1

    openings.close_one(house.claire, house.structure.pk, Space.CONNECTIONS, at=LATER)
    openings.open_one(house.claire, house.structure.pk, Space.CONNECTIONS, at=LATER)

    states = dict(Endpoint.objects.values_list("url", "state"))
    assert states == {"https://a.fr/": "SUSPENDU", "https://b.fr/": "DESACTIVE", elsewhere.url: "ACTIF"}
    letters = Email.objects.filter(kind="space-closed", to=house.ines.email).order_by("pk")
    assert [letter.values["paused"] for letter in letters] == [0, 1]


def test_what_is_not_open_or_not_theirs_is_not_closed(house: House) -> None:
    openings.close_one(house.claire, house.structure.pk, Space.ISSUED, at=AT)
    for person in (house.claire, house.ines):
        with pytest.raises(NotFound):
            openings.close_one(person, house.structure.pk, Space.ISSUED, at=LATER)


def test_a_public_structure_goes_on_receiving() -> None:
    town = a_structure(PARIS_7E)
    manager = attached("maire@example.org", town, Membership.Role.PRINCIPAL)
    with pytest.raises(Refusal) as told:
        openings.close_one(manager, town.pk, Space.RECEIVED, at=LATER)
    assert told.value.code == "CPP-DROITS-08"


def test_closed_for_one_person_the_others_keep_it(house: House) -> None:
    place = house.place(house.ines)
    granting.close(house.claire, place.pk, Space.ISSUED, seen=granting.mark(place), at=LATER)
    assert not rights.spaces(house.ines) and rights.spaces(house.hugo)
    assert Email.objects.get().kind == "rights-changed"


def test_the_principal_manager_opens_a_space_for_himself_and_asks_nobody(house: House) -> None:
    openings.close_one(house.claire, house.structure.pk, Space.ISSUED, at=AT)
    requests.take_spaces(house.claire, house.place(house.claire).pk, [(Space.ISSUED, Level.WRITE, None)], at=LATER)
    assert rights.scope(again(house.claire), Space.ISSUED, Level.WRITE)
    assert not Demand.objects.exists()
    whats = [one.what for one in ManagerAct.objects.all()]
    assert whats == [ManagerAct.What.RIGHTS, ManagerAct.What.OPENED, ManagerAct.What.CLOSED]


def test_nobody_else_takes_a_space(house: House) -> None:
    for person in (house.hugo, house.ines):
        with pytest.raises(NotFound):
            requests.take_spaces(person, house.place(person).pk, [(Space.ISSUED, Level.WRITE, None)], at=LATER)


def test_he_takes_nothing_that_the_structure_cannot_have(house: House) -> None:
    with pytest.raises(Refusal) as told:
        requests.take_spaces(house.claire, house.place(house.claire).pk, [(Space.RECEIVED, Level.READ, None)], at=LATER)
    assert told.value.code == "CPP-DROITS-02"
