"""Counts that the processes of one portal share: memory that is there before they part, and no more of it than that.

A limit that is published holds for all of them together. What nobody counted on within its span gives its place away;
where too many are counted at once, two may share a place, and then count as one.
"""

import fcntl
import mmap
import os
import struct
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

_ROW = struct.Struct("<8sdQ")
"""Whose it is, when its span ends, how much."""
_TRIES = 8
"""Places that one key may stand at."""


class Counters:
    """What is counted by key within a span, by all processes that are forked after it was made."""

    def __init__(self, places: int = 1 << 16) -> None:
        self._places = places
        self._file, name = tempfile.mkstemp()
        Path(name).unlink()  # kept open as long as a process lives, and by no name
        os.truncate(self._file, places * _ROW.size)
        self._memory = mmap.mmap(self._file, places * _ROW.size)
        self._thread = threading.Lock()

    def add(self, key: str, more: int, *, span: float) -> int:
        """What was counted since the span of `key` began, `more` added."""
        mark, now = blake2b(key.encode(), digest_size=8).digest(), time.monotonic()
        with self._alone():
            at, ends, count = self._place(mark, now)
            count, ends = (count + more, ends) if ends > now else (more, now + span)
            _ROW.pack_into(self._memory, at, mark, ends, count)
        return count

    def forget(self) -> None:
        """Begin anew."""
        with self._alone():
            self._memory[:] = bytes(len(self._memory))

    def _place(self, mark: bytes, now: float) -> tuple[int, float, int]:
        """Where `mark` stands; else a place that is free, or the one that soonest will be."""
        first = int.from_bytes(mark, "big")
        found = [self._read((first + step) % self._places) for step in range(_TRIES)]
        for at, whose, ends, count in found:
            if whose == mark:
                return at, ends, count
        at, _whose, ends, count = min(found, key=lambda one: one[2])
        return at, ends, count

    def _read(self, place: int) -> tuple[int, bytes, float, int]:
        at = place * _ROW.size
        return at, *_ROW.unpack_from(self._memory, at)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A lock that ends with whoever holds it. One for threads besides: that of a file is held by a process."""
        with self._thread:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
