"""Posting to strangers: what is called, what is never called, and for how long (design: nothing inside is reached)."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from unisson.config.adapters.webhooks import HttpPoster
from unisson.kernel.ports import Answered, Unreached, UnreachedError

HEADERS = {"Content-Type": "application/json", "webhook-id": "msg_1"}
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbien"
Speak = Callable[[socket.socket], None]


class Machine:
    """A machine of this loopback that reads a request and then does as it was told."""

    def __init__(self, speak: Speak, *, context: ssl.SSLContext | None = None) -> None:
        self.asked: list[bytes] = []
        self._speak, self._context = speak, context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            try:
                with self._context.wrap_socket(line, server_side=True) if self._context else line as spoken:
                    self.asked.append(_read(spoken))
                    self._speak(spoken)
            except OSError:
                continue


def _read(line: socket.socket) -> bytes:
    text = b""
    while b"\r\n\r\n" not in text or not text.endswith(b"}"):
        if not (piece := line.recv(4096)):
            break
        text += piece
    return text


@pytest.fixture
def machine() -> Iterator[Callable[..., Machine]]:
    made: list[Machine] = []

    def make(speak: Speak = lambda line: line.sendall(ANSWER), **given: Any) -> Machine:
        made.append(Machine(speak, **given))
        return made[-1]

    yield make
    for one in made:
        one.close()


def post(url: str, **given: Any) -> Answered:
    return HttpPoster(**{"sandbox": True, "patience": 5.0, **given}).post(url, headers=HEADERS, body=b'{"a":1}')


def why(url: str, **given: Any) -> Unreached:
    with pytest.raises(UnreachedError) as refused:
        post(url, **given)
    return refused.value.why


def resolves(monkeypatch: pytest.MonkeyPatch, *addresses: str, port: int = 443) -> list[str]:
    """Every name stands for these addresses; returns the names asked."""
    asked: list[str] = []

    def look_up(host: str, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        families = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in addresses]
        return [
            (family, socket.SOCK_STREAM, 6, "", (one, port)) for family, one in zip(families, addresses, strict=True)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_the_body_and_its_headers_arrive(machine: Callable[..., Machine]) -> None:
    there = machine()
    answer = post(f"http://localhost:{there.port}/hook?cle=1")
    head, _, body = there.asked[0].partition(b"\r\n\r\n")
    assert (answer.status, answer.text, body) == (200, "bien", b'{"a":1}')
    assert head.startswith(b"POST /hook?cle=1 HTTP/1.1\r\n")
    lines = head.decode().split("\r\n")
    assert {f"Host: localhost:{there.port}", "webhook-id: msg_1", "Content-Length: 7"} <= set(lines)
    assert sum(line.lower().startswith("host:") for line in lines) == 1


def test_a_redirection_is_an_answer_not_a_way(machine: Callable[..., Machine]) -> None:
    inside = machine()
    there = machine(
        lambda line: line.sendall(
            f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{inside.port}/\r\nContent-Length: 0\r\n\r\n".encode()
        )
    )
    assert post(f"http://127.0.0.1:{there.port}/").status == 302
    assert not inside.asked


def test_when_it_wants_to_be_asked_again_is_told_and_no_more_of_it(machine: Callable[..., Machine]) -> None:
    busy = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n"
    one = machine(lambda line: line.sendall(busy.replace(b"120", b"120" + b"0" * 9000)))
    assert post(f"http://127.0.0.1:{one.port}/").retry_after == "120" + "0" * 37
    two = machine(lambda line: line.sendall(busy))
    assert post(f"http://127.0.0.1:{two.port}/").retry_after == "120"


def test_of_a_long_answer_a_kilobyte_is_read(machine: Callable[..., Machine]) -> None:
    there = machine(lambda line: line.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_000))
    assert len(post(f"http://127.0.0.1:{there.port}/").text) == 1024


def test_the_status_counts_whatever_becomes_of_the_words(machine: Callable[..., Machine]) -> None:
    there = machine(lambda line: line.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\nabc"))
    assert post(f"http://127.0.0.1:{there.port}/").status == 202


@pytest.mark.parametrize("sent", [b"", b"bonjour\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_answer_is_told_as_such(machine: Callable[..., Machine], sent: bytes) -> None:
    there = machine(lambda line: line.sendall(sent))
    assert why(f"http://127.0.0.1:{there.port}/") is Unreached.BROKEN


def test_who_speaks_byte_by_byte_is_not_waited_for(machine: Callable[..., Machine]) -> None:
    def drip(line: socket.socket) -> None:
        for _ in range(100):
            line.sendall(b"H")
            time.sleep(0.05)

    there, began = machine(drip), time.monotonic()
    assert why(f"http://127.0.0.1:{there.port}/", patience=0.4) is Unreached.SILENT
    assert time.monotonic() - began < 2


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert why(f"http://127.0.0.1:{port}/") is Unreached.REFUSED


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert why("https://exemple.fr/") is Unreached.UNKNOWN


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.5", "169.254.169.254", "100.64.1.1", "224.0.0.1", "::1", "fd00::1", "::ffff:10.0.0.5"],
)
@pytest.mark.parametrize("sandbox", [True, False])
def test_a_name_that_leads_inside_is_not_called(monkeypatch: pytest.MonkeyPatch, address: str, sandbox: bool) -> None:
    called: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, where: called.append(where))
    resolves(monkeypatch, "93.184.215.14", address)
    assert why("https://exemple.fr/", sandbox=sandbox) is Unreached.FORBIDDEN
    assert not called


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1"])
def test_odd_ways_to_write_this_machine_are_seen_through(host: str) -> None:
    assert why(f"https://{host}/") is Unreached.FORBIDDEN


def test_outside_a_sandbox_this_machine_is_not_called(machine: Callable[..., Machine]) -> None:
    there = machine()
    for host in ("localhost", "127.0.0.1"):
        assert why(f"http://{host}:{there.port}/", sandbox=False) is Unreached.FORBIDDEN
        assert why(f"https://{host}:{there.port}/", sandbox=False) is Unreached.FORBIDDEN
    assert not there.asked


def test_without_tls_no_other_machine_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    resolves(monkeypatch, "93.184.215.14", port=80)
    assert why("http://exemple.fr/") is Unreached.FORBIDDEN


def test_the_address_called_is_the_one_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands for another address a moment later changes nothing: it is asked once."""
    called: list[Any] = []

    def connect(self: socket.socket, where: Any) -> None:
        called.append(where)
        resolves(monkeypatch, "127.0.0.1")
        raise ConnectionRefusedError

    asked = resolves(monkeypatch, "93.184.215.14")
    monkeypatch.setattr(socket.socket, "connect", connect)
    assert why("https://exemple.fr/") is Unreached.REFUSED
    assert (asked, called) == (["exemple.fr"], [("93.184.215.14", 443)])


def test_no_proxy_of_the_environment_is_used(machine: Callable[..., Machine], monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, there = machine(), machine()
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    assert post(f"http://127.0.0.1:{there.port}/").status == 200
    assert not proxy.asked


def certified(folder: Path, name: str) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    subject, at = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "essai")]), datetime.now(UTC)
    names: list[x509.GeneralName] = [x509.DNSName(name), x509.IPAddress(ip_address("127.0.0.9"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "machine.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def test_by_https_the_machine_proves_its_name(machine: Callable[..., Machine], tmp_path: Path) -> None:
    there = machine(context=certified(tmp_path, "localhost"))
    trusting = ssl.create_default_context(cafile=str(tmp_path / "machine.pem"))
    assert post(f"https://localhost:{there.port}/", context=trusting).text == "bien"
    assert why(f"https://127.0.0.1:{there.port}/", context=trusting) is Unreached.CERTIFICATE
    assert why(f"https://localhost:{there.port}/") is Unreached.CERTIFICATE
    assert len(there.asked) == 1
