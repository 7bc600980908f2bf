"""A worker is killed once its post arrived and before the row says so: the message comes again, under the same id."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection

from tests.invoices.conftest import committed
from unisson.config.adapters.webhooks import HttpPoster
from unisson.kernel.clock import now, stopped
from unisson.kernel.ports import ports
from unisson.notices.models import Delivery, Endpoint
from unisson.notices.webhooks import posting

from .builders import a_webhook, an_event

__all__ = ["committed"]
WORKER = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from unisson.kernel.clock import now
from unisson.notices.webhooks import posting
posting.serve_next(clock=now)
"""


class Machine(ThreadingHTTPServer):
    """Kills the worker that posts to it, while there is one to kill."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ids: list[str] = []
        self.victim: subprocess.Popen[bytes] | None = None


class _Handler(BaseHTTPRequestHandler):
    server: Machine

    def do_POST(self) -> None:
        self.server.ids.append(self.headers["webhook-id"])
        if self.server.victim is not None:
            self.server.victim.kill()
            self.server.victim.wait()
            return
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        return


@pytest.fixture
def machine() -> Iterator[Machine]:
    server = Machine()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.usefixtures("committed")
def test_it_comes_again_under_the_same_id(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = an_event(a_webhook(f"http://127.0.0.1:{machine.server_port}/", at=now()).endpoint, at=now())
    settings = {"DJANGO_SETTINGS_MODULE": "unisson.config.settings", "UNISSON_SANDBOX": "1"}
    command = [sys.executable, "-c", WORKER, str(connection.settings_dict["NAME"])]
    machine.victim = subprocess.Popen(command, env={**os.environ, **settings})
    assert machine.victim.wait(timeout=60) == -9
    machine.victim = None
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, len(machine.ids)) == (Delivery.State.PENDING, 0, 1)

    monkeypatch.setattr(ports, "poster", HttpPoster(sandbox=True))
    assert posting.serve_next(clock=now) == 0
    assert Endpoint.objects.get().busy_until
    assert posting.serve_next(clock=stopped(now() + posting.LEASE + timedelta(seconds=1))) == 1
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.SENT
    assert machine.ids == [delivery.message] * 2
