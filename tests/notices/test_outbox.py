from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from unisson.kernel.clock import stopped
from unisson.kernel.ports import DeferredError, Message, UndeliverableError, ports
from unisson.notices import outbox
from unisson.notices.letters import Letter, kinds, letter
from unisson.notices.models import Email
from unisson.notices.outbox import LEASE, RESPITE, Draft, queue, send_pending

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


class Postman:
    """Keeps what it is given; while `down`, the server cannot be reached; `refused`: what it says of an address."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.down = False
        self.refused: dict[str, Exception] = {}
        self.asked = 0

    def send(self, message: Message) -> None:
        self.asked += 1
        if self.down:
            raise OSError("connection refused")
        if message.to in self.refused:
            raise self.refused[message.to]
        self.sent.append(message)


@pytest.fixture(autouse=True)
def postman(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postman]:
    if "test" not in kinds():
        letter("test")(lambda values: Letter(title=f"Bonjour {values['name']}"))
    found = Postman()
    monkeypatch.setattr(ports, "mailer", found)
    yield found


def a_letter(name: str = "Claire", **others: Any) -> Draft:
    return Draft(to="claire@example.org", kind="test", values={"name": name}, **others)


def the_row() -> Email:
    return Email.objects.get()


def test_a_letter_is_a_row_until_it_is_sent_and_keeps_what_was_sent(postman: Postman) -> None:
    queue([a_letter()], at=AT)
    assert (the_row().state, postman.sent) == (Email.State.PENDING, [])
    assert send_pending(clock=stopped(AT)) == 1
    row = the_row()
    assert (row.state, row.sent_at, row.attempts, row.subject) == (Email.State.SENT, AT, 1, "Bonjour Claire")
    assert [message.to for message in postman.sent] == ["claire@example.org"]
    assert postman.sent[0].text == row.text


def test_run_twice_it_sends_once(postman: Postman) -> None:
    queue([a_letter()], at=AT)
    assert [send_pending(clock=stopped(AT)) for _ in range(2)] == [1, 0]
    assert len(postman.sent) == 1


def test_two_letters_with_one_key_are_one_letter() -> None:
    queue([a_letter(key="k1"), a_letter(key="k1")], at=AT)
    queue([a_letter(key="k1"), a_letter(), a_letter()], at=AT)
    assert Email.objects.count() == 3


def test_nothing_is_sent_before_its_time() -> None:
    queue([a_letter()], at=AT)
    assert send_pending(clock=stopped(AT - timedelta(seconds=1))) == 0


def test_a_letter_taken_by_a_worker_that_died_is_sent_once_its_lease_ran_out(postman: Postman) -> None:
    queue([a_letter()], at=AT)
    assert outbox._claim(at=AT) is not None
    assert send_pending(clock=stopped(AT + LEASE / 2)) == 0
    assert send_pending(clock=stopped(AT + LEASE)) == 1
    assert len(postman.sent) == 1


def test_a_silent_server_is_tried_again_later_and_later(postman: Postman) -> None:
    queue([a_letter()], at=AT)
    postman.down = True
    moment, waits = AT, []
    while the_row().state == Email.State.PENDING:
        assert send_pending(clock=stopped(moment)) == 0
        waits.append(the_row().next_try_at - moment)
        moment = the_row().next_try_at
    assert waits[:-1] == sorted(waits[:-1])
    assert sum(waits[:-1], timedelta()) > timedelta(hours=40)
    assert (the_row().state, the_row().last_error) == (Email.State.FAILED, "OSError: connection refused")


def test_a_letter_gets_through_when_the_server_is_back(postman: Postman) -> None:
    queue([a_letter()], at=AT)
    postman.down = True
    send_pending(clock=stopped(AT))
    postman.down = False
    assert send_pending(clock=stopped(AT)) == 0
    assert send_pending(clock=stopped(AT + DAY)) == 1
    assert (the_row().state, the_row().attempts, the_row().last_error) == (Email.State.SENT, 2, "")


def test_a_slow_server_does_not_let_a_second_worker_send_the_same_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    queue([a_letter(str(rank)) for rank in range(4)], at=AT)
    moment, sent = AT, []

    class Slow:
        """Takes most of a lease for a letter; during the second one, another worker passes by."""

        def send(self, message: Message) -> None:
            nonlocal moment
            sent.append(message.subject)
            moment += LEASE * 0.9
            if len(sent) == 2:
                monkeypatch.setattr(ports, "mailer", Postman())
                assert send_pending(clock=stopped(moment)) == 2
                monkeypatch.setattr(ports, "mailer", self)

    monkeypatch.setattr(ports, "mailer", Slow())
    assert send_pending(clock=lambda: moment) == 2
    assert sent == ["Bonjour 0", "Bonjour 1"]
    assert all(row.sent_at and row.sent_at >= AT + LEASE * 0.9 for row in Email.objects.all())


def test_one_letter_that_cannot_be_written_keeps_no_other_waiting(postman: Postman) -> None:
    queue([Draft(to="a@example.org", kind="test", values={}), a_letter()], at=AT)
    assert send_pending(clock=stopped(AT)) == 1
    assert [message.subject for message in postman.sent] == ["Bonjour Claire"]
    assert "KeyError" in Email.objects.get(to="a@example.org").last_error


def test_what_a_server_refuses_for_good_is_not_sent_again_and_holds_nobody(postman: Postman) -> None:
    postman.refused = {"a@example.org": UndeliverableError("550 no such mailbox")}
    queue([Draft(to="a@example.org", kind="test", values={"name": "A"}), a_letter()], at=AT)
    assert send_pending(clock=stopped(AT)) == 1
    refused = Email.objects.get(to="a@example.org")
    assert (refused.state, refused.attempts, refused.last_error) == (Email.State.FAILED, 1, "550 no such mailbox")
    assert send_pending(clock=stopped(AT + 7 * DAY)) == 0


def test_what_a_server_does_not_want_now_is_tried_later_and_holds_nobody(postman: Postman) -> None:
    postman.refused = {"a@example.org": DeferredError("451 later")}
    queue([Draft(to="a@example.org", kind="test", values={"name": "A"}), a_letter()], at=AT)
    assert send_pending(clock=stopped(AT)) == 1
    postman.refused = {}
    assert send_pending(clock=stopped(AT + timedelta(minutes=1))) == 1
    assert Email.objects.get(to="a@example.org").attempts == 2


def test_while_no_server_answers_one_letter_asks_and_the_others_wait_without_paying(postman: Postman) -> None:
    queue([a_letter(str(rank)) for rank in range(3)], at=AT)
    postman.down = True
    assert send_pending(clock=stopped(AT)) == 0
    assert postman.asked == 1
    assert sorted(Email.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert send_pending(clock=stopped(AT + RESPITE / 2)) == 0
    assert postman.asked == 1
    postman.down = False
    assert send_pending(clock=stopped(AT + RESPITE)) == 3


def test_what_was_given_up_is_sent_again_when_the_operator_says_so(postman: Postman) -> None:
    postman.refused = {"claire@example.org": UndeliverableError("550 no such mailbox")}
    queue([a_letter()], at=AT)
    send_pending(clock=stopped(AT))
    postman.refused = {}
    assert outbox.retry_failed(at=AT + DAY) == 1
    assert send_pending(clock=stopped(AT + DAY)) == 1


def test_one_key_is_one_letter_for_each_address() -> None:
    queue([a_letter(key="k1"), Draft(to="b@example.org", kind="test", values={"name": "B"}, key="k1")], at=AT)
    queue([Draft(to="CLAIRE@example.org", kind="test", values={"name": "Claire"}, key="k1")], at=AT)
    assert Email.objects.count() == 2


def test_a_letter_that_may_be_ended_says_where(postman: Postman) -> None:
    queue([a_letter(leave="signed"), a_letter()], at=AT)
    send_pending(clock=stopped(AT))
    assert [message.leave for message in postman.sent] == [f"{settings.BASE_URL}/courriels/signed/", ""]
    assert all((message.leave in message.text) and (message.leave in message.html) for message in postman.sent)


def test_the_oldest_go_first_and_no_more_than_a_batch(postman: Postman) -> None:
    for rank in range(5):
        queue([a_letter(str(rank))], at=AT - timedelta(minutes=rank))
    assert send_pending(clock=stopped(AT), batch=2) == 2
    assert [message.subject for message in postman.sent] == ["Bonjour 4", "Bonjour 3"]


def test_without_a_mailer_the_row_is_all_that_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "mailer", None)
    queue([a_letter()], at=AT)
    assert send_pending(clock=stopped(AT)) == 1
    assert the_row().subject == "Bonjour Claire"
