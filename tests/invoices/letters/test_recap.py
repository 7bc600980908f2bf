"""The recaps of 7 o'clock: told once, with what is new, or not at all."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.invoices import returns
from unisson.invoices.letters import recap
from unisson.invoices.models import Invoice
from unisson.invoices.status import Kind, Status
from unisson.kernel.clock import stopped
from unisson.notices import outbox, preferences
from unisson.notices.models import Email, Subscription
from unisson.notices.preferences import What

from ..builders import (
    AT,
    LATER,
    a_clerk,
    a_draft,
    a_person,
    a_structure,
    a_supplier,
    an_available,
    grant,
    passed_on,
    walk,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SEVEN = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
"""The morning after the deposits: a Saturday."""
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def subscribed(person: User, *wanted: What, at: datetime = AT - DAY) -> User:
    preferences.choose(person.pk, wanted or (What.DAILY,), at=at)
    return person


def tell(at: datetime) -> list[Email]:
    """What the recaps of that instant wrote."""
    before = set(Email.objects.values_list("pk", flat=True))
    recap.tell_due(clock=stopped(at))
    return list(Email.objects.exclude(pk__in=before).order_by("pk"))


def the_values(at: datetime) -> dict[str, Any]:
    (mail,) = tell(at)
    values: dict[str, Any] = mail.values
    return values


def test_a_supplier_is_told_in_the_morning_what_happened_since_the_last_one() -> None:
    subscribed(a_supplier()[0])
    an_available("A-1")
    (mail,) = tell(SEVEN)
    assert (mail.kind, mail.to, mail.values["count"]) == ("recap-daily", "claire@example.org", 1)
    assert preferences.meant(mail.leave) == (a_person().pk, What.DAILY)


def test_nothing_happened_nothing_is_sent_and_the_next_one_is_due_tomorrow() -> None:
    subscribed(a_supplier()[0])
    a_draft()
    assert tell(SEVEN) == []
    row = Subscription.objects.get()
    assert (row.due_at, row.told_until) == (SEVEN + DAY, SEVEN - timedelta(minutes=2))


def test_before_its_hour_nothing_is_sent() -> None:
    subscribed(a_supplier()[0], at=AT)
    an_available()
    assert tell(SEVEN - timedelta(minutes=1)) == []


def test_an_event_is_told_once() -> None:
    subscribed(a_supplier()[0])
    an_available()
    assert [len(tell(SEVEN)), len(tell(SEVEN)), len(tell(SEVEN + DAY))] == [1, 0, 0]


def test_what_was_perhaps_not_committed_yet_is_told_the_next_day() -> None:
    subscribed(a_supplier()[0])
    an_available(at=SEVEN - timedelta(minutes=1))
    assert tell(SEVEN) == []
    assert the_values(SEVEN + DAY)["count"] == 1


def test_after_a_stop_of_several_days_one_letter_tells_them_all() -> None:
    subscribed(a_supplier()[0], What.DAILY, What.WEEKLY)
    for rank in range(3):
        an_available(f"A-{rank}", at=LATER + rank * DAY)
    mails = tell(SEVEN + 31 * DAY)
    assert sorted((mail.kind, mail.values.get("count", 3)) for mail in mails) == [
        ("recap-daily", 3),
        ("recap-weekly", 3),
    ]
    assert tell(SEVEN + 31 * DAY) == []


def test_once_the_clock_of_a_sandbox_is_put_back_the_recaps_go_on_from_there() -> None:
    subscribed(a_supplier()[0], What.DAILY, What.WEEKLY)
    an_available("A-1")
    assert len(tell(SEVEN + 30 * DAY)) == 2
    for module in (preferences, outbox):
        module.set_back(at=SEVEN)

    assert {(row.told_until, row.due_at) for row in Subscription.objects.all()} == {
        (SEVEN, SEVEN + DAY),
        (SEVEN, MONDAY),
    }
    an_available("A-2", at=SEVEN + DAY / 2)
    assert [mail.kind for mail in tell(SEVEN + DAY)] == ["recap-daily"]
    assert not Email.objects.filter(state=Email.State.PENDING, next_try_at__gt=SEVEN + DAY).exists()
    for row in range(2, 33):
        an_available(f"A-{row + 1}", at=SEVEN + (row - 0.5) * DAY)
        assert "recap-daily" in {mail.kind for mail in tell(SEVEN + row * DAY)}


def test_a_worker_killed_while_it_writes_leaves_the_recap_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed(a_supplier()[0])
    an_available()

    class KilledError(BaseException):
        """Not an error that anything catches."""

    def die(*_: object, **__: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(preferences, "settle", die)
        with pytest.raises(KilledError):
            tell(SEVEN)
    assert not Email.objects.filter(kind="recap-daily").exists()
    assert len(tell(SEVEN)) == 1


def test_a_recap_that_cannot_be_written_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed(a_clerk(), at=AT - 2 * DAY)
    subscribed(a_supplier()[0])
    an_available()
    written = recap.daily

    def daily(person: User, **others: Any) -> dict[str, Any] | None:
        if person == a_clerk():
            raise ValueError("the world is broken")
        return written(person, **others)

    monkeypatch.setattr(recap, "daily", daily)
    assert [mail.to for mail in tell(SEVEN)] == ["claire@example.org"]
    monkeypatch.undo()
    assert [mail.to for mail in tell(SEVEN + timedelta(hours=1))] == [a_clerk().email]


def test_one_letter_a_day_even_if_the_row_were_taken_twice() -> None:
    subscribed(a_supplier()[0])
    an_available()
    row = Subscription.objects.get()
    tell(SEVEN)
    Subscription.objects.filter(pk=row.pk).update(told_until=row.told_until, due_at=row.due_at)
    assert tell(SEVEN) == []


def test_a_recipient_is_told_of_deadlines_on_the_day_they_come_near_and_on_the_first_late_day() -> None:
    clerk = a_clerk()
    invoice = an_available()
    assert invoice.pay_by is not None
    subscribed(clerk, at=AT)
    told = {
        day: values
        for day in range(1, 36)
        if (values := next((mail.values for mail in tell(SEVEN + (day - 1) * DAY)), None))
    }
    left = {day: (invoice.pay_by - (SEVEN + (day - 1) * DAY).date()).days for day in told}
    assert [left[day] for day in told] == [29, 7, -1]
    assert [(told[day]["near_count"], told[day]["late_count"]) for day in told] == [(0, 0), (1, 0), (0, 1)]
    late = told[max(told)]["late"][0]
    assert late[:3] == [str(invoice.pk), invoice.number, "SAFE STYLE"]


@pytest.mark.parametrize("silent", [False, True])
def test_who_never_reports_a_payment_is_not_told_that_an_ordered_one_is_late(silent: bool) -> None:
    clerk = subscribed(a_clerk(), at=AT)
    walk(an_available(), Status.MANDATEE)
    Invoice.objects.update(payment_unreported=silent)
    assert clerk.pk and the_values(SEVEN)["count"] == 1
    assert len(tell(SEVEN + 60 * DAY)) == (0 if silent else 1)


def test_what_is_paid_is_neither_near_nor_late() -> None:
    subscribed(a_clerk(), at=AT)
    walk(an_available(), Status.MISE_EN_PAIEMENT)
    tell(SEVEN)
    assert tell(SEVEN + 60 * DAY) == []


def test_a_supplier_is_told_what_waits_for_it_and_an_acknowledged_rejection_does_not() -> None:
    person, _ = a_supplier()
    subscribed(person)
    for number, status in (("A-1", Status.REJETEE), ("A-2", Status.REJETEE), ("A-3", Status.SUSPENDUE)):
        walk(an_available(number), status)
    a_draft("D-1")
    shown = Invoice.objects.get(number="A-1")
    returns.acknowledge(person, {shown.pk: shown.status_since}, at=LATER)
    assert the_values(SEVEN)["waiting"] == {"REJETEE": 1, "SUSPENDUE": 1, "BROUILLON": 1}


def test_a_return_that_must_now_be_acknowledged_is_new_on_that_day_alone() -> None:
    person = subscribed(a_supplier()[0])
    walk(an_available(), Status.SUSPENDUE)
    days = [day for day in range(12) if tell(SEVEN + day * DAY)]
    assert person.pk and days == [0, 7]


def test_each_side_is_told_of_its_own_only() -> None:
    stranger = a_person("ailleurs@example.org")
    grant(stranger, a_structure("83876704400012", private=True))
    subscribed(stranger)
    subscribed(a_clerk())
    an_available()
    assert [mail.to for mail in tell(SEVEN)] == [a_clerk().email]


def test_who_may_no_longer_sign_in_is_told_nothing() -> None:
    person = subscribed(a_supplier()[0])
    an_available()
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert tell(SEVEN) == []


def test_the_week_counts_each_movement_once_with_its_amount() -> None:
    person, _ = a_supplier()
    subscribed(person, What.WEEKLY, at=AT - 5 * DAY)
    invoice = an_available("A-1")
    walk(an_available("A-2"), Status.REJETEE)
    walk(invoice, Status.A_RECYCLER, Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION)
    credit = an_available("A-3")
    Invoice.objects.filter(pk=credit.pk).update(kind=Kind.CREDIT_NOTE)
    moved = the_values(MONDAY)["moved"]["FACTURES_EMISES"]
    net = invoice.net_to_pay
    assert net is not None
    assert {status: number for status, (number, _) in moved.items()} == {
        "DEPOSEE": "3",
        "MISE_A_DISPOSITION": "3",
        "A_RECYCLER": "1",
        "REJETEE": "1",
    }
    assert moved["MISE_A_DISPOSITION"][1] == str(net)
    assert moved["REJETEE"][1] == str(net)


def test_a_recipient_s_week_does_not_tell_what_it_could_not_see() -> None:
    subscribed(a_clerk(), What.WEEKLY, at=AT - 5 * DAY)
    an_available()
    assert set(the_values(MONDAY)["moved"]["FACTURES_RECUES"]) == {"MISE_A_DISPOSITION"}


def test_the_week_of_who_received_it_second_does_not_count_the_steps_of_the_first() -> None:
    subscribed(a_clerk(PONT_SAINT_ESPRIT), What.WEEKLY, at=AT - 5 * DAY)
    passed_on(days=1)

    moved = the_values(MONDAY)["moved"]["FACTURES_RECUES"]
    assert {status: number for status, (number, _) in moved.items()} == {"MISE_A_DISPOSITION": "1"}


def test_the_former_recipient_s_morning_leads_to_no_invoice_that_it_sees_no_more() -> None:
    subscribed(a_clerk())
    subscribed(a_supplier()[0])
    passed_on(days=0)
    mails = {mail.to: mail.values["events"] for mail in tell(SEVEN)}

    assert {subject for *_, subject in mails[a_clerk().email]} == {""}
    assert "" not in {subject for *_, subject in mails[a_person().email]}


def test_a_week_without_movement_is_not_told() -> None:
    subscribed(a_supplier()[0], What.WEEKLY, at=AT + DAY)
    an_available()
    assert tell(MONDAY + 7 * DAY) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_recaps_are_written_in_the_language_of_the_person(language: str, compiled: None) -> None:
    person, _ = a_supplier()
    clerk = a_clerk()
    User.objects.update(language=language)
    for one in (person, clerk):
        subscribed(one, What.DAILY, What.WEEKLY, at=AT - 5 * DAY)
    for rank in range(25):
        an_available(f"A-{rank}")
    walk(an_available("B-1"), Status.SUSPENDUE)
    mails = tell(SEVEN + 45 * DAY)
    outbox.send_pending(clock=stopped(SEVEN + 45 * DAY))
    assert len(mails) == 4
    for mail in Email.objects.filter(kind__startswith="recap"):
        assert mail.state == Email.State.SENT
        assert "%(" not in mail.text
        assert ("Récapitulatif" in mail.text or "récapitulatif" in mail.text or "semaine" in mail.text) == (
            language == "fr"
        )
        assert (mail.subject and "A-0" in mail.text) or mail.kind == "recap-weekly"


def test_at_rest_a_sweep_costs_one_read(django_assert_num_queries: Any) -> None:
    subscribed(a_supplier()[0], at=AT)
    with django_assert_num_queries(1):
        recap.tell_due(clock=stopped(LATER))


def test_a_recap_costs_the_same_with_one_invoice_and_with_fifty(django_assert_max_num_queries: Any) -> None:
    person, _ = a_supplier()
    grant(person, a_structure(PARIS_7E), Space.RECEIVED)
    subscribed(person)
    for rank in range(50):
        an_available(f"A-{rank}")
    with django_assert_max_num_queries(30):
        assert len(tell(SEVEN)) == 1
