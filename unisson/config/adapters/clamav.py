"""ClamAV through its daemon: the INSTREAM command of clamd."""

import logging
import socket
import struct

from unisson.kernel.ports import ScanVerdict

_log = logging.getLogger(__name__)
_CHUNK = 1 << 16


class ClamAv:
    """`address` is "host:port" or the path of a socket. A daemon out of reach answers NOT_SCANNED, loudly."""

    def __init__(self, address: str, *, seconds: float = 10) -> None:
        self._address = address
        self._seconds = seconds

    def scan(self, content: bytes) -> ScanVerdict:
        try:
            answer = self._ask(content)
        except OSError as error:
            _log.error("clamd at %s does not answer: %s", self._address, error)
            return ScanVerdict.NOT_SCANNED
        if answer.endswith(b"OK"):
            return ScanVerdict.CLEAN
        if answer.endswith(b"FOUND"):
            return ScanVerdict.INFECTED
        _log.error("clamd could not scan: %s", answer.decode(errors="replace"))
        return ScanVerdict.NOT_SCANNED

    def _ask(self, content: bytes) -> bytes:
        with self._connect() as daemon:
            daemon.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                chunk = content[start : start + _CHUNK]
                daemon.sendall(struct.pack(">I", len(chunk)) + chunk)
            daemon.sendall(struct.pack(">I", 0))
            return daemon.makefile("rb").read().rstrip(b"\0\n")

    def _connect(self) -> socket.socket:
        host, colon, port = self._address.rpartition(":")
        if colon and port.isdecimal():
            return socket.create_connection((host, int(port)), timeout=self._seconds)
        daemon = socket.socket(socket.AF_UNIX)
        daemon.settimeout(self._seconds)
        daemon.connect(self._address)
        return daemon
