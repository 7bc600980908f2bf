"""Creating an account: nothing before the link is followed, the first manages, others ask, no address is told."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.builders import ARSOUILLE, PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, a_person, a_structure, a_supplier
from unisson.accounts.models import User
from unisson.directory import agreed_texts, agreements, creation, register, signup
from unisson.directory.agreed_texts import IN_FORCE, Subject
from unisson.directory.models import Agreement, Membership, SignUp, Structure
from unisson.directory.rights import scope
from unisson.directory.signup import NewAccount
from unisson.directory.spaces import Level, Space
from unisson.kernel.canonical import digest
from unisson.kernel.clock import stopped
from unisson.kernel.ports import Company, ports
from unisson.kernel.refusal import Refusal
from unisson.notices import outbox
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db
PASSWORD = "Un-secret-2026"
COMPANY = Company(name="ARSOUILLE", address="12 rue des Lavandières", postcode="30130", town="Pont-Saint-Esprit")


def a_new_account(address: str, identifier: str) -> NewAccount:
    return NewAccount(
        address=address,
        first_name="Camille",
        last_name="Martin",
        kind=Structure.Kind.SIRET,
        identifier=identifier,
        company=COMPANY,
        verified=True,
        spaces=[Space.ISSUED, Space.RECEIVED],
    )


def asked(address: str = "camille@example.org", identifier: str = ARSOUILLE, *, at: datetime = AT) -> str:
    """The token of the letter."""
    signup.ask(a_new_account(address, identifier), at=at)
    return str(Email.objects.filter(to=address, kind="account-activation").latest("pk").values["token"])


def activate(token: str) -> User:
    return signup.activate(token, PASSWORD, at=AT + timedelta(hours=1))


def refused(token: str, hours: int = 1) -> str:
    with pytest.raises(Refusal) as caught:
        signup.waiting(token, at=AT + timedelta(hours=hours))
    return caught.value.code


def test_before_the_link_is_followed_there_is_no_account_and_no_structure() -> None:
    token = asked()
    assert not User.objects.exists()
    assert not Structure.objects.exists()
    assert token not in str(SignUp.objects.values().get())


def test_the_first_of_a_private_structure_manages_it_with_the_spaces_asked() -> None:
    camille = activate(asked())
    membership = Membership.objects.get(user=camille)
    assert (membership.role, membership.state) == (Membership.Role.PRINCIPAL, Membership.State.VALID)
    assert membership.structure.nature == Structure.Nature.PRIVATE
    assert scope(camille, Space.ISSUED, Level.WRITE).structures == {membership.structure_id}
    assert camille.check_password(PASSWORD)


def test_nobody_opens_the_recipients_space_by_himself() -> None:
    assert not scope(activate(asked()), Space.RECEIVED)


def test_the_second_asks_the_manager_and_sees_nothing_meanwhile() -> None:
    activate(asked())
    second = activate(asked("dominique@example.org"))
    assert Membership.objects.get(user=second).state == Membership.State.PENDING
    assert not scope(second, Space.ISSUED)
    assert Email.objects.get(kind="attachment-asked").to == "camille@example.org"


def test_a_clerk_of_a_public_structure_asks_for_what_it_receives() -> None:
    a_structure(PARIS_7E)
    clerk = activate(asked(identifier=PARIS_7E))
    spaces = [space for space, _level, _service in clerk.demands.get().wanted]
    assert spaces == [Space.ISSUED, Space.RECEIVED]


def test_an_address_gets_no_more_than_so_many_letters_a_day() -> None:
    asked()
    for minute in range(2, 30, 2):
        signup.send_again("camille@example.org", at=AT + timedelta(minutes=minute))
    assert Email.objects.filter(kind="account-activation").count() == signup.A_DAY
    signup.send_again("camille@example.org", at=AT + timedelta(hours=25))
    assert Email.objects.filter(kind="account-activation").count() == signup.A_DAY + 1


def test_the_terms_that_were_accepted_are_kept_not_those_in_force_later(monkeypatch: pytest.MonkeyPatch) -> None:
    token, accepted = asked(), IN_FORCE[Subject.TERMS]
    later = replace(accepted, version="2027-01", title="Autres conditions", articles=())
    monkeypatch.setattr(agreed_texts, "IN_FORCE", {**IN_FORCE, Subject.TERMS: later})
    monkeypatch.setattr(agreements, "IN_FORCE", agreed_texts.IN_FORCE)
    activate(token)
    kept = Agreement.objects.get()
    assert (kept.version, kept.words, kept.at) == (accepted.version, accepted.in_french(), AT)
    assert kept.digest == digest(accepted.in_french())


def test_the_letter_to_an_address_not_yet_proven_carries_no_words_of_who_typed_it() -> None:
    lure = replace(COMPANY, name="Colis bloqué : payez sur https://evil.example/payer")
    typed = replace(a_new_account("voisin@example.org", ARSOUILLE), company=lure, first_name="Allez sur colis-poste")
    signup.ask(replace(typed, verified=False), at=AT)
    asked()  # a register gave this one
    outbox.send_pending(clock=stopped(AT))
    stranger, known = (Email.objects.get(to=to) for to in ("voisin@example.org", "camille@example.org"))
    assert not [word for word in ("evil", "colis", "Colis") if word in stranger.text + stranger.subject + stranger.html]
    assert COMPANY.name in known.text


def test_two_who_asked_before_either_activated_do_not_both_manage() -> None:
    tokens = [asked(), asked("dominique@example.org")]
    people = [activate(token) for token in tokens]
    states = [Membership.objects.get(user=person).role for person in people]
    assert states == [Membership.Role.PRINCIPAL, Membership.Role.USER]


def test_nobody_manages_a_public_structure_this_way() -> None:
    a_structure(PARIS_7E)
    membership = Membership.objects.get(user=activate(asked(identifier=PARIS_7E)))
    assert (membership.state, membership.role) == (Membership.State.PENDING, Membership.Role.USER)


def test_the_link_serves_once_and_until_its_hour() -> None:
    token = asked()
    assert signup.waiting(token, at=AT + timedelta(hours=23)).address == "camille@example.org"
    assert refused(token, hours=24) == "CPP-INSCRIPTION-01"
    activate(token)
    assert refused(token) == "CPP-INSCRIPTION-06"
    assert refused("jamais") == "CPP-INSCRIPTION-01"


def test_sent_again_the_former_link_ends_and_one_a_minute_leaves() -> None:
    first = asked()
    signup.send_again("Camille@example.org ", at=AT + timedelta(seconds=20))
    assert signup.waiting(first, at=AT + timedelta(seconds=30))
    signup.send_again("camille@example.org", at=AT + timedelta(hours=30))
    assert refused(first) == "CPP-INSCRIPTION-01"
    [_, second] = Email.objects.filter(kind="account-activation").order_by("pk")
    assert signup.waiting(second.values["token"], at=AT + timedelta(hours=50))


def test_a_link_asked_again_leaves_with_the_worker() -> None:
    asked()
    signup.ask_again("Camille@example.org ", at=AT)
    signup.ask_again("personne@example.org", at=AT)
    assert Email.objects.count() == 1
    assert signup.send_asked(clock=lambda: AT + timedelta(minutes=2)) == 2
    assert [one.kind for one in Email.objects.all()] == ["account-activation", "account-activation"]


def test_who_asks_for_the_address_of_another_changes_nothing_of_what_was_asked() -> None:
    token = asked()
    with pytest.raises(Refusal, match="CPP-INSCRIPTION-04"):  # no letter leaves within a minute, and that is said
        asked(identifier=SAFE_STYLE)
    assert signup.waiting(token, at=AT).identifier == ARSOUILLE
    assert SignUp.objects.count() == Email.objects.count() == 1


def test_each_asking_has_a_link_of_its_own_and_the_first_followed_ends_the_others() -> None:
    first, second = asked(), asked(identifier=SAFE_STYLE, at=AT + timedelta(minutes=2))
    assert [signup.waiting(token, at=AT).identifier for token in (first, second)] == [ARSOUILLE, SAFE_STYLE]
    activate(first)
    assert refused(second) == "CPP-INSCRIPTION-01"
    assert not SignUp.objects.filter(used_at=None).exists()


def test_a_long_address_is_answered_like_any_other() -> None:
    address = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.org"
    a_person(address)
    signup.send_again(address, at=AT)
    assert [len(key) <= 120 for key in Email.objects.values_list("key", flat=True)] == [True]


def test_a_private_structure_without_anybody_is_managed_by_the_first() -> None:
    a_structure(SAFE_STYLE)
    assert creation.identify("SIRET", SAFE_STYLE).first
    assert Membership.objects.get(user=activate(asked(identifier=SAFE_STYLE))).role == Membership.Role.PRINCIPAL


def test_an_address_that_has_an_account_gets_a_letter_and_the_same_answer() -> None:
    a_person("camille@example.org")
    new = NewAccount(
        address="camille@example.org",
        first_name="X",
        last_name="Y",
        kind="SIRET",
        identifier=ARSOUILLE,
        company=COMPANY,
        verified=True,
        spaces=[],
    )
    assert signup.ask(new, at=AT) == AT + timedelta(hours=24)
    assert signup.ask_again("personne@example.org", at=AT) == AT + timedelta(hours=24)
    signup.send_again("personne@example.org", at=AT)
    assert [(one.to, one.kind) for one in Email.objects.all()] == [("camille@example.org", "account-exists")]


def test_a_manager_sees_alike_who_has_an_account_and_who_has_none() -> None:
    manager, structure = a_person("manager@example.org"), a_structure(SAFE_STYLE)
    register.attach(manager, structure, at=AT, role=Membership.Role.PRINCIPAL)
    a_person("known@example.org")
    for address in ("known@example.org", "unknown@example.org"):
        signup.ask(a_new_account(address, SAFE_STYLE), at=AT)
    listed = list(signup.waiting_at([structure]))
    assert [row.address for row in listed] == ["known@example.org", "unknown@example.org"]
    later = AT + timedelta(minutes=5)
    assert [signup.resend_as_manager(manager, row.pk, at=later).letters for row in listed] == [2, 2]


def test_a_structure_that_people_already_share_is_not_taken_over() -> None:
    a_supplier()
    assert Membership.objects.get(user=activate(asked(identifier=SAFE_STYLE))).state == Membership.State.PENDING


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        ("SIRET", "83876704400013", "CPP-INSCRIPTION-05"),
        ("SIRET", "8387670440001", "CPP-INSCRIPTION-02"),
        ("RIDET", "12", "CPP-INSCRIPTION-02"),
        ("UE_HORS_FRANCE", "FR1", "CPP-INSCRIPTION-02"),
        ("HORS_UE", "ZZACME", "CPP-INSCRIPTION-02"),
    ],
)
def test_a_number_that_nobody_knows_must_be_well_written(kind: str, number: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        creation.identify(kind, number)
    assert (caught.value.code, caught.value.field) == (code, "identifier")


def test_a_silent_register_keeps_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def find(self, siret: str) -> Company | None:
            raise OSError

    monkeypatch.setattr(ports, "companies", Silent())
    assert creation.identify("SIRET", ARSOUILLE) == creation.Identity(structure=None, company=None, silent=True)


def test_a_closed_establishment_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed:
        def find(self, siret: str) -> Company | None:
            return Company(name="LA FOURNÉE", address="", postcode="", town="", active=False)

    monkeypatch.setattr(ports, "companies", Closed())
    with pytest.raises(Refusal) as caught:
        creation.identify("SIRET", ARSOUILLE)
    assert (caught.value.code, caught.value.values["name"]) == ("CPP-INSCRIPTION-03", "LA FOURNÉE")


def _known(monkeypatch: pytest.MonkeyPatch, **facts: object) -> None:
    company = Company(**{"name": "", "address": "", "postcode": "", "town": "", **facts})  # type: ignore[arg-type]

    class Register:
        def find(self, siret: str) -> Company | None:
            return company

    monkeypatch.setattr(ports, "companies", Register())


def test_who_is_masked_says_name_and_place_and_stays_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    _known(monkeypatch, masked=True, legal_category="1000")
    identity = creation.identify("SIRET", ARSOUILLE)
    assert (identity.masked, identity.shown) == (True, {})
    masked = replace(COMPANY, masked=True, legal_category="1000")
    signup.ask(replace(a_new_account("camille@example.org", ARSOUILLE), company=masked, verified=False), at=AT)
    activate(str(Email.objects.get(kind="account-activation").values["token"]))
    made = Structure.objects.get()
    assert (made.name, made.masked, made.verified, made.legal_category) == ("ARSOUILLE", True, False, "1000")


def test_of_a_masked_structure_a_stranger_who_types_its_number_sees_no_name() -> None:
    a_structure(ARSOUILLE, private=True, name="Léa Martin", address="4 rue du Moulin", town="Nîmes", masked=True)
    shown = creation.identify("SIRET", ARSOUILLE).shown
    assert "Martin" not in str(shown)
    assert {name for name, value in shown.items() if value} == {"name"}


def test_a_masked_establishment_that_is_closed_is_refused_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    _known(monkeypatch, masked=True, active=False)
    with pytest.raises(Refusal) as caught:
        creation.identify("SIRET", ARSOUILLE)
    assert caught.value.code == "CPP-INSCRIPTION-03"
    assert str(caught.value.values["name"]).replace("\u00a0", "") == ARSOUILLE


@pytest.mark.parametrize("number", ["35600000000048", "35600000049837"])
def test_an_establishment_of_la_poste_is_well_written_by_its_own_rule(number: str) -> None:
    assert creation.identify("SIRET", number).company is None
