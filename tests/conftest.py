"""What every test gets: no network beyond this machine, and markers that say what they need."""

import logging
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

from unisson.cli import messages
from unisson.pdf import ocr

CORPUS = Path(os.environ.get("UNISSON_CORPUS") or Path(__file__).parent.parent.parent / "shared" / "corpus")
_CHROMIUM = os.environ.get("UNISSON_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_NEEDS = {
    "journey": (_CHROMIUM is not None, "no Chromium on this machine"),
    "ocr": (bool(ocr.program()), "no Tesseract that reads French on this machine"),
    "conformance": (CORPUS.is_dir(), "no corpus beside the project (UNISSON_CORPUS)"),
}
_LOOPBACK = ("127.", "::1", "localhost")
_connect = socket.socket.connect


def _connect_here(self: socket.socket, address: Any) -> None:
    if self.family != socket.AF_UNIX and not str(address[0]).startswith(_LOOPBACK):
        raise AssertionError(f"A test tried to reach {address[0]}: tests do not use the network.")
    _connect(self, address)


def pytest_configure() -> None:
    socket.socket.connect = _connect_here  # type: ignore[method-assign, assignment]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for marker, (there, reason) in _NEEDS.items():
            if not there and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True)
def _in_french() -> None:
    """The language of one test's last request does not outlive it."""
    translation.deactivate()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the shared corpus."""
    return CORPUS


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser."""
    assert _CHROMIUM
    return _CHROMIUM


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of an S3 server of this machine."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="session")
def compiled() -> None:
    """The English catalogue as Django reads it, even if an earlier test met it missing: it is built at set-up."""
    messages.compile_catalogues()
    translation_file_changed(sender=None, file_path=messages.CATALOGUE.with_suffix(".mo"))
