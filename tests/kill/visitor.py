"""A person at the portal without a browser: keeps cookies, posts forms, and presses again when nothing answers."""

import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

PATIENCE = 90.0
PASSWORD = "Essai-2026-xyz"
_PAUSE = 0.1
_ASKED_AGAIN = "essai="
"""Where a refused form leads has it (`unisson.web.again`)."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back whole: a promise, when it is 2xx or 302."""

    status: int
    page: str
    place: str

    def found(self, pattern: str) -> str:
        """The first group of `pattern` in the page, or ""."""
        match = re.search(pattern, self.page)
        return match.group(1) if match else ""


class UnexpectedError(Exception):
    """The portal answered, and not what was asked: no kill excuses that."""


class Visitor:
    """`pressed_again`: how often a form was sent again, the same as before, because no answer had come."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc
        self._cookies: dict[str, str] = {}
        self.pressed_again = 0

    def sign_in(self, address: str) -> None:
        self.get("/connexion/")
        self.post("/connexion/", {"username": address, "password": PASSWORD})

    def get(self, path: str, *, missing: bool = False) -> Answer:
        """The page; with `missing` it may be that there is none (yet)."""
        return self._until_answered("GET", path, None, {}, good=(200, 302, 404) if missing else (200, 302))

    def post(self, path: str, form: Mapping[str, str], *, told: bool = False) -> str:
        """Send a form; where it leads. With `told` the answer may be a page that tells what was done."""
        body = urlencode({"csrfmiddlewaretoken": self._cookies["csrftoken"], **form}).encode()
        return self._post(path, body, "application/x-www-form-urlencoded", good=(200, 302) if told else (302,))

    def upload(self, path: str, form: Mapping[str, str], *, field: str, name: str, content: bytes) -> str:
        """Send a form with a file; where it leads."""
        edge = uuid.uuid4().hex
        fields = {"csrfmiddlewaretoken": self._cookies["csrftoken"], **form}
        parts = [_part(edge, key, value.encode()) for key, value in fields.items()]
        parts.append(_part(edge, field, content, filename=name))
        return self._post(path, b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}")

    def _post(self, path: str, body: bytes, kind: str, *, good: tuple[int, ...] = (302,)) -> str:
        place = self._until_answered("POST", path, body, {"Content-Type": kind}, good=good).place
        if _ASKED_AGAIN in place:
            said = self.get(place.partition("#")[0], missing=True).page.partition("<main")[2]
            raise UnexpectedError(f"POST {path}: refused, {re.sub(r'<[^>]+>', ' ', said)[:300]}")
        return place

    def _until_answered(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str], *, good: tuple[int, ...]
    ) -> Answer:
        deadline, tries = time.monotonic() + PATIENCE, 0
        while True:
            try:
                answer = self._once(method, path, body, headers)
                if answer.status < 500:
                    break
            except (OSError, HTTPException):
                answer = None
            if time.monotonic() > deadline:
                raise UnexpectedError(f"{method} {path}: {answer.status if answer else 'no answer'}")
            tries += 1
            time.sleep(_PAUSE)
        self.pressed_again += bool(tries and method == "POST")
        if answer.status not in good:
            said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.page.partition("<main")[2]))
            raise UnexpectedError(f"{method} {path}, sent {tries + 1} times: {answer.status} {said[:300]}")
        return answer

    def _once(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        connection = HTTPConnection(self._host, timeout=30)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
            connection.request(method, path, body, {**headers, "Cookie": cookies})
            response = connection.getresponse()
            page = response.read().decode()
        finally:
            connection.close()
        if response.status < 500:
            self._keep(response.headers.get_all("Set-Cookie") or [])
        return Answer(status=response.status, page=page, place=response.headers.get("Location", ""))

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            morsels: SimpleCookie[Any] = SimpleCookie(line)
            self._cookies.update({name: morsel.value for name, morsel in morsels.items()})


def _part(edge: str, name: str, value: bytes, *, filename: str = "") -> bytes:
    named = f'; filename="{filename}"' if filename else ""
    return f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + value + b"\r\n"
