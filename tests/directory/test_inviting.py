"""A manager proposes an attachment to an address; its person accepts, with an account or by making one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import ARSOUILLE
from tests.invoices.builders import AT, LATER, a_person, a_structure
from unisson.accounts.models import User
from unisson.directory import colleagues, departure, inviting, openings, renumbering, requests, rights
from unisson.directory.inviting import Proposed
from unisson.directory.models import Agreement, Demand, Invitation, ManagerAct, Membership, Structure
from unisson.directory.spaces import Level, Space
from unisson.directory.stewards import Steward
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

from .conftest import House

pytestmark = pytest.mark.django_db
ISSUED = (Space.ISSUED, Level.WRITE, None)
NEW = "noe@example.org"


def propose(house: House, address: str = NEW, by: User | None = None, **others: Any) -> Invitation:
    valid = {"address": address, "first_name": "Noé", "last_name": "Petit", "wanted": [ISSUED]}
    return inviting.invite(by or house.claire, house.structure.pk, Proposed(**{**valid, **others}), at=AT)


def token() -> str:
    return str(Email.objects.filter(kind="attachment-proposed").latest("pk").values["token"])


def join() -> User:
    return inviting.join(token(), "Plume-et-encre-7", first_name="Noé", last_name="Petit", language="fr", at=LATER)


def refused(code: str, act: Any) -> None:
    with pytest.raises(Refusal) as told:
        act()
    assert told.value.code == code


def test_who_has_an_account_is_attached_once_he_accepts(house: House) -> None:
    noe, made = a_person(NEW), propose(house)
    assert not rights.spaces(noe)
    assert list(inviting.proposed_to(noe, at=LATER)) == [made]
    inviting.answer(noe, made.pk, accept=True, at=LATER)
    assert rights.spaces(noe) == {Space.ISSUED}
    assert house.place(noe).role == Membership.Role.USER
    assert [one.what for one in ManagerAct.objects.all()] == [ManagerAct.What.JOINED, ManagerAct.What.INVITED]
    assert Email.objects.get(kind="attachment-proposal-ended").to == house.claire.email


def test_who_has_none_makes_it_from_the_link_and_is_attached(house: House) -> None:
    propose(house)
    noe = join()
    assert rights.spaces(noe) == {Space.ISSUED}
    assert Agreement.objects.get().person == noe
    refused("CPP-PROPOSITION-04", lambda: inviting.follow(token(), at=LATER))


def test_nothing_tells_the_manager_whether_the_address_has_an_account(house: House) -> None:
    a_person("known@example.org")
    with CaptureQueriesContext(connection) as of_one:
        propose(house, "known@example.org")
    with CaptureQueriesContext(connection) as of_other:
        propose(house, "nobody@example.org")
    assert len(of_one) == len(of_other)
    letters = [one.values.keys() for one in Email.objects.filter(kind="attachment-proposed")]
    assert letters[0] == letters[1]
    rows = inviting.waiting_at([house.structure]).values("state", "letters", "expires_at", "first_name")
    assert rows[0] == rows[1]


def test_declined_it_gives_nothing_and_is_told(house: House) -> None:
    noe, made = a_person(NEW), propose(house)
    inviting.answer(noe, made.pk, accept=False, at=LATER)
    assert not noe.memberships.exists()
    assert Email.objects.get(kind="attachment-proposal-ended").values["accepted"] is False
    refused("CPP-PROPOSITION-04", lambda: inviting.answer(noe, made.pk, accept=True, at=LATER))


def test_declined_from_the_link_it_makes_no_account(house: House) -> None:
    propose(house)
    inviting.decline(token(), at=LATER)
    assert not User.objects.filter(email=NEW).exists()


def test_of_another_it_is_not_found(house: House) -> None:
    made = propose(house)
    with pytest.raises(NotFound):
        inviting.answer(house.ines, made.pk, accept=True, at=LATER)
    stranger = a_person("autre@example.org")
    for act in (inviting.resend, inviting.cancel):
        with pytest.raises(NotFound):
            act(stranger, made.pk, at=LATER)
    with pytest.raises(NotFound):
        propose(house, by=house.ines)


def test_it_ends_after_a_week_and_may_be_sent_again(house: House) -> None:
    noe, made = a_person(NEW), propose(house)
    late, first = AT + inviting.LASTS, token()
    assert not inviting.proposed_to(noe, at=late)
    refused("CPP-PROPOSITION-04", lambda: inviting.answer(noe, made.pk, accept=True, at=late))
    inviting.resend(house.hugo, made.pk, at=late)
    refused("CPP-PROPOSITION-04", lambda: inviting.follow(first, at=late))
    assert inviting.follow(token(), at=late) == made


def test_an_address_gets_few_letters(house: House) -> None:
    made = propose(house)
    refused("CPP-PROPOSITION-05", lambda: inviting.resend(house.claire, made.pk, at=AT))
    for day in range(1, inviting.LETTERS):
        inviting.resend(house.claire, made.pk, at=AT + timedelta(days=day))
    refused("CPP-PROPOSITION-05", lambda: inviting.resend(house.claire, made.pk, at=AT + timedelta(days=9)))


def test_a_manager_proposes_no_more_than_so_many_in_a_day(house: House) -> None:
    for number in range(inviting.A_DAY):
        propose(house, f"n{number}@example.org")
    refused("CPP-PROPOSITION-03", lambda: propose(house))


def test_cancelled_it_is_over(house: House) -> None:
    noe, made = a_person(NEW), propose(house)
    inviting.cancel(house.hugo, made.pk, at=LATER)
    refused("CPP-PROPOSITION-04", lambda: inviting.answer(noe, made.pk, accept=True, at=LATER))
    refused("CPP-PROPOSITION-04", lambda: inviting.resend(house.claire, made.pk, at=LATER))
    propose(house)


def test_an_address_gets_few_proposals_of_one_structure_in_a_day(house: House) -> None:
    for _ in range(inviting.TO_ONE):
        inviting.cancel(house.claire, propose(house).pk, at=AT)
    refused("CPP-PROPOSITION-06", lambda: propose(house, by=house.hugo))
    propose(house, "autre@example.org")


def test_a_closed_structure_proposes_nothing_and_its_links_are_over(house: House) -> None:
    noe, made = a_person(NEW), propose(house)
    Structure.objects.filter(pk=house.structure.pk).update(active=False)
    assert not inviting.proposed_to(noe, at=LATER)
    for act in (
        lambda: propose(house, "autre@example.org"),
        lambda: inviting.resend(house.claire, made.pk, at=LATER),
        lambda: inviting.follow(token(), at=LATER),
        lambda: inviting.answer(noe, made.pk, accept=True, at=LATER),
    ):
        refused("CPP-INSCRIPTION-07", act)
    assert not noe.memberships.exists()


def test_who_manages_no_more_has_nothing_to_give(house: House) -> None:
    noe, made = a_person(NEW), propose(house, by=house.hugo)
    colleagues.withdraw(house.claire, house.place(house.hugo).pk, at=AT)
    refused("CPP-PROPOSITION-04", lambda: inviting.answer(noe, made.pk, accept=True, at=LATER))
    inviting.resend(house.claire, made.pk, at=LATER)
    inviting.answer(noe, made.pk, accept=True, at=LATER)


@pytest.mark.parametrize(
    ("code", "address", "wanted"),
    [
        ("CPP-PROPOSITION-01", "ines@example.org", [ISSUED]),
        ("CPP-DEMANDE-04", NEW, []),
        ("CPP-DROITS-02", NEW, [(Space.RECEIVED, Level.READ, None)]),
    ],
)
def test_what_cannot_be_proposed(house: House, code: str, address: str, wanted: list[Any]) -> None:
    refused(code, lambda: propose(house, address, wanted=wanted))


def test_one_waits_at_a_time(house: House) -> None:
    propose(house)
    refused("CPP-PROPOSITION-02", lambda: propose(house))


def test_accepted_it_answers_the_request_that_the_person_had_made(house: House) -> None:
    noe = a_person(NEW)
    requests.ask(noe, house.structure, wanted=[(Space.ISSUED, Level.READ)], at=AT)
    inviting.answer(noe, propose(house).pk, accept=True, at=LATER)
    assert Demand.objects.get().state == Demand.State.ACCEPTED
    assert house.place(noe).state == Membership.State.VALID


def test_a_space_closed_meanwhile_is_not_given(house: House) -> None:
    noe, made = a_person(NEW), propose(house)
    openings.close_one(house.claire, house.structure.pk, Space.ISSUED, at=AT)
    inviting.answer(noe, made.pk, accept=True, at=LATER)
    assert house.place(noe).grants.count() == 0


def test_it_goes_with_the_structure_under_its_new_number(house: House) -> None:
    noe, made = a_person(NEW), propose(house)
    by = Steward(person=house.claire)
    new = renumbering.renumber(by, house.structure.pk, kind="SIRET", identifier="53819959700021", at=AT)
    inviting.answer(noe, made.pk, accept=True, at=LATER)
    assert noe.memberships.get().structure == new


def test_it_is_kept_no_longer_than_what_is_typed_for_an_account(house: House) -> None:
    propose(house)
    inviting.cancel(house.claire, propose(house, "deux@example.org").pk, at=AT)
    soon = AT + inviting.kept() + timedelta(hours=1)
    assert (inviting.forget_due(clock=stopped(soon)), inviting.forget_due(clock=stopped(soon))) == (1, 0)
    assert inviting.forget_due(clock=stopped(soon + inviting.LASTS)) == 1


def test_who_goes_for_good_leaves_no_address_behind(house: House) -> None:
    noe = a_person(NEW)
    propose(house)
    departure.leave(noe, at=LATER)
    assert not Invitation.objects.exists()


def test_joining_elsewhere_gives_nothing_here(house: House) -> None:
    noe, other = a_person(NEW), a_structure(ARSOUILLE)
    requests.ask(noe, other, wanted=[(Space.ISSUED, Level.READ)], at=AT)
    inviting.answer(noe, propose(house).pk, accept=True, at=LATER)
    assert Demand.objects.get().state == Demand.State.PENDING
