"""A file of INSEE's as lines with their places: plain, .gz or .zip, of any size, in little memory.

Nothing of a stranger's file is trusted: a line has a longest length, an archive one member, and its text is unpacked
as it is read, never whole.
"""

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, NamedTuple, cast

from unisson.kernel.refusal import Refusal

LONGEST = 16_384
"""Bytes of a line. INSEE's have 500; one of 10 MB is passed over without being held."""
_CHUNK = 1 << 20
_BROKEN = (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile, NotImplementedError, RuntimeError)


class Line(NamedTuple):
    """One line, without its end. `end`: where the next begins. `content`: of one that is too long, the beginning."""

    content: bytes
    end: int
    too_long: bool = False


class Source:
    """An open file. `done`: how much of it was read, of `size`, in bytes on the disk."""

    def __init__(self, raw: IO[bytes], text: IO[bytes], *, size: int) -> None:
        self._raw, self._text, self.size = raw, text, size

    @property
    def done(self) -> int:
        return self._raw.tell()

    def lines(self, position: int = 0) -> Iterator[Line]:
        """From `position` on, which is a beginning of a line. CPP-SIRENE-03 where the file is broken."""
        try:
            self._go_to(position)
            yield from self._from(position)
        except _BROKEN as error:
            raise Refusal("CPP-SIRENE-03", reason=str(error) or type(error).__name__) from error

    def _go_to(self, position: int) -> None:
        """In a packed file by unpacking what comes before, a few hundred megabytes a second."""
        if self._text.seekable() and self._text is self._raw:
            self._text.seek(position)
            return
        left = position
        while left and (chunk := self._text.read(min(left, _CHUNK))):
            left -= len(chunk)

    def _from(self, position: int) -> Iterator[Line]:
        readline = self._text.readline
        while content := readline(LONGEST):
            position += len(content)
            if content.endswith(b"\n") or len(content) < LONGEST:
                yield Line(content.rstrip(b"\r\n"), position)
                continue
            while (rest := readline(_CHUNK)) and not rest.endswith(b"\n"):
                position += len(rest)
            position += len(rest)
            yield Line(content, position, too_long=True)


def digest_of(path: Path) -> str:
    """SHA-256 of the file as it lies there. CPP-SIRENE-01 when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Refusal("CPP-SIRENE-01", file=str(path)) from error


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """CPP-SIRENE-01 when it cannot be read, -02 for an archive without a CSV or with several, -03 for a broken one."""
    with ExitStack() as stack:
        try:
            raw = stack.enter_context(path.open("rb"))
            text = _text(raw, stack)
        except _BROKEN as error:
            raise Refusal("CPP-SIRENE-03", reason=str(error) or type(error).__name__) from error
        except OSError as error:
            raise Refusal("CPP-SIRENE-01", file=str(path)) from error
        yield Source(raw, text, size=path.stat().st_size)


def _text(raw: IO[bytes], stack: ExitStack) -> IO[bytes]:
    """What is packed, by how it begins: a name says little."""
    magic = raw.read(4)
    raw.seek(0)
    if magic[:2] == b"\x1f\x8b":
        return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=raw)), _CHUNK)
    if magic == b"PK\x03\x04":
        archive = stack.enter_context(zipfile.ZipFile(raw))
        members = [one for one in archive.infolist() if one.filename.lower().endswith(".csv")]
        if len(members) != 1:
            raise Refusal("CPP-SIRENE-02", count=len(members))
        member = stack.enter_context(archive.open(members[0]))
        return io.BufferedReader(cast(io.RawIOBase, member), _CHUNK)
    return raw
