from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import AT, a_person, a_service, a_structure, grant
from unisson.directory import register, rights
from unisson.directory.models import Membership, SpaceOpening
from unisson.directory.needs import Needs, needs_of
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import now

pytestmark = pytest.mark.django_db


def test_nobody_reaches_anything_by_default() -> None:
    a_structure(PARIS_7E)
    person = a_person()
    for space in Space:
        assert not rights.scope(person, space)
    assert rights.spaces(person) == frozenset()
    assert not rights.structures(person, Space.RECEIVED).exists()


def test_modification_includes_consultation_and_not_the_other_way_round() -> None:
    writer, reader, structure = a_person("w@example.org"), a_person("r@example.org"), a_structure(PARIS_7E)
    grant(writer, structure, Space.RECEIVED, Level.WRITE)
    grant(reader, structure, Space.RECEIVED, Level.READ)
    reach = {
        (person, level): rights.scope(person, Space.RECEIVED, level).structures
        for person in (writer, reader)
        for level in Level
    }
    assert reach[writer, Level.READ] == reach[writer, Level.WRITE] == reach[reader, Level.READ] == {structure.pk}
    assert reach[reader, Level.WRITE] == frozenset()


def test_a_space_is_one_space() -> None:
    person, structure = a_person(), a_structure(PARIS_7E)
    grant(person, structure, Space.RECEIVED)
    assert rights.spaces(person) == {Space.RECEIVED}
    assert not rights.scope(person, Space.ISSUED)


def test_a_grant_on_a_service_reaches_that_service_only() -> None:
    person, structure = a_person(), a_structure(PARIS_7E)
    north, south = a_service(structure, "NORD"), a_service(structure, "SUD")
    grant(person, structure, Space.RECEIVED, service=north)
    reach = rights.scope(person, Space.RECEIVED)
    assert (reach.structures, reach.services) == (frozenset(), {north.pk})
    assert reach.covers(structure_id=structure.pk, service_id=north.pk)
    assert not reach.covers(structure_id=structure.pk, service_id=south.pk)
    assert not reach.covers(structure_id=structure.pk, service_id=None)
    assert list(rights.structures(person, Space.RECEIVED)) == [structure]


def test_rights_act_at_once() -> None:
    person, structure = a_person(), a_structure(PARIS_7E)
    membership = grant(person, structure, Space.RECEIVED)
    assert rights.scope(person, Space.RECEIVED)
    SpaceOpening.objects.filter(structure=structure).delete()
    assert not rights.scope(person, Space.RECEIVED)
    SpaceOpening.objects.create(structure=structure, space=Space.RECEIVED)
    membership.grants.all().delete()
    assert not rights.scope(person, Space.RECEIVED)


@pytest.mark.parametrize(("days", "reaches"), [(1, True), (-1, False), (0, False)])
def test_a_membership_counts_until_its_end(days: int, reaches: bool) -> None:
    person = a_person()
    membership = grant(person, a_structure(PARIS_7E), Space.RECEIVED)
    membership.until = now() + timedelta(days=days)
    membership.save()
    assert bool(rights.scope(person, Space.RECEIVED)) is reaches
    assert (Space.RECEIVED in rights.spaces(person)) is reaches
    assert rights.structures(person, Space.RECEIVED).exists() is reaches


def test_remembered_for_one_request_they_cost_one_query(django_assert_num_queries: Any) -> None:
    person, structure = a_person(), a_structure(PARIS_7E)
    grant(person, structure, Space.RECEIVED)
    with django_assert_num_queries(1):
        rights.remember_for_one_request(person)
        for space in Space:
            rights.scope(person, space)
    assert rights.scope(person, Space.RECEIVED).structures == {structure.pk}


def test_rights_of_one_person_are_not_another_s() -> None:
    grant(a_person("a@example.org"), a_structure(PARIS_7E), Space.RECEIVED)
    grant(a_person("b@example.org"), a_structure(PONT_SAINT_ESPRIT), Space.RECEIVED)
    reach = rights.scope(a_person("a@example.org"), Space.RECEIVED)
    assert reach.structures == {a_structure(PARIS_7E).pk}


def test_one_principal_manager_a_structure() -> None:
    structure = a_structure(PARIS_7E)
    principal = Membership.Role.PRINCIPAL
    register.attach(a_person("a@example.org"), structure, at=AT, role=principal)
    with pytest.raises(IntegrityError), transaction.atomic():
        register.attach(a_person("b@example.org"), structure, at=AT, role=principal)


@pytest.mark.parametrize("twice", ["structure", "service", "grant"])
def test_the_database_keeps_doubles_out(twice: str) -> None:
    structure = a_structure(SAFE_STYLE)
    a_service(structure, "SUD")
    grant(a_person(), structure)
    again = {
        "structure": lambda: register.add_structure(identifier=SAFE_STYLE, name="Autre", nature="PRIVEE"),
        "service": lambda: a_service(structure, "SUD"),
        "grant": lambda: grant(a_person(), structure),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        again[twice]()


def test_needs_of_a_structure_and_of_its_service_add_up() -> None:
    structure = a_structure(PARIS_7E, service_required=True)
    service = a_service(structure, "SUD", commitment_required=True)
    assert needs_of(structure) == Needs(service=True)
    assert needs_of(structure, service) == Needs(service=True, commitment=True)
    assert needs_of(structure, service).missing(service_code=None, commitment=None) == {"service", "commitment"}
    assert Needs(either=True).missing(service_code=None, commitment=" ") == frozenset()
