"""The process that forks the sandbox's children: `python -m unisson.pdf.nursery`, its orders on standard input.

Its arguments name the readers that it loads, ready in each child. Each order names the bounds and brings one end of a
pipe. The kernel keeps the bounds inside the child (alarm, CPU time, address space), so nobody has to chase it, not even
when the caller itself is killed.
"""

import importlib
import io
import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from enum import Enum
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from unisson.kernel.refusal import Refusal

from . import codes

READY = b"ready"
SLOW_TO_IMPORT = ("pyhanko.pdf_utils.reader", "pyhanko.sign.validation")
"""Needed for signed PDFs and for Factur-X: imported once the first child is at work, ready in those after."""
_WARMED = ("unisson.pdf.candidate",)
"""What makes, at its first use, things that all later uses share: used once here, every child has them."""
_MEBIBYTE = 1 << 20


def serve(orders: socket.socket) -> None:
    """Fork one child an order until the caller is gone. Ended children are reaped by the kernel."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    orders.send(READY)
    to_import = list(SLOW_TO_IMPORT)
    to_warm = [module.warm for name, module in sys.modules.items() if name in _WARMED]
    while True:
        order, descriptors, _, _ = socket.recv_fds(orders, 64, 1)
        if not descriptors:
            return
        if os.fork() == 0:
            orders.close()
            seconds, megabytes = order.split()
            _child(Connection(descriptors[0]), seconds=float(seconds), megabytes=int(megabytes))
        os.close(descriptors[0])
        while to_import:
            import_module(to_import.pop(0))
        while to_warm:
            to_warm.pop()()


def _child(connection: Connection, *, seconds: float, megabytes: int) -> None:
    """Do one job within its bounds and end the process, whatever happens."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEBIBYTE,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        connection.send_bytes(_pickled(_outcome(connection.recv_bytes())))
    finally:
        os._exit(0)


class _Pickler(pickle.Pickler):
    """Writes a member of an enum as class and value: up to Python 3.11.3 it would be a call of `getattr`."""

    def reducer_override(self, value: object) -> Any:
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


def _pickled(value: object) -> bytes:
    written = io.BytesIO()
    _Pickler(written, pickle.HIGHEST_PROTOCOL).dump(value)
    return written.getvalue()


def _outcome(job: bytes) -> tuple[str, Any]:
    try:
        function, content, arguments = pickle.loads(job)  # noqa: S301 - written by our own caller
        return "answer", function(content, **arguments)
    except Refusal as refusal:
        return "refusal", refusal
    except MemoryError:
        return "refusal", Refusal(codes.OUT_OF_BOUNDS)
    except Exception:
        return "fault", traceback.format_exc()


if __name__ == "__main__":
    for _reader in sys.argv[1:]:
        importlib.import_module(f"unisson.pdf.{_reader}")
    with socket.socket(fileno=sys.stdin.fileno()) as _orders:
        serve(_orders)
