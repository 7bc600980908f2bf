"""A fiche is changed by whom it belongs to, kept in its history, never over what a colleague just wrote."""

from functools import partial
from typing import Any

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, STATE
from tests.invoices.builders import AT, a_person, a_service, a_structure
from unisson.accounts.models import User
from unisson.directory import acts, changes, fiche, register
from unisson.directory.fiche import Facts, Parameters
from unisson.directory.models import Membership, Structure, StructureChange
from unisson.kernel.refusal import NotFound, Refusal

from .conftest import House, an_operator

What = StructureChange.What


def a_mayor(structure: Structure) -> User:
    person = a_person(f"maire-{structure.identifier}@example.org")
    register.attach(person, structure, at=AT, role=Membership.Role.PRINCIPAL)
    return person


def ask(structure: Structure, by: User, reason: str = "Demande reçue", **wanted: Any) -> Structure:
    structure.refresh_from_db()
    seen = fiche.mark(structure, fiche.PARAMETERS)
    return fiche.change_parameters(by, structure.pk, Parameters(**wanted), seen=seen, reason=reason, at=AT)


def say(structure: Structure, by: User, reason: str = "Demande reçue", **wanted: Any) -> Structure:
    structure.refresh_from_db()
    seen = fiche.mark(structure, fiche.FACTS)
    return fiche.change_facts(by, structure.pk, Facts(**wanted), seen=seen, reason=reason, at=AT)


def test_managers_and_operators_reach_a_fiche_and_nobody_else(house: House) -> None:
    for person in (house.claire, house.hugo, an_operator()):
        assert fiche.get_structure(person, house.structure.pk) == house.structure
    with pytest.raises(NotFound):
        fiche.get_structure(house.ines, house.structure.pk)
    with pytest.raises(NotFound):
        fiche.get_structure(house.claire, 0)


def test_a_manager_who_was_withdrawn_meanwhile_writes_nothing(house: House) -> None:
    house.hugo.held_rights = None  # type: ignore[attr-defined]
    fiche.get_structure(house.hugo, house.structure.pk)
    house.hugo.memberships.update(role=Membership.Role.USER)
    with pytest.raises(NotFound):
        say(house.structure, house.hugo, phone="04 66 00 00 00")


def test_what_is_said_is_written_and_kept_before_and_after(house: House) -> None:
    say(house.structure, house.hugo, contact_email="compta@example.org", vat_number="FR 40 303 265 045")
    kept = changes.of(house.structure).get()
    assert (kept.what, kept.actor) == (What.FACTS, house.hugo)
    assert kept.after == {"contact_email": "compta@example.org", "vat_number": "FR40303265045"}
    assert Structure.objects.get(pk=house.structure.pk).vat_number == "FR40303265045"


def test_nothing_changed_leaves_no_line(house: House) -> None:
    say(house.structure, house.hugo)
    assert not changes.of(house.structure).exists()


def test_the_second_of_two_managers_does_not_write_over_the_first(house: House) -> None:
    seen = fiche.mark(house.structure, fiche.FACTS)
    say(house.structure, house.hugo, phone="04 66 00 00 01")
    with pytest.raises(Refusal, match="CPP-FICHE-01"):
        fiche.change_facts(house.claire, house.structure.pk, Facts(phone="04 66 00 00 02"), seen=seen, at=AT)
    assert Structure.objects.get(pk=house.structure.pk).phone == "04 66 00 00 01"


def test_what_changed_meanwhile_is_told_before_what_is_typed_wrong(house: House) -> None:
    with pytest.raises(Refusal, match="CPP-FICHE-01"):
        fiche.change_facts(house.claire, house.structure.pk, Facts(vat_number="FR1"), seen="", at=AT)


def test_a_vat_number_is_checked(house: House) -> None:
    with pytest.raises(Refusal, match="CPP-FICHE-08"):
        say(house.structure, house.claire, vat_number="FR00303265045")


IDENTITY = {"name": "Menuiserie Petit", "address": "1 rue Basse", "postcode": "30000", "town": "Nîmes", "country": "fr"}


def test_the_register_is_not_written_over_and_what_it_does_not_know_is_typed(house: House) -> None:
    with pytest.raises(Refusal, match="CPP-FICHE-10"):
        say(house.structure, house.claire, identity=IDENTITY)
    Structure.objects.update(verified=False)
    say(house.structure, house.claire, identity=IDENTITY)
    kept = Structure.objects.get(pk=house.structure.pk)
    assert (kept.name, kept.country) == ("Menuiserie Petit", "FR")
    assert "menuiserie" in kept.searchable
    with pytest.raises(Refusal, match="CPP-FICHE-09"):
        say(house.structure, house.claire, identity={**IDENTITY, "town": " "})


def test_an_operator_types_the_address_of_a_public_structure(db: None) -> None:
    town_hall = a_structure(PARIS_7E)
    say(town_hall, an_operator(), identity=IDENTITY)
    for verified in (True, False):
        Structure.objects.update(verified=verified)
        with pytest.raises(Refusal, match="CPP-FICHE-10"):
            say(town_hall, a_mayor(town_hall), identity=IDENTITY)


def test_a_deactivated_structure_does_not_change(house: House) -> None:
    Structure.objects.update(active=False)
    with pytest.raises(Refusal, match="CPP-FICHE-02"):
        say(house.structure, house.claire, phone="04 66 00 00 00")


def test_parameters_are_those_of_public_structures(house: House) -> None:
    with pytest.raises(Refusal, match="CPP-FICHE-03"):
        ask(house.structure, house.claire, commitment_required=True)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"service_or_commitment_required": True, "service_required": True}, "CPP-FICHE-04"),
        ({"service_or_commitment_required": True, "commitment_required": True}, "CPP-FICHE-04"),
        ({"works_owner_only": True}, "CPP-FICHE-05"),
        ({"service_required": True}, "CPP-FICHE-06"),
    ],
)
def test_parameters_that_contradict_each_other_are_refused(wanted: dict[str, bool], code: str, db: None) -> None:
    town_hall = a_structure(PONT_SAINT_ESPRIT)
    with pytest.raises(Refusal, match=code):
        ask(town_hall, a_mayor(town_hall), **wanted)
    assert not changes.of(town_hall).exists()


def test_a_service_code_is_required_once_a_service_is_open(db: None) -> None:
    town_hall = a_structure(PONT_SAINT_ESPRIT)
    a_service(town_hall)
    ask(town_hall, a_mayor(town_hall), service_required=True)
    assert changes.of(town_hall).get().after == {"service_required": True}


def test_the_state_always_requires_both(db: None) -> None:
    state = a_structure(STATE, service_required=True, commitment_required=True)
    a_service(state)
    with pytest.raises(Refusal, match="CPP-FICHE-07"):
        ask(state, an_operator(), commitment_required=True)
    ask(state, an_operator(), service_required=True, commitment_required=True, payment_not_reported=True)


def test_only_an_operator_says_what_kind_of_buyer_it_is(db: None) -> None:
    hospital = a_structure(PONT_SAINT_ESPRIT)
    with pytest.raises(NotFound):
        ask(hospital, a_mayor(hospital), buyer=Structure.Buyer.HOSPITAL)
    with pytest.raises(NotFound):
        ask(hospital, an_operator(), buyer="CLINIQUE")
    ask(hospital, an_operator(), buyer=Structure.Buyer.HOSPITAL)
    ask(hospital, a_mayor(hospital), payment_not_reported=True)
    assert Structure.objects.get(pk=hospital.pk).buyer == Structure.Buyer.HOSPITAL


def test_an_operator_says_why_and_it_stands_in_the_journal_and_in_the_history(db: None) -> None:
    town_hall, operator = a_structure(PONT_SAINT_ESPRIT), an_operator()
    for change in (partial(say, phone="0466000000"), partial(ask, payment_not_reported=True)):
        with pytest.raises(Refusal, match="CPP-EXPLOITANT-02"):
            change(town_hall, operator, reason=" ")
        change(town_hall, operator, reason="Courrier du maire")
    told = acts.journal(structure=town_hall)
    assert [(act.what, act.comment, act.after) for act in told] == [
        ("FICHE_MODIFIEE", "Courrier du maire", {"payment_not_reported": True}),
        ("FICHE_MODIFIEE", "Courrier du maire", {"phone": "0466000000"}),
    ]
    assert {one.comment for one in changes.of(town_hall)} == {"Courrier du maire"}


def test_a_manager_gives_no_reason_and_is_in_no_journal(db: None) -> None:
    town_hall = a_structure(PONT_SAINT_ESPRIT)
    ask(town_hall, a_mayor(town_hall), reason="", payment_not_reported=True)
    assert not acts.journal().exists()


def test_what_an_operator_left_as_it_was_is_in_no_journal(db: None) -> None:
    ask(a_structure(PONT_SAINT_ESPRIT), an_operator())
    assert not acts.journal().exists()
