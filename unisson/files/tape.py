"""The entries of a tar stream, read forward only: ustar, GNU long names and the two PAX keywords that matter.

The library reads each header; the walk is ours, since tarfile's trusts the lengths that headers state.
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from unisson.kernel.sizes import KILO

_BLOCK = 512
_PIECE = 64 * KILO
_LONGEST_HEADER = 64 * KILO
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_LONG_LINK = tarfile.GNUTYPE_LONGLINK
_PAX = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)


class BadTape(Exception):  # noqa: N818 - named as the library's own BadZipFile is
    """Not a tar, or cut off, or one whose headers lie."""


class NoTape(BadTape):
    """Not a tar at all."""


class Source(Protocol):
    def read(self, size: int) -> bytes: ...


@dataclass
class Entry:
    """A file, or something that is none. Its content must be asked before the next entry, or is passed over."""

    name: str
    is_file: bool
    size: int
    _source: Source
    _left: int = field(init=False)

    def __post_init__(self) -> None:
        self._left = -(-self.size // _BLOCK) * _BLOCK if self.is_file else 0

    def content(self, limit: int) -> bytes | None:
        """Its bytes, once; None when there are more than `limit`."""
        if self.size > limit:
            return None
        content = _exactly(self._source, self._left)[: self.size]
        self._left = 0
        return content

    def pass_over(self) -> None:
        while self._left:
            self._left -= len(_exactly(self._source, min(self._left, _PIECE)))


def entries(source: Source) -> Iterator[Entry]:
    """What is not a folder, in the order of the tape. Raises BadTape; reads to the end, so that checksums are known."""
    said: dict[str, str] = {}
    header = _first_header(source)
    while header is not None:
        if header.type in (tarfile.GNUTYPE_LONGNAME, _LONG_LINK, *_PAX, tarfile.XGLTYPE):
            said |= _extension(source, header)
        else:
            if not header.isdir():
                entry = _entry(source, header, said)
                yield entry
                entry.pass_over()
            said = {}
        header = _header(source)
    while source.read(_PIECE):
        pass


def _first_header(source: Source) -> tarfile.TarInfo | None:
    try:
        return _header(source)
    except BadTape as error:
        raise NoTape from error


def _header(source: Source) -> tarfile.TarInfo | None:
    block = source.read(_BLOCK)
    if not block or block == bytes(_BLOCK):
        return None
    if len(block) < _BLOCK:
        block += _exactly(source, _BLOCK - len(block))
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "replace")
    except tarfile.HeaderError as error:
        raise BadTape from error
    if header.size < 0:
        raise BadTape
    return header


def _entry(source: Source, header: tarfile.TarInfo, said: dict[str, str]) -> Entry:
    size = said.get("size", "")
    if size and not (size.isascii() and size.isdigit() and len(size) < _DIGITS):
        raise BadTape
    is_file = header.type in _FILES and not any(keyword.startswith("GNU.sparse") for keyword in said)
    name = said.get("path", header.name)
    return Entry(name, is_file, int(size) if size else header.size, source)


_DIGITS = 15


def _extension(source: Source, header: tarfile.TarInfo) -> dict[str, str]:
    """What a header says of the next one."""
    if header.size > _LONGEST_HEADER:
        raise BadTape
    data = _exactly(source, -(-header.size // _BLOCK) * _BLOCK)[: header.size]
    if header.type == tarfile.GNUTYPE_LONGNAME:
        return {"path": data.rstrip(b"\0").decode("utf-8", "replace")}
    return dict(_records(data)) if header.type in _PAX else {}


def _records(data: bytes) -> Iterator[tuple[str, str]]:
    """PAX: « length keyword=value », the length being that of the whole record."""
    while data:
        length, _, _ = data.partition(b" ")
        if not (length.isdigit() and len(length) < _DIGITS and len(length) + 2 < int(length) <= len(data)):
            raise BadTape
        record, data = data[len(length) + 1 : int(length)], data[int(length) :]
        keyword, equals, value = record.removesuffix(b"\n").partition(b"=")
        if not equals:
            raise BadTape
        yield keyword.decode("utf-8", "replace"), value.decode("utf-8", "replace")


def _exactly(source: Source, size: int) -> bytes:
    pieces = []
    while size:
        piece = source.read(min(size, _PIECE))
        if not piece:
            raise BadTape
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
