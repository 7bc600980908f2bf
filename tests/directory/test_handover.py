"""The principal role: offered by who has it, taken by who was asked, exactly one at any time."""

import pytest

from tests.invoices.builders import AT, LATER
from unisson.directory import colleagues, handover
from unisson.directory.models import Handover, Membership
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

from .conftest import House

ROLE = Membership.Role


def an_offer(house: House) -> Handover:
    return handover.offer(house.claire, house.place(house.ines).pk, at=AT)


def test_accepted_the_roles_change_and_both_are_told(house: House) -> None:
    handover.answer(house.ines, an_offer(house).pk, accept=True, at=LATER)
    assert (house.place(house.ines).role, house.place(house.claire).role) == (ROLE.PRINCIPAL, ROLE.SECONDARY)
    assert [(one.kind, one.to) for one in Email.objects.order_by("pk")] == [
        ("handover-offered", "ines@example.org"),
        ("handover-ended", "claire@example.org"),
    ]
    colleagues.leave(house.claire, house.place(house.claire).pk, at=LATER)


def test_declined_nothing_changes_and_another_is_offered(house: House) -> None:
    handover.answer(house.ines, an_offer(house).pk, accept=False, at=LATER)
    assert house.place(house.claire).role == ROLE.PRINCIPAL
    assert handover.offer(house.claire, house.place(house.hugo).pk, at=LATER)


@pytest.mark.parametrize(("actor", "to"), [("hugo", "ines"), ("claire", "claire")])
def test_only_the_principal_manager_offers_it_to_another(house: House, actor: str, to: str) -> None:
    with pytest.raises(Refusal) as caught:
        handover.offer(getattr(house, actor), house.place(getattr(house, to)).pk, at=AT)
    assert caught.value.code == "CPP-ROLE-01"


def test_one_offer_at_a_time(house: House) -> None:
    an_offer(house)
    with pytest.raises(Refusal) as caught:
        handover.offer(house.claire, house.place(house.hugo).pk, at=AT)
    assert caught.value.code == "CPP-ROLE-02"


def test_nobody_answers_for_another(house: House) -> None:
    with pytest.raises(NotFound):
        handover.answer(house.hugo, an_offer(house).pk, accept=True, at=LATER)


def test_taken_back_or_answered_it_is_no_longer_good(house: House) -> None:
    offered = an_offer(house)
    handover.cancel(house.claire, offered.pk, at=LATER)
    with pytest.raises(Refusal) as caught:
        handover.answer(house.ines, offered.pk, accept=True, at=LATER)
    assert caught.value.code == "CPP-ROLE-03"
    with pytest.raises(NotFound):
        handover.cancel(house.hugo, offered.pk, at=LATER)


def test_who_left_meanwhile_does_not_take_it(house: House) -> None:
    offered = an_offer(house)
    Membership.objects.filter(user=house.ines).update(state=Membership.State.DELETED)
    with pytest.raises(Refusal) as caught:
        handover.answer(house.ines, offered.pk, accept=True, at=LATER)
    assert caught.value.code == "CPP-ROLE-03"
    assert house.place(house.claire).role == ROLE.PRINCIPAL
