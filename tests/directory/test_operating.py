"""What operators do to accounts and structures: in force at once, with a reason, traced before and after."""

from datetime import timedelta

import pytest

from tests.builders import PONT_SAINT_ESPRIT, SAFE_STYLE, STATE
from tests.invoices.builders import AT, LATER, a_person
from unisson.accounts import signin
from unisson.accounts.models import User
from unisson.directory import acts, newsdesk, operating, requests, rights
from unisson.directory.companies import checking
from unisson.directory.models import Demand, Membership, OperatorAct, SignUp, Structure
from unisson.directory.newsdesk import Piece
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices import feed
from unisson.notices.models import Email

from .conftest import House, Register, an_operator
from .files import exported

PASSWORD = "Essai-2026-xyz"
What = OperatorAct.What


def refused(act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(Refusal) as caught:
        act(*arguments, at=LATER, **named)  # type: ignore[operator]
    return caught.value.code


def test_locked_nobody_signs_in_and_unlocked_one_does(house: House) -> None:
    operator = an_operator()
    operating.lock(operator, house.ines.pk, reason="Vol du poste", at=LATER)
    with pytest.raises(Refusal):
        signin.check(address=house.ines.email, password=PASSWORD, at=LATER)
    operating.unlock(operator, house.ines.pk, reason="Poste retrouvé", at=LATER)
    assert signin.check(address=house.ines.email, password=PASSWORD, at=LATER) == house.ines
    assert [(line.what, line.before["active"], line.after["active"], line.comment) for line in acts.journal()] == [
        (What.UNLOCKED, False, True, "Poste retrouvé"),
        (What.LOCKED, True, False, "Vol du poste"),
    ]


def test_who_is_locked_out_is_told_and_the_reason_stays_in_the_journal(house: House) -> None:
    operating.lock(an_operator(), house.ines.pk, reason="Vol du poste", at=LATER)
    told = Email.objects.get(kind="access-locked")
    assert (told.to, told.values) == (house.ines.email, {})


def test_unlocked_after_failed_attempts(house: House) -> None:
    for _ in range(signin.TRIES):
        with pytest.raises(Refusal):
            signin.check(address=house.ines.email, password="x", at=AT)
    operating.unlock(an_operator(), house.ines.pk, reason="Au téléphone", at=AT)
    assert signin.check(address=house.ines.email, password=PASSWORD, at=AT)


def test_never_oneself_never_without_a_reason_never_twice(house: House) -> None:
    operator = an_operator()
    for act in (operating.lock, operating.unlock, operating.end):
        assert refused(act, operator, operator.pk, reason="x") == "CPP-EXPLOITANT-01"
        assert refused(act, operator, house.ines.pk, reason=" ") == "CPP-EXPLOITANT-02"
    assert refused(operating.unlock, operator, house.ines.pk, reason="x") == "CPP-EXPLOITANT-03"
    operating.lock(operator, house.ines.pk, reason="x", at=LATER)
    assert refused(operating.lock, operator, house.ines.pk, reason="x") == "CPP-EXPLOITANT-03"


def test_ended_everything_ends_and_nobody_brings_it_back(house: House) -> None:
    operator = an_operator()
    requests.ask_spaces(house.claire, house.place(house.claire).pk, [(Space.ISSUED, Level.WRITE, None)], at=AT)
    address = house.claire.email
    operating.end(operator, house.claire.pk, reason="Départ", at=LATER)
    person = User.objects.get(pk=house.claire.pk)
    assert not person.is_active
    assert (rights.managed(person), rights.spaces(person)) == (frozenset(), frozenset())
    assert Demand.objects.get().state == Demand.State.WITHDRAWN
    assert Email.objects.filter(kind="access-ended").get().to == address
    assert acts.journal(about=person).get().before["attachments"] == [
        [house.structure.pk, Membership.Role.PRINCIPAL, Membership.State.VALID]
    ]
    assert refused(operating.unlock, operator, person.pk, reason="x") == "CPP-EXPLOITANT-04"
    assert refused(operating.end, operator, person.pk, reason="x") == "CPP-EXPLOITANT-04"


def test_a_public_structure_is_added_once_and_found(db: None) -> None:
    operator, facts = an_operator(), {"address": "1 rue", "postcode": "30130", "town": "Pont-Saint-Esprit"}
    siret = " ".join((PONT_SAINT_ESPRIT[:3], PONT_SAINT_ESPRIT[3:]))
    add = {"siret": siret, "name": "MAIRIE", "spaces": [Space.RECEIVED], **facts}
    made = operating.add_public(operator, at=LATER, **add)  # type: ignore[arg-type]
    assert (made.is_public, made.identifier) == (True, PONT_SAINT_ESPRIT)
    assert list(operating.structures("mairie saint esprit")) == list(operating.structures("213 002")) == [made]
    assert acts.journal(structure=made).get().after["spaces"] == ["FACTURES_RECUES"]
    assert refused(operating.add_public, operator, **add) == "CPP-STRUCTURE-01"
    assert refused(operating.add_public, operator, **{**add, "siret": "12"}) == "CPP-INSCRIPTION-02"


PLACE = {"name": "SECRETE", "address": "1 rue", "postcode": "30130", "town": "Pont-Saint-Esprit"}


def add_public(**deviations: object) -> Structure:
    facts = {"siret": PONT_SAINT_ESPRIT, "spaces": [Space.RECEIVED], **PLACE, **deviations}
    return operating.add_public(an_operator(), at=LATER, **facts)  # type: ignore[arg-type]


def test_the_register_says_who_a_public_structure_is(db: None, companies: Register) -> None:
    companies.holds(PONT_SAINT_ESPRIT, name="COMMUNE", legal_category="7210")
    made = add_public(name="", address="", town="")
    assert (made.name, made.town, made.legal_category, made.verified) == ("COMMUNE", "Marseille", "7210", True)


def test_of_who_is_masked_nothing_typed_is_published(db: None, companies: Register) -> None:
    companies.holds(PONT_SAINT_ESPRIT, name="", address="", postcode="", town="", masked=True)
    made = add_public()
    assert (made.masked, made.verified, made.name) == (True, False, "SECRETE")
    assert b"SECRETE" not in exported()


def test_a_silent_register_is_asked_later_and_what_is_missing_is_asked_now(db: None, companies: Register) -> None:
    companies.silent = True
    with pytest.raises(Refusal, match="CPP-FICHE-09"):
        add_public(town=" ")
    made = add_public()
    assert (made.name, made.verified) == ("SECRETE", False)
    companies.silent = False
    companies.holds(PONT_SAINT_ESPRIT, masked=True, name="", address="", postcode="", town="")
    checking.check_due(clock=stopped(LATER))
    assert Structure.objects.get().masked


def test_an_establishment_that_closed_is_not_added(db: None, companies: Register) -> None:
    companies.holds(PONT_SAINT_ESPRIT, active=False)
    with pytest.raises(Refusal, match="CPP-INSCRIPTION-03"):
        add_public()


def test_parameters_that_contradict_each_other_are_refused_and_the_state_asks_both(db: None) -> None:
    with pytest.raises(Refusal, match="CPP-FICHE-04"):
        add_public(commitment_required=True, service_or_commitment_required=True)
    with pytest.raises(Refusal, match="CPP-FICHE-06"):
        add_public(service_required=True)
    state = add_public(siret=STATE)
    assert (state.service_required, state.commitment_required) == (True, True)


def test_people_and_accounts_never_activated_are_found_by_each_word(house: House) -> None:
    facts = {"kind": "SIRET", "identifier": SAFE_STYLE, "asked_at": AT, "expires_at": AT, "digest": "x"}
    row = SignUp.objects.create(address="jamais@example.org", last_name="Petit", **facts)
    assert operating.people("claire MOREL") == [house.claire]
    assert operating.people("nulle part") == []
    assert operating.sign_ups("petit 5381") == [row]
    operating.resend(an_operator(), row.pk, at=LATER)
    assert acts.names([acts.journal().get().after]) == {("sign_up", row.pk): "jamais@example.org"}
    assert Email.objects.get(kind="account-activation").to == "jamais@example.org"
    with pytest.raises(NotFound):
        operating.resend(an_operator(), row.pk + 1, at=LATER)


def a_piece(title: str = "Maintenance", **deviations: object) -> Piece:
    return Piece(**{"title": title, "body": "Samedi.", "since": AT, **deviations})  # type: ignore[arg-type]


def test_news_are_published_changed_and_withdrawn_each_time_traced(db: None) -> None:
    operator = an_operator()
    made = newsdesk.publish(operator, a_piece(), at=AT)
    newsdesk.change(operator, made.pk, a_piece("Entretien"), at=AT)
    assert [piece.title for piece in feed.news(at=LATER)] == ["Entretien"]
    newsdesk.withdraw(operator, made.pk, at=AT)
    assert feed.news(at=LATER) == []
    assert [line.what for line in acts.journal()] == [What.NEWS_WITHDRAWN, What.NEWS_CHANGED, What.NEWS_PUBLISHED]
    changed = acts.journal()[1]
    assert (changed.before["title"], changed.after["title"]) == ("Maintenance", "Entretien")
    for act in (
        lambda at: newsdesk.withdraw(operator, made.pk, at=at),
        lambda at: newsdesk.change(operator, made.pk, a_piece(), at=at),
    ):
        assert refused(act) == "CPP-ACTUALITE-02"
    assert refused(newsdesk.publish, operator, a_piece(until=AT - timedelta(days=1))) == "CPP-ACTUALITE-01"


def test_requests_at_structures_without_manager_are_seen(house: House) -> None:
    requests.ask(a_person("noe@example.org"), house.structure, wanted=[], at=AT)
    assert not requests.without_manager().exists()
    Membership.objects.filter(user__in=[house.claire, house.hugo]).update(role=Membership.Role.USER)
    assert requests.without_manager().get().user.email == "noe@example.org"
