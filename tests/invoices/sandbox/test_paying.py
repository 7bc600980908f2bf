"""« Ce destinataire paie en n jours »: by itself, through the life cycle, on the sandbox's clock."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.builders import PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, LATER, a_person, a_structure, an_available, grant, walk
from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.invoices.models import Invoice, PayingRecipient, StatusChange
from unisson.invoices.register import audit
from unisson.invoices.sandbox import paying
from unisson.invoices.status import Channel, Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def sandbox(settings: Settings) -> None:
    settings.SANDBOX = True


@pytest.fixture
def player() -> User:
    structure, person = a_structure(SAFE_STYLE), a_person("player@example.org")
    structure.openings.create(space=Space.CONNECTIONS)
    grant(person, structure, Space.CONNECTIONS)
    return person


def chosen(player: User, days: int | None = 30, siret: str = PARIS_7E) -> PayingRecipient | None:
    return paying.choose(player, a_structure(SAFE_STYLE).pk, siret, days, at=AT)


def statuses(invoice: Invoice) -> list[tuple[str, timedelta]]:
    rows = StatusChange.objects.filter(invoice=invoice, at__gt=LATER - DAY).order_by("sequence")
    return [(row.target, row.at - LATER) for row in rows if row.source not in ("", "DEPOSEE", "EN_COURS_ACHEMINEMENT")]


def test_it_takes_certifies_and_pays_each_on_its_day(player: User) -> None:
    invoice = an_available()
    chosen(player)

    for day in range(31):
        paying.pay_due(clock=stopped(LATER + day * DAY))

    assert statuses(invoice) == [
        (Status.PRISE_EN_COMPTE_DESTINATAIRE, 0 * DAY),
        (Status.SERVICE_FAIT, 10 * DAY),
        (Status.MANDATEE, 20 * DAY),
        (Status.MISE_EN_PAIEMENT, 30 * DAY),
    ]
    assert {row.channel for row in invoice.history.filter(source=Status.SERVICE_FAIT)} == {Channel.API}
    assert paying.pay_due(clock=stopped(LATER + 40 * DAY)) == 0


def test_a_clock_put_forward_at_once_dates_each_step_as_it_was_due(player: User) -> None:
    invoice = an_available()
    chosen(player)
    assert paying.left(LATER + 31 * DAY) == 1
    assert paying.oldest(LATER + 31 * DAY) == LATER

    assert paying.pay_due(clock=stopped(LATER + 31 * DAY)) == 4

    assert [day for _, day in statuses(invoice)] == [0 * DAY, 10 * DAY, 20 * DAY, 30 * DAY]
    assert paying.left(LATER + 31 * DAY) == 0
    assert paying.oldest(LATER + 31 * DAY) is None


def test_what_people_did_meanwhile_stands(player: User) -> None:
    invoice = an_available()
    chosen(player, 0)
    walk(invoice, Status.SUSPENDUE, at=LATER)
    assert paying.pay_due(clock=stopped(LATER + DAY)) == 0
    invoice.refresh_from_db()
    assert invoice.status == Status.SUSPENDUE


def test_a_recipient_that_does_not_report_payment_stops_before(player: User) -> None:
    invoice = an_available()
    Invoice.objects.update(payment_unreported=True)
    chosen(player, 0)
    paying.pay_due(clock=stopped(LATER + DAY))
    invoice.refresh_from_db()
    assert invoice.status == Status.MANDATEE
    assert paying.left(LATER + DAY) == 0


def test_only_the_invoices_of_who_plays_are_paid(player: User, settings: Settings) -> None:
    an_available()
    structure = a_structure("77566474702078", spaces=(Space.ISSUED, Space.CONNECTIONS))
    grant(player, structure, Space.CONNECTIONS)
    paying.choose(player, structure.pk, PARIS_7E, 0, at=AT)
    assert paying.pay_due(clock=stopped(LATER + DAY)) == 0


def test_it_is_changed_and_ended_and_acts_in_one_name(player: User) -> None:
    a_structure(PARIS_7E)
    first, second = chosen(player, 30), chosen(player, 5)
    assert first and second
    assert (first.pk, first.by) == (second.pk, second.by)
    assert PayingRecipient.objects.get().days == 5
    assert not second.by.has_usable_password()
    assert second.by.technical_key.closed_at
    chosen(player, None)
    assert not PayingRecipient.objects.exists()


def test_who_may_not_and_what_cannot_be(player: User, settings: Settings) -> None:
    a_structure(PARIS_7E)
    for days, siret, code in ((366, PARIS_7E, "04"), (-1, PARIS_7E, "04"), (3, SAFE_STYLE, "03"), (3, "1", "03")):
        with pytest.raises(Refusal) as refused:
            chosen(player, days, siret)
        assert refused.value.code == f"CPP-ESSAI-{code}"
    with pytest.raises(NotFound):
        chosen(a_person("other@example.org"))
    chosen(player, 0)
    an_available()
    settings.SANDBOX = False
    with pytest.raises(Refusal) as refused:
        chosen(player)
    assert refused.value.code == "CPP-ESSAI-01"
    assert (paying.pay_due(clock=stopped(LATER + DAY)), paying.left(LATER)) == (0, 0)


def test_the_register_and_the_chains_stay_whole(player: User) -> None:
    an_available()
    chosen(player)
    paying.pay_due(clock=stopped(LATER + 31 * DAY))
    assert not list(audit.audit(audit.Tally()))
