"""A program is told what happens: its webhook is added, tried, fails, is mended, replayed and taken away."""

import base64
import hashlib
import hmac
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from unisson.cli.demo.people import CLAIRE

from .conftest import Visitor
from .person import Person
from .test_connecting import shown

pytestmark = pytest.mark.journey


class Program(ThreadingHTTPServer):
    """Theirs, on this machine: what came, and what it answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = 204
        self.came: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://localhost:{self.server_port}/unisson"

    def signed(self, secret: str) -> bool:
        """Whether the last message bears a signature of that secret."""
        headers, body = self.came[-1]
        content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        key = base64.b64decode(secret.removeprefix("whsec_"))
        told = "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
        return told in headers["webhook-signature"].split()


class _Handler(BaseHTTPRequestHandler):
    server: Program

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.answer)
        self.end_headers()
        self.wfile.write(b"bien recu" if self.server.answer < 300 else b"base indisponible")

    def log_message(self, *arguments: object) -> None:
        return


@pytest.fixture
def program() -> Iterator[Program]:
    server = Program()
    server.answer = 200
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def reads(person: Person, *told: str) -> None:
    """The log, newest first, once nothing waits."""
    badges = person.main.locator("#envois .badge")
    expect(badges).to_have_text(list(told))


def adds(claire: Person, program: Program) -> str:
    """The secret, from the only page that shows it."""
    claire.open("/raccordement/webhooks/")
    claire.follow("Ajouter un webhook")
    claire.fill("Adresse", program.url)
    claire.fill("Nom", "Comptabilité")
    claire.press("Ajouter")
    claire.sees("Ce secret ne se montre qu’une fois")
    secret = shown(claire, "Secret")
    claire.follow("C’est noté")
    claire.at("Comptabilité")
    claire.sees_no(secret)
    return secret


def test_a_program_is_told_what_happens(visitor: Visitor, program: Program) -> None:
    claire = visitor(CLAIRE)
    secret = adds(claire, program)

    claire.press("Envoyer un test")
    reads(claire, "Livré")
    assert program.signed(secret)

    program.answer = 500
    claire.press("Envoyer un test")
    reads(claire, "Échoué", "Livré")
    claire.main.locator("#envois tbody tr a").first.click()
    claire.sees("base indisponible", "webhook.test")

    program.answer = 200
    claire.press("Rejouer")
    claire.at("Comptabilité")
    reads(claire, "Livré", "Livré")
    assert program.came[-1][0]["webhook-id"] == program.came[-2][0]["webhook-id"]

    claire.press("Renouveler le secret")
    renewed = shown(claire, "Secret")
    claire.follow("C’est noté")
    claire.press("Envoyer un test")
    reads(claire, "Livré", "Livré", "Livré")
    assert program.signed(secret)
    assert program.signed(renewed)

    claire.press("Suspendre")
    claire.sees("Webhook suspendu")
    claire.press("Reprendre")
    claire.follow("Supprimer ce webhook")
    claire.press("Supprimer")
    claire.sees("Webhook « Comptabilité » supprimé")
