"""The API over loopback, two gunicorn processes: a search and a deposit against a call that only proves who calls.

Slices of a second by turns, the rate of each against that of the empty call beside it; the CPU of the server per call.
"""

import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

from bench import Ratio, stock
from bench.ground import database
from bench.workers import environment
from tests.invoices.builders import a_cii, a_person, a_structure
from unisson.accounts.technical import Told
from unisson.directory import connecting, technical
from unisson.directory.models import SpaceOpening, Structure
from unisson.directory.spaces import Space
from unisson.kernel.clock import now

INVOICES = int(os.environ.get("BENCH_INVOICES", "100000"))
PROCESSES, CALLERS, ROUNDS, SLICE = 2, 4, 12, 1.0
LARGE, PACE, MEANWHILE = 30_000_000, 10_000_000, 2.0
"""Bytes of an archive, bytes a second of who sends it, and how much slower small reads may be meanwhile."""
_SHARES = {"rechercher/fournisseur": 0.35, "deposer/flux": 0.20}
"""Of the rate of an empty call, at least."""
_SEARCH = {"rechercheFactureParFournisseur": {"nbResultatsParPage": 10}}
_HOST = "127.0.0.1"
_numbers = count(1)
_TICKS = os.sysconf("SC_CLK_TCK")
Job = Callable[[socket.socket], None]


def main() -> Iterator[Ratio]:
    """One ratio a call: its time against the empty one's, medians of paired slices."""
    with database() as name:
        supplier = stock.biggest(stock.fill(INVOICES))[0]
        a_structure()
        headers = _proofs(supplier)
        with _serving() as server:
            given = server.token(headers)
            empty: Job = partial(server.call, "/cpro/transverses/v1/health-check", given, None)
            jobs: dict[str, Job] = {
                "rechercher/fournisseur": partial(
                    server.call, "/cpro/factures/v1/rechercher/fournisseur", given, lambda: _SEARCH
                ),
                "deposer/flux": partial(server.call, "/cpro/factures/v1/deposer/flux", given, _flow),
            }
            for what, job in jobs.items():
                yield _against(server, what, job, empty, name)
            yield _beside_upload(server, given, jobs["rechercher/fournisseur"], name)


@dataclass(frozen=True, kw_only=True)
class Proofs:
    """What software proves itself by."""

    client_id: str
    secret: str
    account: Told


def _proofs(supplier: Structure) -> Proofs:
    SpaceOpening.objects.get_or_create(structure=supplier, space=Space.ISSUED)
    account = technical.make(supplier, technical.all_rights(supplier), at=now())
    issued = connecting.connect(supplier, name="Mesure", by=a_person("measures@example.org"), at=now())
    return Proofs(client_id=issued.connection.application.client_id, secret=issued.secret, account=account)


def _flow() -> Mapping[str, object]:
    number = f"MES-{next(_numbers):07}"
    return {
        "fichierFlux": b64encode(a_cii(number)).decode(),
        "nomFichier": f"{number}.xml",
        "syntaxeFlux": "IN_DP_E1_CII_16B",
        "avecSignature": False,
    }


@dataclass(kw_only=True)
class Server:
    """A gunicorn of its own; one connection for each caller, kept open."""

    port: int
    process: "subprocess.Popen[bytes]"
    _sockets: list[socket.socket] = field(default_factory=list)

    def token(self, proofs: Proofs) -> dict[str, str]:
        """The headers of every call."""
        form = (
            f"grant_type=client_credentials&client_id={proofs.client_id}&client_secret={proofs.secret}&scope=openid"
        ).encode()
        told = self._exchange(
            self.open(), "POST", "/api/oauth/token", {"Content-Type": "application/x-www-form-urlencoded"}, form
        )
        account = b64encode(f"{proofs.account.login}:{proofs.account.password}".encode()).decode()
        return {"Authorization": f"Bearer {json.loads(told)['access_token']}", "cpro-account": account}

    def open(self) -> socket.socket:
        """A new connection."""
        made = socket.create_connection((_HOST, self.port), timeout=60)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sockets.append(made)
        return made

    def call(
        self,
        path: str,
        headers: Mapping[str, str],
        body: Callable[[], Mapping[str, object]] | None,
        over: socket.socket,
    ) -> None:
        """One call, answered 200."""
        sent = json.dumps(body()).encode() if body else b""
        more = {"Content-Type": "application/json"} if body else {}
        self._exchange(over, "POST" if body else "GET", path, {**headers, **more}, sent)

    def upload(self, path: str, headers: Mapping[str, str], body: bytes) -> None:
        """One long call, sent as a line of `PACE` bytes a second gives it."""
        over = self.open()
        over.sendall(self._head("POST", path, {**headers, "Content-Type": "application/json"}, len(body)))
        for start in range(0, len(body), PACE // 20):
            over.sendall(body[start : start + PACE // 20])
            time.sleep(1 / 20)
        _answer(over)

    def _exchange(self, over: socket.socket, method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
        over.sendall(self._head(method, path, headers, len(body)) + body)
        return _answer(over)

    def _head(self, method: str, path: str, headers: Mapping[str, str], length: int) -> bytes:
        named = {"Host": f"{_HOST}:{self.port}", "Content-Length": str(length), **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode()

    def cpu(self) -> float:
        """Seconds that the processes worked."""
        pids = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return sum(_worked(pid) for pid in pids)

    def close(self) -> None:
        for one in self._sockets:
            one.close()


def _answer(over: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        got += over.recv(65536)
    told, _, rest = got.partition(b"\r\n\r\n")
    length = int(told.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    while len(rest) < length:
        rest += over.recv(65536)
    assert told.startswith(b"HTTP/1.1 200"), (told[:200], rest[:400])
    return rest


def _worked(pid: str) -> float:
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / _TICKS


@contextmanager
def _serving() -> Iterator[Server]:
    with socket.socket() as free:
        free.bind((_HOST, 0))
        port = int(free.getsockname()[1])
    given = {
        **environment(),
        "UNISSON_WEB_WORKERS": str(PROCESSES),
        "UNISSON_API_CALLS_PER_MINUTE": "1000000",
        "UNISSON_BASE_URL": f"http://{_HOST}:{port}",
    }
    command = (sys.executable, "-m", "gunicorn", "--config", "python:unisson.config.gunicorn", "--bind")
    process = subprocess.Popen([*command, f"{_HOST}:{port}"], env=given)
    server = Server(port=port, process=process)
    try:
        _wait_for(server)
        yield server
    finally:
        server.close()
        process.terminate()
        process.wait(timeout=40)


def _wait_for(server: Server) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            server.open()
        except ConnectionError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError


def _against(server: Server, what: str, job: Job, empty: Job, name: str) -> Ratio:
    over = [server.open() for _ in range(CALLERS)]
    for one in (job, empty):
        _slice(server, one, over)  # warms up
    pairs = [(_slice(server, job, over), _slice(server, empty, over)) for _ in range(ROUNDS)]
    share = statistics.median(ours.rate / theirs.rate for ours, theirs in pairs)
    ours, theirs = (statistics.median(part.cpu for part in side) for side in zip(*pairs, strict=True))
    rate = statistics.median(theirs.rate for _ours, theirs in pairs)
    print(
        f"{what}, {name}: {share:.0%} of {rate:.0f} empty calls/s (≥ {_SHARES[what]:.0%});"
        f" {ours * 1000:.2f} ms of CPU a call against {theirs * 1000:.2f}"
    )
    return Ratio(
        what=f"{what}, {name}",
        ours=1 / (rate * share),
        rival="an authenticated call that does nothing",
        theirs=1 / rate,
        most=1 / _SHARES[what],
    )


def _beside_upload(server: Server, headers: Mapping[str, str], read: Job, name: str) -> Ratio:
    """p95 of small reads, one after the other, while an archive comes at the pace of a good line."""
    content = b64encode(b"\x1f\x8b" + random.Random(1).randbytes(LARGE)).decode()
    sent = {"fichierFlux": content, "nomFichier": "lot.tar.gz", "syntaxeFlux": "IN_DP_E1_CII_16B"}
    body = json.dumps(sent).encode()
    over = server.open()
    alone = _p95([_timed(read, over) for _ in range(500)])
    with ThreadPoolExecutor(1) as uploader:
        upload = uploader.submit(server.upload, "/cpro/factures/v1/deposer/flux", headers, body)
        times = []
        while not upload.done():
            times.append(_timed(read, over))
        upload.result()
    what = f"a small read while {LARGE / 1e6:.0f} Mo come, p95 of {len(times)}, {name}"
    return Ratio(what=what, ours=_p95(times), rival="the same alone", theirs=alone, most=MEANWHILE)


def _timed(job: Job, over: socket.socket) -> float:
    start = time.perf_counter()
    job(over)
    return time.perf_counter() - start


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


@dataclass(frozen=True, kw_only=True)
class Slice:
    """Calls a second, and seconds of the server's CPU a call."""

    rate: float
    cpu: float


def _slice(server: Server, job: Job, over: list[socket.socket]) -> Slice:
    before, start = server.cpu(), time.perf_counter()
    with ThreadPoolExecutor(len(over)) as callers:
        calls = sum(callers.map(lambda one: _repeat(job, one, start + SLICE), over))
    return Slice(rate=calls / (time.perf_counter() - start), cpu=(server.cpu() - before) / calls)


def _repeat(job: Job, over: socket.socket, until: float) -> int:
    calls = 0
    while time.perf_counter() < until:
        job(over)
        calls += 1
    return calls
