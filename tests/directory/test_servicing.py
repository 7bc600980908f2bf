"""Services: added, changed, closed on a day, reopened; what something carries does not change its code."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, a_cii, a_service, a_structure, receive
from unisson.accounts.models import User
from unisson.directory import acts, changes, fiche, register, servicing
from unisson.directory.models import Service, Structure, StructureChange
from unisson.directory.servicing import State, Wanted
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import legal_day
from unisson.kernel.refusal import NotFound, Refusal

from .conftest import House, an_operator
from .test_fiche import a_mayor

What = StructureChange.What
TODAY = legal_day(AT)
DAY = timedelta(days=1)
VOIRIE = Wanted(code="VOIRIE", name="Voirie")


@pytest.fixture
def town_hall(db: None) -> Structure:
    return a_structure(PARIS_7E)


@pytest.fixture
def mayor(town_hall: Structure) -> User:
    return a_mayor(town_hall)


def seen(service: Service) -> str:
    service.refresh_from_db()
    return fiche.mark(service, servicing.FIELDS)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, State.OPEN),
        ({"valid_from": TODAY, "valid_until": TODAY}, State.OPEN),
        ({"valid_from": TODAY + DAY}, State.FUTURE),
        ({"valid_until": TODAY - DAY}, State.CLOSED),
        ({"active": False}, State.OFF),
        ({"active": False, "valid_until": TODAY - DAY}, State.OFF),
    ],
)
def test_where_a_service_stands(facts: dict[str, object], state: State) -> None:
    assert servicing.state_of(Service(**facts), on=TODAY) is state


def test_added_it_stands_in_the_history_with_all_that_was_said(town_hall: Structure, mayor: User) -> None:
    made = servicing.add(mayor, town_hall.pk, replace(VOIRIE, commitment_required=True, valid_from=TODAY), at=AT)
    kept = changes.of(town_hall).get()
    assert (kept.what, kept.service, kept.actor) == (What.SERVICE_ADDED, made, mayor)
    after = {"code": "VOIRIE", "name": "Voirie", "commitment_required": True, "valid_from": TODAY.isoformat()}
    assert kept.after == after
    assert list(servicing.listed(town_hall, "voi")) == [made]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (replace(VOIRIE, code="TECH"), "CPP-SERVICE-01"),
        (replace(VOIRIE, valid_from=TODAY, valid_until=TODAY - DAY), "CPP-SERVICE-03"),
        (replace(VOIRIE, code=" "), "CPP-SERVICE-06"),
        (replace(VOIRIE, name=""), "CPP-SERVICE-06"),
        (replace(VOIRIE, code="A" * 101), "CPP-TEXTE-01"),
    ],
)
def test_what_is_no_service_is_refused(town_hall: Structure, mayor: User, wanted: Wanted, code: str) -> None:
    a_service(town_hall)
    with pytest.raises(Refusal, match=code):
        servicing.add(mayor, town_hall.pk, wanted, at=AT)
    assert town_hall.services.count() == 1


def test_a_code_changes_until_something_carries_it(town_hall: Structure, mayor: User) -> None:
    service = a_service(town_hall, "TEC")
    assert servicing.code_is_free(service)
    servicing.change(mayor, service.pk, Wanted(code="TECH", name="Technique"), seen=seen(service), at=AT)
    reference = "<ram:ApplicableHeaderTradeAgreement>"
    receive(a_cii(replace={reference: f"{reference}<ram:BuyerReference>TECH</ram:BuyerReference>"}))

    assert not servicing.code_is_free(service)
    with pytest.raises(Refusal, match="CPP-SERVICE-02"):
        servicing.change(mayor, service.pk, Wanted(code="TEK", name="Technique"), seen=seen(service), at=AT)
    servicing.change(mayor, service.pk, Wanted(code="TECH", name="Services techniques"), seen=seen(service), at=AT)
    assert Service.objects.get(pk=service.pk).name == "Services techniques"


def test_a_service_of_the_supplier_that_a_draft_carries_keeps_its_code(house: House) -> None:
    service = a_service(house.structure, "SUD")
    house.place(house.claire).grants.update(level=Level.WRITE)
    receive(a_cii("FA-9"), service=service)
    assert not servicing.code_is_free(service)


def test_closed_it_receives_that_day_still_and_nothing_after(town_hall: Structure, mayor: User) -> None:
    service = a_service(town_hall)
    servicing.close(mayor, service.pk, TODAY, seen=seen(service), at=AT)
    service.refresh_from_db()
    assert servicing.state_of(service, on=TODAY) is State.OPEN
    assert servicing.state_of(service, on=TODAY + DAY) is State.CLOSED
    servicing.reopen(mayor, service.pk, seen=seen(service), at=AT)
    service.refresh_from_db()
    assert servicing.state_of(service, on=TODAY + 400 * DAY) is State.OPEN
    assert [one.what for one in changes.of(town_hall)] == [What.SERVICE_CHANGED] * 2


def test_switched_off_it_receives_nothing_at_once_and_is_opened_again(town_hall: Structure, mayor: User) -> None:
    service = a_service(town_hall, valid_from=TODAY + DAY)
    servicing.switch_off(mayor, service.pk, seen=seen(service), at=AT)
    servicing.reopen(mayor, service.pk, seen=seen(service), at=AT)
    service.refresh_from_db()
    assert servicing.state_of(service, on=TODAY) is State.OPEN


@pytest.mark.parametrize(
    ("facts", "day", "code"),
    [
        ({}, TODAY - DAY, "CPP-SERVICE-04"),
        ({"valid_from": TODAY + 9 * DAY}, TODAY + DAY, "CPP-SERVICE-03"),
    ],
)
def test_a_service_is_not_closed_in_the_past_or_before_it_opens(
    town_hall: Structure, mayor: User, facts: dict[str, date], day: date, code: str
) -> None:
    service = a_service(town_hall, **facts)
    with pytest.raises(Refusal, match=code):
        servicing.close(mayor, service.pk, day, seen=seen(service), at=AT)


def test_the_last_open_service_stays_where_a_code_is_required(town_hall: Structure, mayor: User) -> None:
    service = a_service(town_hall)
    a_service(town_hall, "BIENTOT", valid_until=TODAY + DAY)
    Structure.objects.filter(pk=town_hall.pk).update(service_required=True)
    ended = Wanted(code="TECH", name="Technique", valid_until=TODAY + DAY)
    for act in (
        lambda: servicing.close(mayor, service.pk, TODAY, seen=seen(service), at=AT),
        lambda: servicing.switch_off(mayor, service.pk, seen=seen(service), at=AT),
        lambda: servicing.change(mayor, service.pk, ended, seen=seen(service), at=AT),
    ):
        with pytest.raises(Refusal, match="CPP-SERVICE-05"):
            act()
    a_service(town_hall, "ECOLES")
    servicing.switch_off(mayor, service.pk, seen=seen(service), at=AT)


def test_two_managers_do_not_write_over_each_other(town_hall: Structure, mayor: User) -> None:
    service = a_service(town_hall)
    before = seen(service)
    servicing.switch_off(mayor, service.pk, seen=before, at=AT)
    with pytest.raises(Refusal, match="CPP-FICHE-01"):
        servicing.close(mayor, service.pk, TODAY, seen=before, at=AT)


def test_the_services_of_others_are_not_there(town_hall: Structure, house: House) -> None:
    service = a_service(town_hall)
    with pytest.raises(NotFound):
        servicing.get_service(house.claire, service.pk)
    with pytest.raises(NotFound):
        servicing.switch_off(house.claire, service.pk, seen=seen(service), at=AT)


def test_who_has_rights_on_a_service_keeps_them_when_it_closes(town_hall: Structure, mayor: User, house: House) -> None:
    service = a_service(town_hall)
    register.attach(house.ines, town_hall, at=AT, rights=[(Space.RECEIVED, Level.READ)], service=service)
    servicing.switch_off(mayor, service.pk, seen=seen(service), at=AT)
    assert servicing.people_on(service) == 1
    assert servicing.listed(town_hall).get().people == 1


def test_an_operator_says_why_at_each_step(town_hall: Structure) -> None:
    service, operator = a_service(town_hall), an_operator()
    for act in (servicing.switch_off, servicing.reopen, partial(servicing.close, on=TODAY)):
        with pytest.raises(Refusal, match="CPP-EXPLOITANT-02"):
            act(operator, service.pk, seen=seen(service), at=AT)
        act(operator, service.pk, seen=seen(service), reason="Note du maire", at=AT)
    servicing.add(operator, town_hall.pk, VOIRIE, reason="Note du maire", at=AT)
    assert {(act.subject, act.comment) for act in acts.journal(structure=town_hall)} == {
        (str(service), "Note du maire"),
        ("VOIRIE - Voirie", "Note du maire"),
    }
