"""The end of an access, by both doors: the same ends, nobody is named any more, what has to be proved stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import SAFE_STYLE
from tests.invoices.builders import AT, LATER, a_person
from unisson.accounts import address, forgetting, own_data
from unisson.accounts.models import AccountAct, Leftover, User
from unisson.directory import acts, departure, granting, handover, operating, requests, rights
from unisson.directory.models import Demand, Handover, ManagerAct, Membership, OperatorAct, SignUp
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal
from unisson.notices import outbox
from unisson.notices.models import Email

from .conftest import House, an_operator

Close = Callable[..., object]
MUCH_LATER = LATER + timedelta(days=1)


def by_the_person(person: User, *, understood: bool = False) -> None:
    departure.leave(person, understood=understood, at=LATER)


def by_an_operator(person: User, *, understood: bool = False) -> None:
    operating.end(an_operator(), person.pk, reason="Départ", understood=understood, at=LATER)


BOTH = pytest.mark.parametrize("close", [by_the_person, by_an_operator])


@BOTH
def test_rights_requests_offers_and_sessions_end(house: House, close: Close) -> None:
    place = house.place(house.ines)
    client = Client()
    client.force_login(house.ines)
    requests.ask_spaces(house.ines, place.pk, [(Space.ISSUED, Level.WRITE, None)], at=AT)
    handover.offer(house.claire, place.pk, at=AT)
    close(house.ines)
    person = User.objects.get(pk=house.ines.pk)
    assert (rights.spaces(person), person.is_active) == (frozenset(), False)
    assert Membership.objects.get(pk=place.pk).state == Membership.State.DELETED
    assert Demand.objects.get().state == Demand.State.WITHDRAWN
    assert Handover.objects.get().state == Handover.State.CANCELLED
    assert client.get(reverse("account")).status_code == 302


@BOTH
def test_the_only_manager_goes_only_where_that_is_understood(house: House, close: Close) -> None:
    departure.leave(house.hugo, at=AT)
    with pytest.raises(Refusal) as caught:
        close(house.claire)
    assert caught.value.code in ("CPP-COMPTE-21", "CPP-EXPLOITANT-05")
    assert User.objects.get(pk=house.claire.pk).is_active
    close(house.claire, understood=True)
    assert not house.structure.memberships.filter(role__in=rights.MANAGERS).exists()


@BOTH
def test_colleagues_who_manage_are_told_and_it_is_written_in_both_histories(house: House, close: Close) -> None:
    close(house.ines)
    told = Email.objects.filter(kind="colleague-left").values_list("to", flat=True)
    assert sorted(told) == [house.claire.email, house.hugo.email]
    assert ManagerAct.objects.get().what == ManagerAct.What.LEFT
    assert AccountAct.objects.get().what == AccountAct.What.CLOSED
    by_operator = close is by_an_operator
    assert acts.journal().filter(what=OperatorAct.What.ENDED).count() == by_operator
    assert (AccountAct.objects.get().by_id is None) == by_operator


@BOTH
def test_nobody_opens_it_again(house: House, close: Close) -> None:
    close(house.ines)
    for act in (operating.unlock, operating.end):
        with pytest.raises(Refusal, match="CPP-EXPLOITANT-04"):
            act(an_operator("second@example.org"), house.ines.pk, reason="x", at=LATER)
    assert operating.ended(User.objects.get(pk=house.ines.pk))


@BOTH
def test_nothing_anywhere_tells_who_it_was_and_what_was_sent_is_still_known(house: House, close: Close) -> None:
    ines, facts = house.ines, {"kind": "SIRET", "identifier": SAFE_STYLE, "asked_at": AT, "expires_at": AT}
    SignUp.objects.create(address=ines.email, first_name="Inès", digest="x", used_at=AT, **facts)
    own_data.correct(ines, {"last_name": "Aubry", "first_name": "Inès", "contact_email": "", "phone": ""}, at=AT)
    ines.refresh_from_db()
    place = house.place(ines)
    granting.change(house.claire, place.pk, [], seen=granting.mark(place), at=AT)
    requests.ask_spaces(ines, place.pk, [(Space.ISSUED, Level.WRITE, None)], at=AT)  # told to the managers, by name
    close(ines)
    outbox.send_pending(clock=stopped(LATER))
    before = list(Email.objects.order_by("pk").values_list("kind", "state", "sent_at"))
    assert forgetting.forget_due(clock=stopped(MUCH_LATER)) == 1
    assert list(Email.objects.order_by("pk").values_list("kind", "state", "sent_at")) == before
    models = (User, AccountAct, Email, ManagerAct, OperatorAct, SignUp, Leftover, Demand)
    kept = "".join(str(row) for model in models for row in model._default_manager.values_list())
    assert not [word for word in ("Aubry", "ines@", "Inès") if word in kept]
    assert not SignUp.objects.exists()
    assert Email.objects.filter(to=f"ancien-{ines.pk}@compte.invalid", kind="rights-changed").count() == 1


def test_letters_still_to_be_sent_are_waited_for(house: House) -> None:
    departure.leave(house.ines, at=LATER)
    assert forgetting.forget_due(clock=stopped(LATER)) == 0
    assert Email.objects.filter(kind="account-closed").get().to == "ines@example.org"
    outbox.send_pending(clock=stopped(LATER))
    assert forgetting.forget_due(clock=stopped(LATER)) == 0  # a moment later, not at each sweep
    assert forgetting.forget_due(clock=stopped(MUCH_LATER)) == 1
    assert not Email.objects.filter(to="ines@example.org").exists()


def test_a_letter_that_never_left_to_who_went_is_not_kept_nor_sent_by_a_retry(house: House) -> None:
    Email.objects.create(
        to=house.ines.email, kind="account-exists", state="FAILED", last_error="550", created_at=AT, next_try_at=AT
    )
    departure.leave(house.ines, at=LATER)
    outbox.send_pending(clock=stopped(LATER))
    forgetting.forget_due(clock=stopped(MUCH_LATER))
    assert outbox.retry_failed(at=MUCH_LATER) == 0


def test_letters_of_a_later_account_at_the_same_address_stay(house: House) -> None:
    departure.leave(house.ines, at=LATER)
    again = a_person("ines@example.org", last_name="Aubry")
    outbox.queue([outbox.Draft(to=again.email, kind="account-exists", values={})], at=LATER + timedelta(minutes=1))
    outbox.send_pending(clock=stopped(MUCH_LATER))
    assert forgetting.forget_due(clock=stopped(MUCH_LATER)) == 1
    assert Email.objects.get(to=again.email).kind == "account-exists"


def test_the_letters_of_a_mailbox_that_somebody_else_has_too_stay(house: House) -> None:
    for person in (house.ines, house.hugo):
        own_data.correct(
            person, {"last_name": "X", "first_name": "Y", "contact_email": "compta@example.org", "phone": ""}, at=AT
        )
    outbox.queue([outbox.Draft(to="compta@example.org", kind="account-exists", values={})], at=AT)
    departure.leave(User.objects.get(pk=house.ines.pk), at=LATER)
    outbox.send_pending(clock=stopped(LATER))
    forgetting.forget_due(clock=stopped(MUCH_LATER))
    assert Email.objects.get(to="compta@example.org", kind="account-exists").text


def test_an_address_one_had_before_is_forgotten_too(house: House) -> None:
    address.ask(house.ines, "neuve@example.org", at=AT)
    token = Email.objects.get(kind="address-new").values["token"]
    address.confirm(token, at=AT)
    departure.leave(User.objects.get(pk=house.ines.pk), at=LATER)
    outbox.send_pending(clock=stopped(LATER))
    forgetting.forget_due(clock=stopped(MUCH_LATER))
    assert not Email.objects.filter(to__in=["ines@example.org", "neuve@example.org"]).exists()
    assert not Email.objects.filter(text__contains="neuve@example.org").exists()


def test_leaving_twice_changes_nothing_more(house: House) -> None:
    for _ in range(2):
        departure.leave(house.ines, at=LATER)
    assert Leftover.objects.count() == AccountAct.objects.count() == ManagerAct.objects.count() == 1


def test_a_typed_address_and_a_name_of_everyday_words_forget_nothing_of_others(house: House) -> None:
    """Whoever calls himself by the words of every letter, and types the address of a town hall, erases neither."""
    typed = {"first_name": "Ce", "last_name": "courriel", "contact_email": "mairie@example.org", "phone": ""}
    own_data.correct(house.ines, typed, at=AT)
    User.objects.filter(pk=house.claire.pk).update(first_name="Ce", last_name="courriel")
    house.claire.refresh_from_db()
    outbox.queue([outbox.Draft(to="mairie@example.org", kind="account-exists", values={})], at=AT)
    granting.change(house.claire, house.place(house.hugo).pk, [], seen=granting.mark(house.place(house.hugo)), at=AT)
    outbox.send_pending(clock=stopped(AT))
    of_others = Email.objects.filter(kind__in=["account-exists", "rights-changed"]).order_by("pk")
    before = list(of_others.values_list("to", "text"))
    departure.leave(User.objects.get(pk=house.ines.pk), at=LATER)
    outbox.send_pending(clock=stopped(LATER))
    forgetting.forget_due(clock=stopped(MUCH_LATER))
    assert [to for to, text in before if "Ce courriel" in text or "compte" in text] == [
        "mairie@example.org",
        house.hugo.email,
    ]
    assert list(of_others.values_list("to", "text")) == before


def test_what_strangers_asked_at_an_address_that_was_only_typed_stays(house: House) -> None:
    typed = {"first_name": "Inès", "last_name": "Aubry", "contact_email": "mairie@example.org", "phone": ""}
    own_data.correct(house.ines, typed, at=AT)
    facts = {"kind": "SIRET", "identifier": SAFE_STYLE, "asked_at": AT, "expires_at": AT}
    SignUp.objects.create(address="mairie@example.org", first_name="Léa", digest="x", **facts)
    departure.leave(User.objects.get(pk=house.ines.pk), at=LATER)
    assert SignUp.objects.get().address == "mairie@example.org"
