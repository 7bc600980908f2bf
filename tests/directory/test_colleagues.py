"""Leaving a structure, by oneself or withdrawn by a manager: at once, told, and never the principal manager."""

import pytest

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, LATER, a_person, a_structure
from unisson.directory import acts, colleagues, handover, register, requests, rights
from unisson.directory.models import Demand, Handover, ManagerAct, Membership
from unisson.directory.spaces import Level, Space
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

from .conftest import House, attached


def test_withdrawn_one_has_nothing_left_and_is_told(house: House) -> None:
    colleagues.withdraw(house.hugo, house.place(house.ines).pk, comment="Fin de contrat", at=LATER)
    assert not rights.scope(house.ines, Space.ISSUED)
    assert Email.objects.get(kind="attachment-ended").values["comment"] == "Fin de contrat"
    assert [(act.what, act.about) for act in acts.history(house.claire)] == [(ManagerAct.What.WITHDRAWN, house.ines)]
    assert house.ines not in [one.user for one in colleagues.colleagues(house.claire)]


def test_withdrawn_twice_it_is_not_there(house: House) -> None:
    pk = house.place(house.ines).pk
    colleagues.withdraw(house.hugo, pk, at=LATER)
    with pytest.raises(NotFound):
        colleagues.withdraw(house.claire, pk, at=LATER)


@pytest.mark.parametrize(("who", "code"), [("claire", "CPP-RATTACHEMENT-04"), ("hugo", "CPP-RATTACHEMENT-05")])
def test_neither_the_principal_manager_nor_oneself(house: House, who: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        colleagues.withdraw(house.hugo, house.place(getattr(house, who)).pk, at=LATER)
    assert caught.value.code == code


def test_only_the_principal_manager_withdraws_a_secondary_one(house: House) -> None:
    other = attached("lea@example.org", house.structure, Membership.Role.SECONDARY)
    with pytest.raises(Refusal) as caught:
        colleagues.withdraw(house.hugo, house.place(other).pk, at=LATER)
    assert caught.value.code == "CPP-RATTACHEMENT-07"
    assert house.structure.pk in rights.managed(other)
    colleagues.withdraw(house.claire, house.place(other).pk, at=LATER)
    assert not rights.managed(other)


def test_the_manager_of_another_structure_withdraws_nobody(house: House) -> None:
    other = a_person("autre@example.org")
    register.attach(other, a_structure(PARIS_7E), at=AT, role=Membership.Role.PRINCIPAL)
    with pytest.raises(NotFound):
        colleagues.withdraw(other, house.place(house.ines).pk, at=LATER)


def test_who_leaves_has_nothing_left_and_the_managers_are_told(house: House) -> None:
    colleagues.leave(house.ines, house.place(house.ines).pk, at=LATER)
    assert not rights.scope(house.ines, Space.ISSUED)
    told = Email.objects.filter(kind="colleague-left").values_list("to", flat=True)
    assert sorted(told) == ["claire@example.org", "hugo@example.org"]


def test_nobody_leaves_for_another_and_the_principal_manager_stays(house: House) -> None:
    with pytest.raises(NotFound):
        colleagues.leave(house.hugo, house.place(house.ines).pk, at=LATER)
    with pytest.raises(Refusal) as caught:
        colleagues.leave(house.claire, house.place(house.claire).pk, at=LATER)
    assert caught.value.code == "CPP-RATTACHEMENT-04"


def test_what_waited_for_who_leaves_waits_no_more(house: House) -> None:
    place = house.place(house.ines)
    requests.ask_spaces(house.ines, place.pk, [(Space.ISSUED, Level.WRITE, None)], at=AT)
    handover.offer(house.claire, place.pk, at=AT)
    colleagues.leave(house.ines, place.pk, at=LATER)
    assert (Demand.objects.get().state, Handover.objects.get().state) == ("SUPPRIMEE", "ANNULEE")


def test_who_left_may_ask_to_come_back_as_an_ordinary_user(house: House) -> None:
    colleagues.leave(house.hugo, house.place(house.hugo).pk, at=LATER)
    asked = requests.ask(house.hugo, house.structure, wanted=[(Space.ISSUED, Level.READ)], at=LATER)
    requests.decide(house.claire, [asked.pk], accept=True, at=LATER)
    assert (house.place(house.hugo).role, house.place(house.hugo).until) == (Membership.Role.USER, None)
    assert rights.scope(house.hugo, Space.ISSUED) and not rights.managed(house.hugo)
