"""What is said of one file, on its way from the process that judged it to the one that prints.

A file may have a hundred thousand findings: what is long waits on the disk, packed, and is never whole in memory.
"""

import gzip
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

LONGEST_HELD = 1 << 16
"""Characters that wait in memory."""
_AT_ONCE = 1 << 18


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Whether a file is valid, and the text about it: at hand, or in a file that is taken away once read."""

    valid: bool
    text: str = ""
    kept: Path | None = None

    def pieces(self) -> Iterator[str]:
        """The text, once."""
        yield self.text
        if self.kept is None:
            return
        with gzip.open(self.kept, "rt", encoding="utf-8", newline="") as file:
            while piece := file.read(_AT_ONCE):
                yield piece
        self.kept.unlink()


def gathered(pieces: Iterable[str], *, valid: bool, folder: Path) -> Answer:
    """The answer that these pieces make; a long one is written to `folder`."""
    coming, held, size = iter(pieces), list[str](), 0
    for piece in coming:
        held.append(piece)
        size += len(piece)
        if size > LONGEST_HELD:
            return Answer(valid=valid, kept=_kept(chain(held, coming), folder))
    return Answer(valid=valid, text="".join(held))


def _kept(pieces: Iterable[str], folder: Path) -> Path:
    descriptor, name = tempfile.mkstemp(dir=folder)
    with (
        os.fdopen(descriptor, "wb") as raw,
        gzip.open(raw, "wt", compresslevel=1, encoding="utf-8", newline="") as file,
    ):
        file.writelines(pieces)
    return Path(name)
