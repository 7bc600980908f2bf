"""The means of the second factor: applications, recovery codes, what is kept of them and who is told."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from pytest_django import Settings

from unisson.accounts import acts, factors, locks, recovery, reset, second, signin, standing, totp, vault
from unisson.accounts.models import AccountAct, Factor, RecoveryCode, User
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
HALF_MINUTE = timedelta(seconds=30)
PASSWORD = "Essai-2026-xyz"


@pytest.fixture
def claire() -> User:
    return User.objects.create_user("claire@example.org", PASSWORD, first_name="Claire", last_name="Morel")


def shown(secret: str, at: datetime) -> str:
    return pyotp.TOTP(secret).at(int(at.timestamp()))


def an_app(user: User, name: str = "Téléphone", *, at: datetime = AT) -> tuple[str, list[str]]:
    """The secret of a new application, and the recovery codes that came with it."""
    proposal = totp.propose(user)
    return proposal.secret, totp.add(user, proposal, shown(proposal.secret, at), name=name, at=at)


def test_the_first_means_comes_with_ten_recovery_codes_and_the_next_with_none(claire: User) -> None:
    assert len(set(an_app(claire)[1])) == recovery.COUNT
    assert an_app(claire, "Tablette")[1] == []
    assert [one.name for one in factors.held(claire)] == ["Téléphone", "Tablette"]


def test_neither_the_secret_nor_a_recovery_code_lies_open_in_the_database(claire: User) -> None:
    secret, codes = an_app(claire)
    kept = "".join(map(str, [*Factor.objects.values_list(), *RecoveryCode.objects.values_list()]))
    assert secret not in kept
    assert not [code for code in codes if code[2:7] in kept]


@pytest.mark.parametrize("drift", [-HALF_MINUTE, timedelta(0), HALF_MINUTE])
def test_a_clock_may_be_one_step_away(claire: User, drift: timedelta) -> None:
    secret, _ = an_app(claire)
    later = AT + timedelta(minutes=5)
    assert totp.accepts(claire, shown(secret, later + drift), at=later)


@pytest.mark.parametrize("drift", [-2 * HALF_MINUTE, 2 * HALF_MINUTE])
def test_but_not_two(claire: User, drift: timedelta) -> None:
    secret, _ = an_app(claire)
    later = AT + timedelta(minutes=5)
    assert not totp.accepts(claire, shown(secret, later + drift), at=later)


def test_a_code_is_never_taken_twice_not_even_that_of_the_setting_up(claire: User) -> None:
    secret, _ = an_app(claire)
    later = AT + timedelta(minutes=5)
    assert not totp.accepts(claire, shown(secret, AT), at=AT)
    assert totp.accepts(claire, shown(secret, later), at=later)
    assert not totp.accepts(claire, shown(secret, later), at=later)
    assert not totp.accepts(claire, shown(secret, later - HALF_MINUTE), at=later)
    assert totp.accepts(claire, shown(secret, later + HALF_MINUTE), at=later + HALF_MINUTE)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "123 45", "x" * 10_000])
def test_what_is_no_code_opens_nothing(claire: User, typed: str) -> None:
    an_app(claire)
    assert not totp.accepts(claire, typed, at=AT)
    assert not recovery.spend(claire, typed, at=AT)


def test_two_applications_of_a_shared_mailbox_are_taken_in_the_same_half_minute(claire: User) -> None:
    first, second_one = an_app(claire, "Claire")[0], an_app(claire, "Paul")[0]
    later = AT + timedelta(minutes=5)
    assert totp.accepts(claire, shown(first, later), at=later)
    assert totp.accepts(claire, shown(second_one, later), at=later)


def test_the_code_of_somebody_else_opens_nothing(claire: User) -> None:
    other = User.objects.create_user("paul@example.org", PASSWORD, first_name="Paul", last_name="Roux")
    secret, codes = an_app(other)
    an_app(claire)
    later = AT + timedelta(minutes=5)
    assert not totp.accepts(claire, shown(secret, later), at=later)
    assert not recovery.spend(claire, codes[0], at=later)


def test_an_application_is_kept_once_a_code_of_it_was_typed(claire: User) -> None:
    proposal = totp.propose(claire)
    with pytest.raises(Refusal, match="CPP-COMPTE-07"):
        totp.add(claire, proposal, "000000", name="Téléphone", at=AT)
    assert not factors.has(claire)


def test_a_form_sent_twice_adds_one_application(claire: User) -> None:
    proposal = totp.propose(claire)
    totp.add(claire, proposal, shown(proposal.secret, AT), name="Téléphone", at=AT)
    with pytest.raises(Refusal, match="CPP-COMPTE-08"):
        totp.add(claire, proposal, shown(proposal.secret, AT), name="Téléphone", at=AT)
    assert (Factor.objects.count(), AccountAct.objects.filter(what=AccountAct.What.APP_ADDED).count()) == (1, 1)


def test_a_proposal_comes_back_to_its_own_person_only(claire: User) -> None:
    other = User.objects.create_user("paul@example.org", PASSWORD, first_name="Paul", last_name="Roux")
    sealed = totp.propose(claire).sealed
    assert totp.again(claire, sealed)
    assert totp.again(other, sealed) is None
    assert totp.again(claire, "false") is None


def test_a_recovery_code_serves_once_however_it_is_typed(claire: User) -> None:
    _, codes = an_app(claire)
    assert recovery.spend(claire, f" {codes[3].lower().replace('-', ' ')} ", at=AT)
    assert not recovery.spend(claire, codes[3], at=AT)
    assert recovery.left(claire) == recovery.COUNT - 1


def test_new_recovery_codes_end_the_former_ones(claire: User) -> None:
    _, before = an_app(claire)
    after = recovery.renew(claire, at=AT)
    assert not recovery.spend(claire, before[0], at=AT)
    assert recovery.spend(claire, after[0], at=AT)


def test_neither_the_right_password_nor_a_new_one_gives_more_tries_at_the_second_factor(claire: User) -> None:
    """Who has the mailbox chooses a password as often as he likes."""
    an_app(claire)
    refused = []
    for count in range(signin.TRIES + 1):
        reset.change(claire, f"{PASSWORD}-{count}", at=AT)
        signin.check(address=claire.email, password=f"{PASSWORD}-{count}", at=AT)
        with pytest.raises(Refusal) as refusal:
            second.by_code(claire, "000000", at=AT)
        refused.append(refusal.value.code)
    assert refused == ["CPP-COMPTE-12"] * (signin.TRIES - 1) + ["CPP-COMPTE-26"] * 2


def test_an_operator_unlocks_the_second_factor_too_and_its_person_is_told_of_the_lock(claire: User) -> None:
    secret, _ = an_app(claire)
    for _ in range(signin.TRIES):
        with pytest.raises(Refusal):
            second.by_code(claire, "000000", at=AT)
    assert standing.resting(claire, at=AT) == AT + signin.REST
    assert locks.tell(clock=lambda: AT) == 1
    told = Email.objects.get(kind="account-locked")
    assert (told.to, told.values["second"]) == (claire.email, True)
    standing.restore(claire)
    later = AT + timedelta(minutes=5)
    second.by_code(claire, shown(secret, later), at=later)


def test_the_right_code_forgets_the_failures(claire: User) -> None:
    secret, _ = an_app(claire)
    later = AT + timedelta(minutes=5)
    with pytest.raises(Refusal, match="CPP-COMPTE-12"):
        second.by_code(claire, "000000", at=later)
    second.by_code(claire, shown(secret, later), at=later)
    with pytest.raises(Refusal) as refusal:
        second.by_code(claire, "000000", at=later)
    assert refusal.value.values["left"] == signin.TRIES - 1


def test_even_the_right_code_is_refused_while_locked(claire: User) -> None:
    secret, _ = an_app(claire)
    for _ in range(signin.TRIES):
        with pytest.raises(Refusal):
            second.by_code(claire, "000000", at=AT)
    later = AT + timedelta(minutes=5)
    with pytest.raises(Refusal, match="CPP-COMPTE-26"):
        second.by_code(claire, shown(secret, later), at=later)
    after = AT + signin.REST + timedelta(minutes=1)
    second.by_code(claire, shown(secret, after), at=after)


def test_each_change_is_written_down_and_told_to_the_connection_address(claire: User) -> None:
    claire.contact_email = "contact@example.org"
    claire.save()
    _, codes = an_app(claire)
    recovery.spend(claire, codes[0], at=AT)
    factors.remove(claire, factors.held(claire)[0].pk, at=AT)
    what = [act.what for act in reversed(acts.latest(claire))]
    told = [(email.to, email.values["what"]) for email in Email.objects.order_by("pk")]
    assert what == ["APPLICATION_AJOUTEE", "CODES_DE_SECOURS_FAITS", "CODE_DE_SECOURS_UTILISE", "MOYEN_RETIRE"]
    assert told == [("claire@example.org", one) for one in what]


def test_taking_the_last_means_away_takes_the_recovery_codes_along(claire: User) -> None:
    an_app(claire)
    factors.remove(claire, factors.held(claire)[0].pk, at=AT)
    assert (factors.has(claire), recovery.left(claire)) == (False, 0)


def test_the_last_means_stays_where_a_second_factor_is_mandatory(claire: User, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    an_app(claire)
    an_app(claire, "Tablette")
    one, other = factors.held(claire)
    factors.remove(claire, one.pk, at=AT)
    with pytest.raises(Refusal, match="CPP-COMPTE-10"):
        factors.remove(claire, other.pk, at=AT)


def test_nobody_takes_away_the_means_of_somebody_else(claire: User) -> None:
    other = User.objects.create_user("paul@example.org", PASSWORD, first_name="Paul", last_name="Roux")
    an_app(claire)
    with pytest.raises(NotFound):
        factors.remove(other, factors.held(claire)[0].pk, at=AT)


def test_an_account_has_a_limited_number_of_means(claire: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factors, "MOST", 1)
    an_app(claire)
    with pytest.raises(Refusal, match="CPP-COMPTE-09"):
        an_app(claire, "Tablette")


def test_a_new_secret_key_keeps_the_phones_as_long_as_the_former_is_told(claire: User, settings: Settings) -> None:
    secret, _ = an_app(claire)
    later = AT + timedelta(minutes=5)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-key-of-sufficient-length"
    assert not totp.accepts(claire, shown(secret, later), at=later)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert totp.accepts(claire, shown(secret, later), at=later)
    settings.SECRET_KEY_FALLBACKS = []
    afterwards = later + timedelta(minutes=5)
    assert totp.accepts(claire, shown(secret, afterwards), at=afterwards)


def test_what_is_sealed_for_one_purpose_is_not_opened_for_another() -> None:
    sealed = vault.seal("secret", purpose="one")
    assert vault.unseal(sealed, purpose="one") == "secret"
    assert vault.unseal(sealed, purpose="other") is None
