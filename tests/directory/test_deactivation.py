"""A structure closed and opened again: by its managers or the operator, its people told; never a renumbered one."""

import pytest

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, LATER, a_person, a_structure
from unisson.directory import acts, changes, creation, deactivation, register, renumbering, search
from unisson.directory.models import Membership, OperatorAct, Structure, StructureChange
from unisson.directory.stewards import Steward
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

from .conftest import House, Register, an_operator

What = StructureChange.What


def refused(act: object, by: Steward, structure: Structure) -> str:
    with pytest.raises(Refusal) as caught:
        act(by, structure.pk, at=LATER)  # type: ignore[operator]
    return caught.value.code


def test_closed_and_opened_again_both_are_kept_and_told(house: House) -> None:
    by = Steward(person=house.hugo, reason="Travaux")
    deactivation.deactivate(by, house.structure.pk, at=AT)
    assert not Structure.objects.get(pk=house.structure.pk).active
    assert refused(deactivation.deactivate, by, house.structure) == "CPP-ACTIVITE-02"
    deactivation.reactivate(by, house.structure.pk, at=LATER)
    assert Structure.objects.get(pk=house.structure.pk).active
    assert refused(deactivation.reactivate, by, house.structure) == "CPP-ACTIVITE-03"
    assert [(one.what, one.before, one.after, one.comment) for one in changes.of(house.structure)] == [
        (What.REACTIVATED, {"active": False}, {"active": True}, "Travaux"),
        (What.DEACTIVATED, {"active": True}, {"active": False}, "Travaux"),
    ]
    told = Email.objects.filter(kind="structure-activity").values_list("to", flat=True)
    assert sorted(told) == ["claire@example.org"] * 2 + ["ines@example.org"] * 2


def test_closed_it_is_not_found_and_its_number_says_why(house: House) -> None:
    deactivation.deactivate(Steward(person=house.claire), house.structure.pk, at=AT)
    number = house.structure.identifier
    for ask in (creation.identify, search.numbered):
        with pytest.raises(Refusal) as caught:
            ask("SIRET", number)
        assert caught.value.code == "CPP-INSCRIPTION-07"


def test_what_changed_its_identifier_is_never_opened_again(house: House) -> None:
    by = Steward(person=house.claire)
    renumbering.renumber(by, house.structure.pk, kind="SIRET", identifier="53819959700021", at=AT)
    assert refused(deactivation.reactivate, by, house.structure) == "CPP-ACTIVITE-04"
    with pytest.raises(Refusal) as caught:
        creation.identify("SIRET", house.structure.identifier)
    assert (caught.value.code, caught.value.values["number"]) == ("CPP-INSCRIPTION-08", "53819959700021")


def test_an_establishment_that_closed_is_not_opened_again(house: House, companies: Register) -> None:
    by = Steward(person=house.claire)
    deactivation.deactivate(by, house.structure.pk, at=AT)
    companies.holds(house.structure.identifier, active=False)
    assert refused(deactivation.reactivate, by, house.structure) == "CPP-INSCRIPTION-03"
    companies.silent = True
    assert deactivation.reactivate(by, house.structure.pk, at=LATER).active


def test_a_public_one_is_the_operator_s_with_a_reason(db: None) -> None:
    town, agent, operator = a_structure(PARIS_7E), a_person("agent@example.org"), an_operator()
    register.attach(agent, town, at=AT, role=Membership.Role.PRINCIPAL)
    assert refused(deactivation.deactivate, Steward(person=agent), town) == "CPP-ACTIVITE-01"
    assert refused(deactivation.deactivate, Steward(person=operator, as_operator=True), town) == "CPP-EXPLOITANT-02"
    by = Steward(person=operator, as_operator=True, reason="Dissolution")
    deactivation.deactivate(by, town.pk, at=AT)
    assert acts.journal(structure=town).get().what == OperatorAct.What.DEACTIVATED
    assert not search.public_structures("7EME")


def test_an_ordinary_user_does_not_find_it(house: House) -> None:
    with pytest.raises(NotFound):
        deactivation.deactivate(Steward(person=house.ines), house.structure.pk, at=AT)
