"""Keep and give back bytes. The bytes reach the disk, or the bucket, before the row that names them commits.

Every function may raise `Unavailable` (CPP-FICHIER-10) where the files live in a bucket that does not answer.
"""

import errno
import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage, storages

from unisson.kernel.ports import ScanVerdict, ports
from unisson.kernel.refusal import Refusal, Unavailable

from .models import StoredFile
from .storage import DurableStorage

_PDF = b"%PDF"
_AT_ONCE = 4
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Bytes that are on disk: the row that will name them, and whether they were here before."""

    file: StoredFile
    known: bool


def put(content: bytes, *, name: str, media_type: str, at: datetime, scanned: ScanVerdict | None = None) -> Kept:
    """Scan `content` and put it on disk durably. Before the transaction: it is slow, and others wait for their turn.

    Refusal CPP-FICHIER-06 when the scanner finds a virus; Unavailable (CPP-FICHIER-07) when the disk is full, which no
    file is refused for. `name` is only for the sentence; `scanned`: what the scanner said, where it was asked before.
    """
    row = _row(content, scanned or scan(content, name=name), media_type=media_type, at=at)
    known = _write([(row.digest, content)], name=name)
    return Kept(file=row, known=known[0])


def scan(content: bytes, *, name: str) -> ScanVerdict:
    """What the scanner says of `content`, which is not kept. Refusal CPP-FICHIER-06 for a virus."""
    verdict = ports.scanner.scan(content)
    if verdict is ScanVerdict.INFECTED:
        raise Refusal("CPP-FICHIER-06", field="file", name=name)
    return verdict


def put_several(files: Sequence[tuple[str, bytes, ScanVerdict]], *, at: datetime) -> list[Kept]:
    """`put` for each (name, content, what the scanner said), whose kind is told by how they start."""
    rows = [
        _row(content, verdict, media_type="application/pdf" if content.startswith(_PDF) else "application/xml", at=at)
        for _, content, verdict in files
    ]
    contents = [(row.digest, content) for row, (_, content, _) in zip(rows, files, strict=True)]
    known = _write(contents, name=files[0][0] if files else "")
    return [Kept(file=row, known=before) for row, before in zip(rows, known, strict=True)]


def _row(content: bytes, verdict: ScanVerdict, *, media_type: str, at: datetime) -> StoredFile:
    digest = hashlib.sha256(content).hexdigest()
    return StoredFile(digest=digest, size=len(content), media_type=media_type, scan=verdict, kept_at=at)


def record(*kept: Kept) -> None:
    """Write the rows of bytes already on disk, inside the transaction that names them. In the order of their digests:
    two who bring the same files, each in an order of his own, wait for one another and not in a circle."""
    rows = sorted((one.file for one in kept), key=lambda row: row.digest)
    StoredFile.objects.bulk_create(rows, ignore_conflicts=True)


def content_of(digest: str) -> bytes:
    """The bytes of a kept file. FileNotFoundError if the store has lost them: a broken world, not a case."""
    with default_storage.open(_place(digest)) as file:
        content: bytes = file.read()
    return content


def is_intact(digest: str) -> bool:
    """Whether the store still has those bytes, unaltered."""
    try:
        with default_storage.open(_place(digest)) as file:
            seen = hashlib.sha256()
            for piece in file.chunks():
                seen.update(piece)
    except FileNotFoundError:
        return False
    return seen.hexdigest() == digest


def copy_out(digest: str, target: Path) -> bool:
    """Copy the bytes to the file `target`; whether they are still those of their digest. FileNotFoundError if lost."""
    seen = hashlib.sha256()
    with default_storage.open(_place(digest)) as file, target.open("wb") as copy:
        for piece in file.chunks():
            seen.update(piece)
            copy.write(piece)
    return seen.hexdigest() == digest


def bring_back(source: Path) -> None:
    """Keep again the bytes of a file that `copy_out` named by their digest; nothing where they are here, unaltered."""
    place = _place(source.name)
    if default_storage.exists(place):
        if is_intact(source.name):
            return
        default_storage.delete(place)
    with source.open("rb") as file:
        default_storage.save(place, File(file))


def is_there(digest: str) -> bool:
    """Whether the store has anything under that name."""
    return default_storage.exists(_place(digest))


def answers() -> bool:
    """Whether the store can be asked and, where it is this machine's disk, written to."""
    try:
        is_there("0" * 64)
    except (Unavailable, OSError):
        return False
    return not isinstance(storages["default"], DurableStorage) or os.access(settings.VAR, os.W_OK)


def forget_cut_off(*, at: datetime) -> int:
    """Take away what a kill left half written on this machine's disk; returns how many files. A bucket keeps none."""
    storage = storages["default"]
    return storage.forget_cut_off(at=at) if isinstance(storage, DurableStorage) else 0


def _place(digest: str) -> str:
    return f"{digest[:2]}/{digest}"


def _write(contents: Sequence[tuple[str, bytes]], *, name: str) -> list[bool]:
    """Put bytes under their digests, durably; which of them were here before."""
    files = [(_place(digest), content) for digest, content in contents]
    known = [default_storage.exists(place) for place, _ in files]
    storage = storages["default"]
    try:
        if isinstance(storage, DurableStorage):
            storage.keep_several([(place, [content]) for place, content in files])
        else:
            _send([file for file, before in zip(files, known, strict=True) if not before])
    except OSError as error:
        if error.errno in NO_ROOM:
            raise Unavailable("CPP-FICHIER-07", field="file", name=name) from error
        raise
    return known


def _send(files: Sequence[tuple[str, bytes]]) -> None:
    """Several at once, each over a connection of its own: they wait for the network."""

    def send(file: tuple[str, bytes]) -> None:
        place, content = file
        default_storage.save(place, ContentFile(content))

    if len(files) < 2:
        list(map(send, files))
        return
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(send, files))
