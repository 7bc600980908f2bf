"""« Calendrier des limites de paiement »: a secret address, read by programs that do not sign in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Event

from tests.invoices.builders import LATER, a_clerk, a_deposit, a_supplier, an_available, walk
from tests.web.budget import costs_the_same
from unisson.accounts import pacing
from unisson.accounts.models import User
from unisson.config.logs import Discreet, RoutesForPaths
from unisson.directory.models import Grant
from unisson.invoices import delivery, limits
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped, today
from unisson.notices import calendars
from unisson.notices.models import CalendarAddress
from unisson.web.account import views_calendar

pytestmark = pytest.mark.django_db


def address_of(person: User) -> str:
    return reverse("calendar-feed", args=[calendars.renew(person.pk, at=LATER)])


def events(address: str) -> list[Event]:
    answer = Client().get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def due(invoice: Invoice, *, days: int) -> None:
    Invoice.objects.filter(pk=invoice.pk).update(pay_by=today() + timedelta(days=days))


def test_each_side_reads_the_limits_that_run() -> None:
    invoice, claire, marc = an_available("FA-1"), a_supplier()[0], a_clerk()
    due(invoice, days=30)
    (expected,), (owed,) = events(address_of(claire)), events(address_of(marc))

    assert expected["DTSTART"].dt == owed["DTSTART"].dt == today() + timedelta(days=30)
    assert "FA-1" in expected["SUMMARY"]
    assert expected["UID"] != owed["UID"]


def test_an_event_keeps_its_identifier_when_its_limit_moves_and_goes_with_the_payment() -> None:
    invoice, address = an_available("FA-1"), address_of(a_supplier()[0])
    due(invoice, days=30)
    (before,) = events(address)
    due(invoice, days=10)
    (after,) = events(address)
    assert before["DTSTART"].dt != after["DTSTART"].dt
    assert before["UID"] == after["UID"]

    walk(invoice, Status.MISE_EN_PAIEMENT, at=LATER)
    assert events(address) == []


def test_the_same_limits_are_sent_once() -> None:
    invoice, address = an_available("FA-1"), address_of(a_supplier()[0])
    due(invoice, days=30)
    tag = Client().get(address).headers["ETag"]

    again = Client().get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    due(invoice, days=31)
    assert Client().get(address, headers={"If-None-Match": tag}).status_code == 200


def test_rights_act_at_the_next_reading() -> None:
    claire = a_supplier()[0]
    due(an_available("FA-1"), days=30)
    address = address_of(claire)
    Grant.objects.filter(membership__user=claire).delete()
    assert events(address) == []

    User.objects.filter(pk=claire.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_the_address_is_shown_once_and_can_be_replaced_and_closed() -> None:
    claire, client = a_supplier()[0], Client()
    client.force_login(claire)
    page = reverse("calendar")
    first = client.post(page, {"action": "renew"}).context["address"]
    assert first not in client.get(page).text
    assert Client().get(first).status_code == 200

    second = client.post(page, {"action": "renew"}).context["address"]
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    assert CalendarAddress.objects.get().digest not in second

    client.post(page, {"action": "revoke"})
    assert Client().get(second).status_code == 404


def test_the_calendar_is_cut_and_costs_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 3)
    due(an_available("FA-0"), days=1)
    address = address_of(a_supplier()[0])

    def add_rows() -> None:
        for number in range(1, 6):
            a_deposit(f"FA-{number}")
        delivery.deliver_pending(clock=stopped(LATER))
        Invoice.objects.update(pay_by=today() + timedelta(days=5))

    costs_the_same(Client(), address, add_rows=add_rows)
    assert len(events(address)) == 3


def test_a_calendar_that_is_read_without_end_is_slowed_down_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_calendar, "PER_MINUTE", 2)
    pacing.forget()
    mine, other = address_of(a_supplier()[0]), address_of(a_clerk())
    assert [Client().get(mine).status_code for _ in range(3)] == [200, 200, 429]
    assert Client().get(mine).headers["Retry-After"]
    assert Client().head(other).status_code == 200


def test_a_name_adds_no_line_and_lines_are_short() -> None:
    invoice = an_available("FA-1")
    due(invoice, days=30)
    name = "Été; Zoé,\r\nATTENDEE:mailto:x@example.org \u2028" + "œ" * 120
    type(invoice.recipient).objects.filter(pk=invoice.recipient_id).update(name=name)
    content = Client().get(address_of(a_supplier()[0])).content
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert not [line for line in content.decode().split("\r\n") if line.startswith("ATTENDEE") or "\n" in line]
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert "œ" * 120 in event["SUMMARY"]


def test_its_secret_is_in_no_log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    address = address_of(a_supplier()[0])
    client = Client(raise_request_exception=False)

    def broken(*_: object, **__: object) -> None:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(views_calendar, "calendar_of", broken)
    assert client.get(address).status_code == 500
    said = "\n".join(Discreet("%(message)s").format(one) for one in caplog.records if RoutesForPaths().filter(one))
    assert "fault of ours" in said
    assert address.split("/")[2] not in said
