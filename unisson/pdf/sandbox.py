"""A stranger's file is read in a process of its own, which may crash, hang or swell without harm.

`nursery` is a small process, started at the first call, that has the readers imported and forks one child a job:
PDFium is not thread-safe, and a fork of the caller would carry all of its memory. `multiprocessing`'s fork server would
import the caller's main module (gunicorn's, pytest's) again in each child, and leave the killing to the caller.
"""

import io
import logging
import os
import pickle
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from typing import Any, TypeVar

from unisson.kernel.refusal import Refusal

from . import codes
from .extent import FIRST_PAGES, SETTING

T = TypeVar("T")

READERS = ("candidate", "embedded", "factur_x", "image", "inspection", "legibility", "legible", "ocr", "signature")
"""What a nursery loads beforehand, unless it is told to load less: then each child loads what it lacks."""

SECONDS, MEGABYTES = 10.0, 300
"""Bounds of a job: wall time, and address space; some 160 Mo of it are code. Reading takes 30 more, a large
scan that is drawn takes 250 (`TO_DRAW`)."""
TO_DRAW = 500
ENVIRONMENT = {"LANG": "C.UTF-8", SETTING: str(FIRST_PAGES)}
"""All that a job sees of the caller's: what is asked of a program outside must be asked in the same."""
_GRACE = 2.0
"""Seconds beyond the child's own alarm before we stop listening: sending an answer takes time too."""
_MAX_ANSWER = 64_000_000
_TRUSTED = frozenset({"unisson", "decimal", "datetime"})

_log = logging.getLogger(__name__)


def run(
    function: Callable[..., T],
    content: bytes,
    *,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    readers: tuple[str, ...] = READERS,
    **arguments: Any,
) -> T:
    """`function(content, **arguments)` in a child bounded to `seconds` of wall time and `megabytes` of address space.

    `function` is importable by its name. Its Refusals come through as they are; time, memory and crashes become a
    Refusal (CPP-PDF-05). `readers` choose the nursery: one with few starts sooner.
    Whatever else it raises is a fault of ours: logged, and the file refused as damaged.
    """
    job = pickle.dumps((function, content, arguments), pickle.HIGHEST_PROTOCOL)
    try:
        with _nursery_with(readers).child(seconds=seconds, megabytes=megabytes) as connection:
            connection.send_bytes(job)
            if not connection.poll(seconds + _GRACE):
                raise Refusal(codes.OUT_OF_BOUNDS)
            outcome, value = _Answer(io.BytesIO(connection.recv_bytes(_MAX_ANSWER))).load()
    except (OSError, EOFError, pickle.UnpicklingError) as error:
        raise Refusal(codes.OUT_OF_BOUNDS) from error
    if outcome == "answer":
        return value  # type: ignore[no-any-return]
    if outcome == "refusal":
        raise value
    _log.error("%s.%s failed in its sandbox:\n%s", function.__module__, function.__qualname__, value)
    raise Refusal(codes.DAMAGED)


def prepare(readers: tuple[str, ...] = READERS) -> None:
    """Start a nursery now, to be ready when `run` is called."""
    _nursery_with(readers).start()


class _Answer(pickle.Unpickler):
    """Takes our own values and nothing that runs code: the child may have fallen to the file it read."""

    def find_class(self, module: str, name: str) -> type:
        found = super().find_class(module, name) if module.partition(".")[0] in _TRUSTED else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is not a value of ours")
        return found


class _Nursery:
    """The caller's end of its nursery. A worker forked from a caller starts one of its own."""

    def __init__(self, readers: tuple[str, ...]) -> None:
        self._readers = readers
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._orders: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Have the process ready."""
        with self._lock:
            self._running()

    def child(self, *, seconds: float, megabytes: int) -> Connection:
        """A connection to a newly forked child that keeps these bounds and waits for its job."""
        ours, theirs = Pipe()
        order = f"{seconds} {megabytes}".encode()
        with self._lock, theirs:
            try:
                socket.send_fds(self._running(), [order], [theirs.fileno()])
            except OSError:
                # The nursery died, of memory or of an operator: once more with a new one.
                socket.send_fds(self._start(), [order], [theirs.fileno()])
        return ours

    def _running(self) -> socket.socket:
        if self._orders is None or self._owner != os.getpid():
            return self._start()
        return self._orders

    def _start(self) -> socket.socket:
        if self._orders:
            self._orders.close()
        if self._process and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
        self._owner = os.getpid()
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "unisson.pdf.nursery", *self._readers],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                # No secret of the caller's environment reaches the process that reads strangers' files.
                env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **ENVIRONMENT},
                start_new_session=True,
            )
        # The clock of the first job must not run while the readers are imported.
        if not self._orders.recv(16):
            raise RuntimeError("The sandbox could not start: see the message of unisson.pdf.nursery above.")
        return self._orders


_nurseries: dict[tuple[str, ...], _Nursery] = {}


def _nursery_with(readers: tuple[str, ...]) -> _Nursery:
    return _nurseries.setdefault(readers, _Nursery(readers))
