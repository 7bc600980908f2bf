"""Rights written by managers: in force at once, never more than the structure has, never over what another wrote."""

import pytest

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, LATER, a_person, a_service, a_structure
from unisson.directory import acts, granting, register, rights
from unisson.directory.models import ManagerAct, Membership
from unisson.directory.spaces import Level, Space
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

from .conftest import House

WRITE = (Space.ISSUED, Level.WRITE, None)


def refused(house: House, wanted: list[granting.Right], *, actor: str = "claire", seen: str = "", **named: bool) -> str:
    place = house.place(house.ines)
    with pytest.raises(Refusal) as caught:
        granting.change(getattr(house, actor), place.pk, wanted, seen=seen or granting.mark(place), at=LATER, **named)
    return caught.value.code


def test_they_are_in_force_at_the_next_click_and_told(house: House) -> None:
    place = house.place(house.ines)
    granting.change(house.claire, place.pk, [WRITE], seen=granting.mark(place), comment="Bravo", at=LATER)
    assert rights.scope(house.ines, Space.ISSUED, Level.WRITE).structures == {house.structure.pk}
    letter = Email.objects.get(kind="rights-changed")
    assert (letter.to, letter.values["rights"]) == ("ines@example.org", [["FACTURES_EMISES", "MODIFICATION", ""]])
    [act] = acts.history(house.hugo)
    assert (act.what, act.actor, act.about) == (ManagerAct.What.RIGHTS, house.claire, house.ines)
    assert act.detail["before"][1:] == [["FACTURES_EMISES", "CONSULTATION_UNIQUEMENT", None]]
    assert act.detail["after"][1:] == [["FACTURES_EMISES", "MODIFICATION", None]]


def test_on_one_service_only(house: House) -> None:
    place, service = house.place(house.ines), a_service(house.structure, "SUD")
    wanted = [(Space.ISSUED, Level.WRITE, service.pk)]
    granting.change(house.claire, place.pk, wanted, seen=granting.mark(place), at=LATER)
    reach = rights.scope(house.ines, Space.ISSUED)
    assert (reach.structures, reach.services) == (frozenset(), {service.pk})


def test_of_two_managers_the_second_is_told(house: House) -> None:
    seen = granting.mark(house.place(house.ines))
    granting.change(house.hugo, house.place(house.ines).pk, [WRITE], seen=seen, at=LATER)
    assert refused(house, [], seen=seen) == "CPP-DROITS-01"
    assert rights.scope(house.ines, Space.ISSUED, Level.WRITE)


def test_nothing_changed_nobody_is_told(house: House) -> None:
    place = house.place(house.ines)
    granting.change(house.claire, place.pk, granting.held(place), seen=granting.mark(place), at=LATER)
    assert not Email.objects.exists()
    assert not acts.history(house.claire).exists()


def test_no_more_than_the_structure_has(house: House) -> None:
    foreign = a_service(a_structure(PARIS_7E))
    assert refused(house, [(Space.RECEIVED, Level.READ, None)]) == "CPP-DROITS-02"
    assert refused(house, [(Space.ISSUED, Level.READ, foreign.pk)]) == "CPP-DROITS-02"
    assert refused(house, [WRITE, (Space.ISSUED, Level.READ, None)]) == "CPP-DROITS-02"


def test_only_the_principal_manager_names_secondary_ones(house: House) -> None:
    assert refused(house, [WRITE], actor="hugo", secondary=True) == "CPP-DROITS-03"
    place = house.place(house.ines)
    granting.change(house.claire, place.pk, [WRITE], secondary=True, seen=granting.mark(place), at=LATER)
    assert rights.managed(house.ines) == {house.structure.pk}


def test_the_principal_manager_alone_changes_their_rights_and_the_role_stays(house: House) -> None:
    place = house.place(house.claire)
    with pytest.raises(Refusal) as caught:
        granting.change(house.hugo, place.pk, [WRITE], secondary=False, seen=granting.mark(place), at=LATER)
    assert caught.value.code == "CPP-DROITS-07"
    granting.change(house.claire, place.pk, [WRITE], secondary=False, seen=granting.mark(place), at=LATER)
    assert house.place(house.claire).role == Membership.Role.PRINCIPAL


@pytest.mark.parametrize("who", ["ines", "stranger"])
def test_who_does_not_manage_that_structure_writes_nothing(house: House, who: str) -> None:
    stranger = a_person("autre@example.org")
    register.attach(stranger, a_structure(PARIS_7E), at=AT, role=Membership.Role.PRINCIPAL)
    actor, place = {"ines": house.ines, "stranger": stranger}[who], house.place(house.hugo)
    with pytest.raises(NotFound):
        granting.change(actor, place.pk, [], seen=granting.mark(place), at=LATER)
    with pytest.raises(NotFound):
        granting.copy(actor, place.pk, house.place(house.claire).pk, seen=granting.mark(place), at=LATER)


def test_a_manager_withdrawn_a_moment_ago_writes_nothing(house: House) -> None:
    rights.remember_for_one_request(house.hugo)
    Membership.objects.filter(user=house.hugo).update(state=Membership.State.DELETED)
    place = house.place(house.ines)
    with pytest.raises(NotFound):
        granting.change(house.hugo, place.pk, [], seen=granting.mark(place), at=LATER)


def test_copied_they_are_those_of_the_colleague_and_no_others(house: House) -> None:
    place, model, service = house.place(house.ines), house.place(house.hugo), a_service(house.structure, "SUD")
    wanted = [(Space.ISSUED, Level.WRITE, service.pk)]
    granting.change(house.claire, model.pk, wanted, seen=granting.mark(model), at=LATER)
    granting.copy(house.claire, place.pk, model.pk, seen=granting.mark(place), at=LATER)
    assert granting.held(house.place(house.ines)) == wanted
    assert house.place(house.ines).role == Membership.Role.USER
    assert acts.history(house.claire)[0].what == ManagerAct.What.COPIED


def test_before_a_copy_it_is_said_what_is_lost_and_gained(house: House) -> None:
    place, model = house.place(house.ines), house.place(house.hugo)
    wanted = [(Space.ISSUED, Level.WRITE, None)]
    granting.change(house.claire, model.pk, wanted, seen=granting.mark(model), at=LATER)
    found = granting.copying(house.claire, place.pk, model.pk)
    assert (found.gained, found.lost, found.after) == (wanted, [(Space.ISSUED, Level.READ, None)], wanted)
    assert granting.held(house.place(house.ines)) == found.lost
    with pytest.raises(Refusal) as caught:
        granting.copying(house.hugo, house.place(house.claire).pk, place.pk)
    assert caught.value.code == "CPP-DROITS-07"


def test_not_copied_from_another_structure(house: House) -> None:
    elsewhere = a_structure(PARIS_7E)
    register.attach(house.claire, elsewhere, at=AT, role=Membership.Role.PRINCIPAL)
    model = register.attach(house.hugo, elsewhere, at=AT, rights=[(Space.RECEIVED, Level.WRITE)])
    place = house.place(house.ines)
    with pytest.raises(Refusal) as caught:
        granting.copy(house.claire, place.pk, model.pk, seen=granting.mark(place), at=LATER)
    assert caught.value.code == "CPP-DROITS-04"
