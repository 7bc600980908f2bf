"""A stop while somebody waits for a page: through the real supervisor and the real settings of gunicorn."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest

from .test_supervise import wait_until

SUPERVISOR = """
import sys
from unisson.cli.run import answers
from unisson.cli.supervise import supervise
port = int(sys.argv[1])
web = (sys.executable, "-m", "gunicorn", "--config", "python:unisson.config.gunicorn", "--bind", f"127.0.0.1:{port}")
supervise({"web": (*web, "tests.cli.slow:application")}, ready=lambda: answers("127.0.0.1", port),
    announce=lambda: print("ready", flush=True))
"""

SOON = 18
"""Seconds: less than a stop waits for pages, and enough on a machine that is busy."""


class Portal:
    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        environment = {**os.environ, "UNISSON_VAR": str(folder)}
        command = [sys.executable, "-c", SUPERVISOR, str(self.port)]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"

    def page(self, path: str = "") -> bytes:
        with urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=40) as answer:
            content: bytes = answer.read()
        return content


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    one = Portal(tmp_path)
    yield one
    one.process.kill()
    one.process.wait()
    assert one.process.stdout
    one.process.stdout.close()


def test_a_page_in_the_making_is_finished_before_the_portal_ends(portal: Portal, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with ThreadPoolExecutor(1) as visitors:
        page = visitors.submit(portal.page, f"lent?{begun}")
        assert wait_until(begun.exists)
        portal.process.send_signal(signal.SIGTERM)
        assert page.result() == b"fini"
    assert portal.process.wait(timeout=SOON) == 0


def test_with_nothing_in_the_making_it_ends_at_once(portal: Portal) -> None:
    assert portal.page() == b"fini"
    portal.process.send_signal(signal.SIGTERM)
    assert portal.process.wait(timeout=SOON) == 0


def test_a_browser_that_connected_and_asks_nothing_holds_it_a_few_seconds_only(portal: Portal) -> None:
    with socket.create_connection(("127.0.0.1", portal.port)):
        portal.process.send_signal(signal.SIGTERM)
        assert portal.process.wait(timeout=SOON) == 0


@pytest.mark.parametrize("numbers", [[signal.SIGINT], [signal.SIGTERM, signal.SIGTERM]], ids=["Ctrl-C", "twice"])
def test_who_is_in_a_hurry_does_not_wait_for_it(portal: Portal, tmp_path: Path, numbers: list[signal.Signals]) -> None:
    begun = tmp_path / "begun"
    with ThreadPoolExecutor(1) as visitors:
        page = visitors.submit(portal.page, f"sans-fin?{begun}")
        assert wait_until(begun.exists)
        for number in numbers:
            portal.process.send_signal(number)
            time.sleep(0.2)
        assert portal.process.wait(timeout=SOON) == 0
        assert page.exception() is not None
