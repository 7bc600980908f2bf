"""Posting to the machine of a stranger: a name is resolved once, each address it stands for must be public, and the
very address that was looked at is called. No redirection, no proxy, fifteen seconds for everything."""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from unisson.kernel.internet import is_loopback, is_public, names_itself, parse
from unisson.kernel.ports import Answered, Unreached, UnreachedError

PATIENCE = 15.0
_READ = 1024
_LONGEST_DATE = 40
_AGENT = "Unisson-Webhooks"
_PORTS = {"https": 443, "http": 80}


class HttpPoster:
    """`sandbox`: also calls this very machine, when the address names it, with or without TLS."""

    def __init__(self, *, sandbox: bool, patience: float = PATIENCE, context: ssl.SSLContext | None = None) -> None:
        self._sandbox, self._patience, self._given = sandbox, patience, context

    def post(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Answered:
        began = time.monotonic()
        try:
            answer = self._posted(url, headers, body, deadline=began + self._patience)
        except Exception as error:
            raise UnreachedError(_why(error), milliseconds=_since(began)) from error
        return replace(answer, milliseconds=_since(began))

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return self._given or ssl.create_default_context()

    def _posted(self, url: str, headers: Mapping[str, str], body: bytes, *, deadline: float) -> Answered:
        place = urlsplit(url)
        host, port = place.hostname or "", place.port or _PORTS[place.scheme]
        line = _reached(self._addresses(host, port, scheme=place.scheme), deadline=deadline)
        connection = http.client.HTTPConnection(host, port)
        try:
            if place.scheme == "https":
                line = self._context.wrap_socket(line, server_hostname=host)
            connection.sock = _Line(line, deadline=deadline)
            connection.auto_open = 0
            path = (place.path or "/") + (f"?{place.query}" if place.query else "")
            sent = {"Host": place.netloc, "User-Agent": _AGENT, "Connection": "close", **headers}
            connection.request("POST", path, body=body, headers=sent)
            answer = connection.getresponse()
            again = (answer.getheader("Retry-After") or "")[:_LONGEST_DATE]
            return Answered(status=answer.status, text=_beginning(answer), retry_after=again)
        finally:
            line.close()
            connection.close()

    def _addresses(self, host: str, port: int, *, scheme: str) -> list[Any]:
        """What the name stands for, as the sockets take it; every one is looked at, and one that is not public is
        enough to call none."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [parse(str(one[4][0])) for one in found]
        own = self._sandbox and names_itself(host)
        fit = (address and (is_loopback(address) if own else is_public(address)) for address in addresses)
        if not all(fit) or (scheme != "https" and not own):
            raise UnreachedError(Unreached.FORBIDDEN)
        return [(one[0], one[4]) for one in found]


def _reached(addresses: list[Any], *, deadline: float) -> socket.socket:
    """A line to the first of these addresses that somebody listens at."""
    for family, address in addresses:
        line = socket.socket(family, socket.SOCK_STREAM)
        line.settimeout(_left(deadline))
        try:
            line.connect(address)
        except OSError:
            line.close()
        else:
            return line
    _left(deadline)
    raise ConnectionRefusedError


class _Line:
    """What `http.client` takes for its socket. The reader made of it outlives its end, as that of a socket does."""

    def __init__(self, line: socket.socket, *, deadline: float) -> None:
        self._line, self._deadline = line, deadline

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(_left(self._deadline))
        self._line.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._line, deadline=self._deadline))

    def close(self) -> None:
        """The socket is closed by who opened it."""


class _Reader(io.RawIOBase):
    """Each read waits for what is left of the time, not for as long again."""

    def __init__(self, line: socket.socket, *, deadline: float) -> None:
        self._line, self._deadline = line, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(_left(self._deadline))
        return self._line.recv_into(buffer)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _beginning(answer: http.client.HTTPResponse) -> str:
    """The first of its words; the status counts whatever becomes of them."""
    try:
        return answer.read(_READ).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def _why(error: Exception) -> Unreached:
    match error:
        case UnreachedError():
            return error.why
        case socket.gaierror() | UnicodeError():
            return Unreached.UNKNOWN
        case TimeoutError():
            return Unreached.SILENT
        case ConnectionRefusedError():
            return Unreached.REFUSED
        case ssl.SSLError():
            return Unreached.CERTIFICATE
        case _:
            return Unreached.BROKEN
