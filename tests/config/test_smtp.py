"""The mail server as the portal meets it: one that works, refuses, is full, hangs up, stays silent or is not there."""

import smtplib
import socket
import socketserver
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

import pytest

from unisson.config.adapters.smtp import SmtpMailer
from unisson.kernel.ports import DeferredError, Message, UndeliverableError

LETTER = Message(to="claire@example.org", subject="Facture n° 101", text="Bonjour.", html="<p>Bonjour.</p>")


class Server(socketserver.ThreadingTCPServer):
    """Speaks just enough SMTP: `answers` replaces its reply to a verb; `received` is what it took."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.answers = answers
        self.received: list[str] = []


class Talk(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self._say(self.server.answers.get("HELLO", "220 hello"))
        for line in self.rfile:
            verb = line[:4].decode().strip().upper()
            answer = self.server.answers.get(verb)
            if verb == "DATA" and answer is None:
                self._say("354 go on")
                self._take()
                answer = self.server.answers.get("SENT")
            if answer == "":
                return
            self._say(answer or ("221 bye" if verb == "QUIT" else "250 ok"))

    def _take(self) -> None:
        lines: list[str] = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.decode())
        self.server.received.append("".join(lines))

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def served(**answers: str) -> Iterator[tuple[Server, SmtpMailer]]:
    with Server(answers) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        port = server.server_address[1]
        yield server, SmtpMailer(f"smtp://127.0.0.1:{port}", sender="unisson@example.org", seconds=0.3)
        server.shutdown()


def test_a_letter_arrives_with_its_two_parts() -> None:
    with served() as (server, mailer):
        mailer.send(LETTER)
    assert "multipart/alternative" in server.received[0]
    assert "List-Unsubscribe" not in server.received[0]


@pytest.mark.parametrize("good_bye", ["250 still here", ""], ids=["confused", "hangs up"])
def test_a_letter_that_was_taken_is_sent_whatever_the_good_bye(good_bye: str) -> None:
    with served(QUIT=good_bye) as (server, mailer):
        mailer.send(LETTER)
    assert len(server.received) == 1


def test_a_letter_that_may_be_ended_carries_the_headers_of_one_click() -> None:
    with served() as (server, mailer):
        mailer.send(Message(**{**vars(LETTER), "leave": "https://portail.example/courriels/x/"}))
    assert "List-Unsubscribe: <https://portail.example/courriels/x/>" in server.received[0]
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in server.received[0]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"RCPT": "550 no such mailbox"}, UndeliverableError),
        ({"RCPT": "451 greylisted"}, DeferredError),
        ({"SENT": "554 refused"}, UndeliverableError),
        ({"SENT": "452 full"}, DeferredError),
        ({"MAIL": "530 who are you"}, OSError),
        ({"MAIL": "550 sender unknown"}, OSError),
        ({"HELLO": "421 busy"}, OSError),
        ({"RCPT": ""}, OSError),
    ],
)
def test_what_the_server_says_tells_the_letter_from_the_server(
    answers: dict[str, str], expected: type[Exception]
) -> None:
    with served(**answers) as (_, mailer), pytest.raises(expected):
        mailer.send(LETTER)


def _silent() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def _nobody() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    yield port


@pytest.mark.parametrize("port_of", [_silent, _nobody], ids=["silent", "nobody"])
def test_a_server_that_is_silent_or_not_there_is_an_error_of_the_server(
    port_of: Callable[[], Iterator[int]],
) -> None:
    for port in port_of():
        with pytest.raises(OSError) as raised:
            SmtpMailer(f"smtp://127.0.0.1:{port}", sender="unisson@example.org", seconds=0.2).send(LETTER)
        assert not isinstance(raised.value, smtplib.SMTPRecipientsRefused)


def test_an_address_that_the_server_cannot_carry_keeps_no_other_letter_waiting() -> None:
    with served(EHLO="250 ok") as (_, mailer), pytest.raises(UndeliverableError):
        mailer.send(replace(LETTER, to="cla\u0131re@example.org"))
