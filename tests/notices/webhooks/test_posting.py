"""What is posted, when again, and what an endpoint that fails costs the others."""

import json
from datetime import datetime, timedelta

import pytest

from tests.invoices.builders import AT
from unisson.accounts import vault
from unisson.kernel.clock import stopped
from unisson.kernel.ports import Answered, Unreached, UnreachedError
from unisson.notices.models import Delivery, Endpoint
from unisson.notices.webhooks import endpoints, keyring, lanes, posting, queueing
from unisson.notices.webhooks.events import TEST
from unisson.notices.webhooks.posting import JITTER, RETRIES

from .builders import URL, a_webhook, an_event
from .receiver import Receiver
from .test_signing import verified

pytestmark = pytest.mark.django_db
OK, FAULT, GONE = Answered(status=200), Answered(status=500, text="Oups"), Answered(status=410)
State = Delivery.State


def post(at: datetime = AT) -> int:
    return lanes.send_pending(clock=stopped(at))


def again(delivery: Delivery) -> Delivery:
    delivery.refresh_from_db()
    return delivery


def test_an_event_arrives_signed_once(receiver: Receiver) -> None:
    told = a_webhook()
    delivery = an_event(told.endpoint, "F1")

    assert (post(), post()) == (1, 0)

    [(url, headers, body)] = receiver.came
    assert url == URL
    assert verified(told.secret, headers, body)
    assert headers["webhook-timestamp"] == str(int(AT.timestamp()))
    said = json.loads(body)
    assert said == {
        "type": "invoice.status_changed",
        "timestamp": "2026-11-20T09:30:00.000000Z",
        "data": {"number": "F1"},
    }
    assert (again(delivery).state, delivery.http_status, delivery.attempts) == (State.SENT, 204, 1)


def test_the_secret_lies_sealed_in_the_database() -> None:
    told = a_webhook()
    assert told.secret not in told.endpoint.secret
    assert vault.unseal(told.endpoint.secret, purpose="webhook secret") == told.secret


def test_for_a_day_both_secrets_sign(receiver: Receiver) -> None:
    first = a_webhook()
    second = endpoints.renew(first.endpoint, at=AT)
    an_event(first.endpoint, "within")
    post(AT + timedelta(hours=23))
    an_event(first.endpoint, "after", at=AT + timedelta(hours=25))
    post(AT + timedelta(hours=25))

    (_, within, said), (_, after, said_after) = receiver.came
    assert verified(first.secret, within, said)
    assert verified(second.secret, within, said)
    assert not verified(first.secret, after, said_after)
    assert verified(second.secret, after, said_after)


def test_what_cannot_be_signed_any_more_is_not_posted(receiver: Receiver) -> None:
    endpoint = a_webhook().endpoint
    delivery = an_event(endpoint)
    Endpoint.objects.update(secret="lost")
    post()
    assert not receiver.came
    assert again(delivery).fault == Unreached.UNSIGNED


def test_what_is_refused_leaves_again_after_longer_and_longer_then_is_given_up(receiver: Receiver) -> None:
    receiver.answers = [FAULT]
    delivery, at = an_event(a_webhook().endpoint), AT
    for pause in RETRIES:
        assert post(at) == 1
        wait = again(delivery).next_try_at - at
        assert pause * (1 - JITTER) <= wait <= pause * (1 + JITTER)
        at = delivery.next_try_at + posting.LEASE * 3  # a rest of the endpoint is shorter than that
    assert delivery.state == State.PENDING
    post(at)

    assert (again(delivery).state, delivery.attempts) == (State.FAILED, len(RETRIES) + 1)
    assert (delivery.http_status, delivery.answer) == (500, "Oups")
    assert len(set(receiver.ids)) == 1
    assert post(at + timedelta(days=2)) == 0


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 429, 503])
def test_only_a_success_is_one(receiver: Receiver, status: int) -> None:
    receiver.answers = [Answered(status=status)]
    delivery = an_event(a_webhook().endpoint)
    post()
    assert (again(delivery).state, delivery.http_status) == (State.PENDING, status)
    assert len(receiver.came) == 1


@pytest.mark.parametrize(
    ("status", "said", "wait"),
    [
        (429, "120", 120),
        (503, " 1200 ", 1200),
        (503, "Fri, 20 Nov 2026 09:40:00 GMT", 600),
        (429, "9" * 40, 3600),
        (429, "Fri, 31 Dec 9999 23:59:59 GMT", 3600),
    ],
)
def test_a_machine_that_is_busy_says_when_to_come_again(receiver: Receiver, status: int, said: str, wait: int) -> None:
    receiver.answers = [Answered(status=status, retry_after=said)]
    endpoint = a_webhook().endpoint
    delivery = an_event(endpoint)
    an_event(endpoint, "2")
    post()
    endpoint.refresh_from_db()
    assert again(delivery).next_try_at == endpoint.rest_until == AT + timedelta(seconds=wait)
    assert post(AT + timedelta(seconds=wait - 1)) == 0
    assert post(AT + timedelta(seconds=wait)) == 1


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (500, "120"),
        (429, ""),
        (429, "-5"),
        (429, "0"),
        (429, "nan"),
        (429, "1e9"),
        (429, "١٢"),
        (429, "demain"),
        (429, "Fri, 20 Nov 2020 09:40:00 GMT"),
        (429, "Fri, 20 Nov 2026 09:40:00 -0000"),
    ],
)
def test_what_makes_no_sense_of_it_changes_nothing(receiver: Receiver, status: int, said: str) -> None:
    receiver.answers = [Answered(status=status, retry_after=said)]
    delivery = an_event(a_webhook().endpoint)
    post()
    assert again(delivery).next_try_at <= AT + RETRIES[0] * (1 + JITTER)


def test_a_busy_machine_does_not_shorten_what_it_waits_for(receiver: Receiver) -> None:
    receiver.answers = [Answered(status=429, retry_after="1")]
    delivery = an_event(a_webhook().endpoint)
    Delivery.objects.update(attempts=3)
    post()
    assert again(delivery).next_try_at >= AT + RETRIES[3] * (1 - JITTER)


def test_no_answer_is_a_failure_with_its_reason(receiver: Receiver) -> None:
    receiver.answers = [UnreachedError(Unreached.SILENT, milliseconds=15000)]
    delivery = an_event(a_webhook().endpoint)
    post()
    assert (again(delivery).fault, delivery.http_status, delivery.milliseconds) == ("SILENT", None, 15000)


def test_the_answer_is_kept_short_and_without_signs_that_hide(receiver: Receiver) -> None:
    receiver.answers = [Answered(status=200, text="a\x00\u202eb" + "x" * 5000)]
    delivery = an_event(a_webhook().endpoint)
    post()
    assert again(delivery).answer.startswith("a\ufffd\ufffdb")
    assert len(delivery.answer) == 1024


def test_410_stops_the_webhook_at_once(receiver: Receiver) -> None:
    receiver.answers = [GONE]
    endpoint = a_webhook().endpoint
    first, second = an_event(endpoint, "1"), an_event(endpoint, "2")
    post()
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.disabled_why, endpoint.to_tell) == (Endpoint.State.DISABLED, "DISPARU", True)
    assert (again(first).state, again(second).state) == (State.FAILED, State.PENDING)
    assert post(AT + timedelta(hours=1)) == 0


def test_days_of_failure_stop_it_and_one_failure_after_a_silence_does_not(receiver: Receiver) -> None:
    receiver.answers = [FAULT]
    endpoint = a_webhook().endpoint
    an_event(endpoint, "1")
    post()
    at = AT + timedelta(days=20)
    an_event(endpoint, "2", at=at)
    Delivery.objects.filter(source="1").delete()
    post(at)
    endpoint.refresh_from_db()
    assert endpoint.state == Endpoint.State.ACTIVE

    Delivery.objects.update(attempts=4, next_try_at=at)
    post(at + timedelta(hours=1))
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.disabled_why) == (Endpoint.State.DISABLED, "EN_ECHEC")


def test_a_success_forgets_the_failures_before(receiver: Receiver) -> None:
    receiver.answers = [FAULT, OK]
    endpoint = a_webhook().endpoint
    an_event(endpoint)
    post()
    endpoint.refresh_from_db()
    assert (endpoint.failing_since, endpoint.failures, endpoint.steady) == (AT, 1, False)
    post(AT + timedelta(minutes=1))
    endpoint.refresh_from_db()
    assert (endpoint.failing_since, endpoint.failures, endpoint.steady) == (None, 0, True)


def test_after_a_failure_what_else_waits_there_lets_the_others_go(receiver: Receiver) -> None:
    receiver.answers = [UnreachedError(Unreached.SILENT), OK]
    dead, well = a_webhook("https://mort.fr/").endpoint, a_webhook("https://bien.fr/").endpoint
    for name in "123":
        an_event(dead, name)
        an_event(well, name)
    post()
    assert [url for url, _, _ in receiver.came] == ["https://mort.fr/", *["https://bien.fr/"] * 3]
    assert not posting.due(at=AT).exists()
    assert [one.pk for one in posting.due(at=AT + timedelta(seconds=6))] == [dead.pk]


def test_what_waits_for_a_machine_that_fails_is_no_alarm_of_the_operators(receiver: Receiver) -> None:
    receiver.answers = [FAULT]
    endpoint = a_webhook().endpoint
    an_event(endpoint, "1")
    an_event(endpoint, "2")
    assert queueing.pending(at=AT).count() == 2
    post()
    assert not queueing.pending(at=AT + timedelta(hours=1)).exists()


def test_who_fails_or_takes_his_time_has_lanes_of_his_own(receiver: Receiver) -> None:
    receiver.answers = [Answered(status=200, milliseconds=9000)]
    slow = a_webhook().endpoint
    an_event(slow, "1")
    an_event(slow, "2")
    assert posting.serve_next(clock=stopped(AT), steady=True) == 1
    assert posting.serve_next(clock=stopped(AT), steady=True) == 0
    assert posting.serve_next(clock=stopped(AT), steady=False) == 1


def test_events_leave_in_their_order(receiver: Receiver) -> None:
    endpoint = a_webhook().endpoint
    for number in range(5):
        an_event(endpoint, str(number))
    post()
    assert [json.loads(body)["data"]["number"] for _, _, body in receiver.came] == list("01234")


def test_nobody_else_posts_to_it_meanwhile(receiver: Receiver) -> None:
    endpoint = a_webhook().endpoint
    an_event(endpoint)
    receiver.during = lambda: found.append(posting.serve_next(clock=stopped(AT)))
    found: list[int] = []
    post()
    assert found == [0]
    assert len(receiver.came) == 1


def test_paused_meanwhile_it_gets_nothing_more(receiver: Receiver) -> None:
    endpoint = a_webhook().endpoint
    first, second = an_event(endpoint, "1"), an_event(endpoint, "2")
    receiver.during = lambda: endpoints.turn(Endpoint.objects.get(), Endpoint.State.PAUSED)
    post()
    assert (again(first).state, again(second).state) == (State.SENT, State.PENDING)
    endpoints.turn(Endpoint.objects.get(), Endpoint.State.ACTIVE)
    receiver.during = lambda: None
    post()
    assert again(second).state == State.SENT


def test_killed_between_the_post_and_the_row_it_leaves_again_under_the_same_id(receiver: Receiver) -> None:
    class Killed(BaseException):
        pass

    def die() -> None:
        raise Killed

    endpoint = a_webhook().endpoint
    delivery = an_event(endpoint)
    receiver.during = die
    with pytest.raises(Killed):
        post()
    # What a kill leaves: the lease of the endpoint, and the row as it was.
    Endpoint.objects.update(busy_until=AT + posting.LEASE)
    assert (again(delivery).state, delivery.attempts) == (State.PENDING, 0)
    receiver.during = lambda: None

    assert post() == 0
    assert post(AT + posting.LEASE) == 1
    assert len(receiver.came) == 2
    assert len(set(receiver.ids)) == 1
    assert again(delivery).state == State.SENT


def test_a_test_is_tried_once_and_stops_nothing(receiver: Receiver) -> None:
    receiver.answers = [FAULT]
    endpoint = a_webhook().endpoint
    delivery = an_event(endpoint, kind=TEST)
    post()
    endpoint.refresh_from_db()
    assert again(delivery).state == State.FAILED
    assert (endpoint.failures, endpoint.rest_until) == (0, None)


def test_the_same_event_is_queued_once(receiver: Receiver) -> None:
    endpoint = a_webhook().endpoint
    assert an_event(endpoint, "1").pk == an_event(endpoint, "1").pk


def test_replayed_it_leaves_again_under_the_same_id_and_one_that_waits_waits_on(receiver: Receiver) -> None:
    receiver.answers = [GONE, OK]
    endpoint = a_webhook().endpoint
    delivery = an_event(endpoint)
    assert queueing.replay(Delivery.objects.all(), at=AT) == 0
    post()
    endpoints.turn(Endpoint.objects.get(), Endpoint.State.ACTIVE)
    assert queueing.replay(Delivery.objects.all(), at=AT) == 1
    post()
    assert again(delivery).state == State.SENT
    assert len(set(receiver.ids)) == 1


def test_a_replaced_key_of_the_portal_is_needed_no_more_once_it_was_posted_to(
    receiver: Receiver, settings: pytest.FixtureRequest
) -> None:
    told = a_webhook()
    an_event(told.endpoint)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"  # type: ignore[attr-defined]
    post()
    settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]
    assert keyring.of(Endpoint.objects.get(), at=AT) == [told.secret]


def test_after_thirty_days_deliveries_are_erased() -> None:
    endpoint = a_webhook().endpoint
    an_event(endpoint, "old")
    an_event(endpoint, "new", at=AT + timedelta(days=1))
    assert queueing.forget_over(clock=stopped(AT + queueing.KEPT)) == 1
    assert [one.source for one in Delivery.objects.all()] == ["new"]


def test_a_removed_webhook_goes_with_its_log_in_small_batches() -> None:
    endpoint = a_webhook().endpoint
    for name in "123":
        an_event(endpoint, name)
    endpoints.remove(endpoint)
    assert not keyring.of(Endpoint.objects.get(), at=AT)
    assert queueing.forget_over(clock=stopped(AT), batch=2) == 2
    assert Endpoint.objects.exists()
    assert queueing.forget_over(clock=stopped(AT), batch=2) == 1
    assert not Endpoint.objects.exists()


def test_put_back_the_clock_of_a_sandbox_holds_nothing_up(receiver: Receiver) -> None:
    later = AT + timedelta(days=100)
    endpoint = a_webhook(at=later).endpoint
    an_event(endpoint, at=later)
    Endpoint.objects.update(rest_until=later)
    queueing.set_back(at=AT)
    assert post() == 1
    assert Endpoint.objects.get().since == AT
