"""Le portail tué pendant les dépôts d’une personne : chaque certificat montré a une facture, acheminée une fois."""

import os
import random
import re
import signal
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TypeVar

from tests.journeys.portal import Portal, running

from . import Trial

Answer = TypeVar("Answer")
DEPOSITS = 50
KILLS = (3, 7, 12, 18, 25, 31, 38, 44)
"""After how many deposits the web and the worker get SIGKILL, in turn, while the next deposit is under way."""
PATIENCE = 60.0
SAMPLE = Path(__file__).parent.parent.parent / "samples" / "xml" / "facture-cii.xml"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_VERSION = re.compile(r'name="version"[^>]* value="(\d+)"')
_CERTIFICATE = re.compile(r'class="cert__no">([^<]+)<')


def main() -> Iterator[Trial]:
    """One person deposits through the pages, presses again whenever nothing answers, and writes down what is shown."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as portal:
        visitor = _Visitor(portal.url)
        visitor.sign_in()
        shown = {}
        for rank in range(DEPOSITS):
            if rank in KILLS:
                _kill(portal, web=KILLS.index(rank) % 2 == 0)
            number = f"TUE-{rank:03d}"
            shown[number] = visitor.deposit(number)
        held = sum(_held(portal, number, certificate) for number, certificate in shown.items())
    yield Trial(what=f"{len(KILLS)} SIGKILL, par les pages", tried=DEPOSITS, held=held)


def _held(portal: Portal, number: str, certificate: str) -> bool:
    """Exactly one sent invoice under that number, with that certificate, delivered."""
    question = (
        "SELECT c.number, i.status FROM invoices_invoice i JOIN invoices_depositcertificate c ON c.invoice_id = i.id"
        " WHERE i.number = ?"
    )
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if portal.rows(question, number) == [(certificate, "MISE_A_DISPOSITION")]:
            return True
        time.sleep(0.5)
    return False


def _kill(portal: Portal, *, web: bool) -> None:
    """SIGKILL to all processes of the web, or to the worker; a little later, so that a request is under way."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(portal.supervisor)], capture_output=True, text=True, check=True
    )
    wanted = "gunicorn" if web else "worker"
    time.sleep(random.Random(len(listed.stdout)).random() / 5)
    for line in listed.stdout.splitlines():
        pid, _, arguments = line.strip().partition(" ")
        if wanted in arguments:
            os.killpg(int(pid), signal.SIGKILL)


class _Visitor:
    """A browser without pages: keeps cookies, posts forms, presses again."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def sign_in(self) -> None:
        form = {"username": "claire.morel@safe-style.example", "password": "Unisson-2026"}
        self._again(lambda: self._post("/connexion/", form))

    def deposit(self, number: str) -> str:
        """The certificate that the receipt shows. A file sent twice makes two drafts, of which one is confirmed."""
        content = SAMPLE.read_bytes().replace(b"FA-2026-0101", number.encode())
        draft = self._again(lambda: self._upload("/factures-emises/depot/", content))
        confirm = draft.rstrip("/") + "/confirmation/"
        receipt = self._again(lambda: self._confirm(confirm))
        found = _CERTIFICATE.search(receipt)
        return found.group(1) if found else ""

    def _confirm(self, path: str) -> str:
        """Press « Confirmer et envoyer »; a confirmation that already led on is the receipt itself."""
        page, _ = self._get(path)
        version = _VERSION.search(page)
        if _CERTIFICATE.search(page) or version is None:
            return page
        return self._post(path, {"version": version.group(1)})[0]

    def _upload(self, path: str, content: bytes) -> str:
        """Where the new draft is."""
        edge = uuid.uuid4().hex
        fields = {"csrfmiddlewaretoken": self._token(path), "framework": "A1"}
        parts = [_part(edge, name, value.encode()) for name, value in fields.items()]
        parts.append(_part(edge, "file", content, filename="facture.xml"))
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        request = urllib.request.Request(self._url + path, data=body)
        request.add_header("Content-Type", f"multipart/form-data; boundary={edge}")
        return urllib.parse.urlsplit(self._open(request)[1]).path

    def _post(self, path: str, form: Mapping[str, str]) -> tuple[str, str]:
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": self._token(path), **form}).encode()
        return self._open(urllib.request.Request(self._url + path, data=data))

    def _token(self, path: str) -> str:
        found = _TOKEN.search(self._get(path)[0])
        return found.group(1) if found else ""

    def _get(self, path: str) -> tuple[str, str]:
        return self._open(urllib.request.Request(self._url + path))

    def _open(self, request: urllib.request.Request) -> tuple[str, str]:
        request.add_header("Referer", self._url)
        with self._opener.open(request, timeout=20) as answer:
            return answer.read().decode(), answer.geturl()

    @staticmethod
    def _again(press: Callable[[], Answer]) -> Answer:
        """What a person does before a page that does not come."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return press()
            except (OSError, HTTPException):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)


def _part(edge: str, name: str, value: bytes, *, filename: str = "") -> bytes:
    named = f'; filename="{filename}"' if filename else ""
    return f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + value + b"\r\n"
