"""The files of a zip or tar.gz archive, one after the other, within limits: what a stranger sends is never trusted.

Nothing is written anywhere and no name is used as a path; at most one member is in memory at a time.
"""

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from unisson.kernel.findings import Finding, Severity, Value
from unisson.kernel.refusal import Refusal
from unisson.kernel.sizes import KILO, MEGA, Octets

from . import limits, tape

MOST = 500
"""Invoices of one flow (domain-rules §7.3)."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What an archive may hold. `unpacked` is the most of one; a small one may hold `ratio` times its own size."""

    size: int = limits.ARCHIVE
    members: int = MOST
    member: int = limits.INVOICE_FILE
    unpacked: int = 1024 * MEGA
    ratio: int = 200
    floor: int = 20 * MEGA

    def budget(self, size: int) -> int:
        return min(self.unpacked, max(self.floor, self.ratio * size))


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file of the archive. `name` is clean and unlike that of any other; `remark` says when it had to be changed.

    `trouble` says why this one cannot be taken (empty, too large, itself an archive): it then has no content.
    """

    name: str
    content: bytes
    remark: Finding | None = None
    trouble: Finding | None = None


def members(archive: BinaryIO, *, name: str, bounds: Bounds | None = None) -> Iterator[Member]:
    """The files of `archive` (seekable), in its order; folders and what systems add on their own are passed over.

    Refusal for the whole, in the midst of it too: CPP-FICHIER-01 and -02 (empty, too large), CPP-PAQUET-01 to -08.
    Whoever must not begin what may be refused later goes through it once before: `check`.
    """
    bounds = bounds or Bounds()
    size = archive.seek(0, io.SEEK_END)
    limits.check_size(name, size, limit=bounds.size)
    archive.seek(0)
    head = archive.read(4)
    archive.seek(0)
    walk = _Walk(name=name, bounds=bounds, size=size)
    if head.startswith(_ZIP):
        raw = walk.zipped(archive)
    elif head.startswith(_GZIP):
        raw = walk.taped(archive)
    else:
        raise Refusal("CPP-PAQUET-01", field="file", name=name)
    yield from walk.named(raw)


def looks_like_one(content: bytes) -> bool:
    """Whether `content` starts as an archive does that `members` may open: opening it will tell."""
    return content.startswith((*_ZIP, _GZIP))


def check(archive: BinaryIO, *, name: str, bounds: Bounds | None = None) -> int:
    """How many files it holds, all of them read once: raises as `members` does, and afterwards that will not."""
    return sum(1 for _ in members(archive, name=name, bounds=bounds))


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
_ARCHIVES = (*_ZIP, _GZIP, b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
_TAPE_MARK = slice(257, 262)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED = 0x1 | 0x40 | 0x2000
"""Flags of a zip member: encrypted, strongly, with its directory."""
_LOCAL = 30
"""Least length of what stands before a zip member's bytes."""
_DIRECTORY = MEGA
"""Most of a zip's directory: 500 names take a tenth of it."""
_BROKEN = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, tape.BadTape)
_STRANGE = (ValueError, NotImplementedError, OverflowError, RuntimeError, UnicodeError)
"""What zipfile raises beside BadZipFile when a header lies."""
_PIECE = 64 * KILO
_SHOWN = 100


@dataclass(kw_only=True)
class _Walk:
    name: str
    bounds: Bounds
    size: int

    def zipped(self, archive: BinaryIO) -> Iterator[tuple[str, bytes | None]]:
        """Every claim of the directory is judged before the first byte is unpacked; zipfile holds it to its claims."""
        with self._telling(*_BROKEN, *_STRANGE), zipfile.ZipFile(_Short(archive)) as opened:
            entries = [one for one in opened.infolist() if not one.filename.endswith("/")]
            self._check_directory(opened, entries)
            for entry in entries:
                yield entry.orig_filename, self._unzipped(opened, entry)

    def _check_directory(self, opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
        self._count(len(entries))
        for entry in entries:
            if entry.flag_bits & _LOCKED:
                raise self.refusal("CPP-PAQUET-05")
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if kind not in (0, stat.S_IFREG):
                raise self.refusal("CPP-PAQUET-06", member=_shown(entry.filename))
            if entry.compress_type not in _METHODS:
                raise self.refusal("CPP-PAQUET-07", member=_shown(entry.filename))
        if sum(entry.file_size for entry in entries) > self.budget:
            raise self._too_much()
        self._check_places(opened)

    def _check_places(self, opened: zipfile.ZipFile) -> None:
        """No two members over the same bytes: a few thousand of those could claim terabytes."""
        placed = sorted(opened.infolist(), key=lambda entry: entry.header_offset)
        ends = [one.header_offset + _LOCAL + len(one.orig_filename) + one.compress_size for one in placed]
        starts = [*(one.header_offset for one in placed), opened.start_dir][1:]
        if any(end > start for end, start in zip(ends, starts, strict=True)):
            raise self.refusal("CPP-PAQUET-02")

    def _unzipped(self, opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
        if entry.file_size > self.bounds.member:
            return None
        with opened.open(entry) as file:
            content = b"".join(iter(lambda: file.read(_PIECE), b""))
        if len(content) != entry.file_size:
            raise zipfile.BadZipFile
        return content

    def taped(self, archive: BinaryIO) -> Iterator[tuple[str, bytes | None]]:
        """A stream: what it holds is only known as it comes, so it is counted while it comes."""
        with self._telling(*_BROKEN), gzip.GzipFile(fileobj=archive, mode="rb") as opened:
            for count, entry in enumerate(tape.entries(_Metered(opened, self)), start=1):
                self._count(count)
                if not entry.is_file:
                    raise self.refusal("CPP-PAQUET-06", member=_shown(entry.name))
                yield entry.name, entry.content(self.bounds.member)

    @contextmanager
    def _telling(self, *broken: type[Exception]) -> Iterator[None]:
        try:
            yield
        except tape.NoTape as error:
            raise self.refusal("CPP-PAQUET-01") from error
        except broken as error:
            raise self.refusal("CPP-PAQUET-02") from error

    def _count(self, count: int) -> None:
        if count > self.bounds.members:
            raise self.refusal("CPP-PAQUET-03", limit=self.bounds.members)

    @property
    def budget(self) -> int:
        return self.bounds.budget(self.size)

    def _too_much(self) -> Refusal:
        return self.refusal("CPP-PAQUET-04", limit=Octets(self.budget))

    def spend(self, total: int) -> None:
        if total > self.budget:
            raise self._too_much()

    def refusal(self, code: str, **values: Value) -> Refusal:
        return Refusal(code, field="file", findings=(), name=self.name, **values)

    def named(self, raw: Iterator[tuple[str, bytes | None]]) -> Iterator[Member]:
        """Clean names, each once; what is no invoice by its kind is given with its trouble."""
        taken: set[str] = set()
        for path, content in raw:
            if _added_by_a_system(path):
                continue
            name, remark = _name_of(path, taken)
            trouble = self._trouble(name, content)
            yield Member(name=name, content=b"" if trouble else content or b"", remark=remark, trouble=trouble)
        if not taken:
            raise self.refusal("CPP-PAQUET-08")

    def _trouble(self, name: str, content: bytes | None) -> Finding | None:
        if content is None:
            limit = Octets(self.bounds.member)
            return _finding("CPP-PAQUET-11", member=name, limit=limit)
        if not content:
            return _finding("CPP-FICHIER-01", name=name)
        if content.startswith(_ARCHIVES) or content[_TAPE_MARK] == b"ustar":
            return _finding("CPP-PAQUET-09", member=name)
        return None


def _finding(code: str, severity: Severity = Severity.FATAL, **values: Value) -> Finding:
    return Finding(code=code, where="file", values=values, severity=severity)


class _Short(io.RawIOBase):
    """A file that gives little at a time: zipfile reads a directory as long as the archive says, at once."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def read(self, size: int = -1, /) -> bytes:
        if size > _DIRECTORY:
            raise zipfile.BadZipFile
        return self._source.read(size if size >= 0 else _DIRECTORY)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_SET and offset < 0:
            raise zipfile.BadZipFile
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        return self._source.tell()

    def seekable(self) -> bool:
        return True


class _Metered:
    """What comes out of a gzip stream, counted."""

    def __init__(self, source: gzip.GzipFile, walk: _Walk) -> None:
        self._source, self._walk, self._total = source, walk, 0

    def read(self, size: int) -> bytes:
        piece = self._source.read(size)
        self._total += len(piece)
        self._walk.spend(self._total)
        return piece


def _added_by_a_system(path: str) -> bool:
    name = _last(path)
    return "__MACOSX/" in path or name.startswith("._") or name in {".DS_Store", "Thumbs.db", "desktop.ini"}


def _last(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def _name_of(path: str, taken: set[str]) -> tuple[str, Finding | None]:
    """The last part of its path, cleaned. A name that was there before gets a number."""
    own = _last(path).encode("utf-8", "replace").decode()
    wanted = limits.clean_name(own, limit=limits.INVOICE_NAME)
    name = _unlike(wanted, taken)
    taken.add(name.casefold())
    if name != wanted:
        return name, _finding("CPP-PAQUET-10", Severity.INFORMATION, name=wanted, proposal=name)
    if name != own:
        return name, _finding("CPP-PAQUET-12", Severity.INFORMATION, name=_shown(own), proposal=name)
    return name, None


def _unlike(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    turn, proposal = 1, name
    while proposal.casefold() in taken:
        turn += 1
        tail = f" ({turn}){dot}{suffix}"
        proposal = stem[: limits.INVOICE_NAME - len(tail)] + tail
    return proposal


def _shown(name: str) -> str:
    return "".join(sign if sign.isprintable() else "-" for sign in name)[-_SHOWN:]
