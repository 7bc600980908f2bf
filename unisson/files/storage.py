"""Local disk that keeps what it says it kept: write, fsync, rename, fsync the folder (design §2)."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

_ARRIVING = "arriving"
"""Where files are written until they are whole: one folder, which a disk fills faster than many."""
_GIVEN_UP = timedelta(days=1)


class DurableStorage(FileSystemStorage):
    """A file is under its name whole and on disk, or not there at all. The same name means the same bytes."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File[bytes]) -> str:
        self.keep_several([(name, content.chunks())])
        return name

    def keep_several(self, files: Iterable[tuple[str, Iterable[bytes]]]) -> None:
        """Keep each (name, pieces of its content): as `save` of each, with a folder synced once."""
        changed: set[Path] = set()
        for name, pieces in files:
            target = Path(self.path(name))
            # One that is there too: whoever put it there may not have come to sync its folder.
            changed.add(target.parent)
            if not target.exists():
                changed.update(_make_folders(target.parent))
                self._write(target, pieces)
        for folder in changed:
            _sync_folder(folder)

    def _write(self, target: Path, pieces: Iterable[bytes]) -> None:
        handle, temporary = tempfile.mkstemp(dir=self._arriving())
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def _arriving(self) -> Path:
        folder = Path(self.path(_ARRIVING))
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def forget_cut_off(self, *, at: datetime) -> int:
        """Take away what whoever wrote it was killed at, a day ago or longer; returns how many files."""
        before = (at - _GIVEN_UP).timestamp()
        gone = 0
        for file in self._arriving().iterdir():
            with suppress(FileNotFoundError):  # it is whole by now, and under its name
                if file.stat().st_mtime < before:
                    file.unlink()
                    gone += 1
        return gone

    def deconstruct(self) -> Any:
        return "unisson.files.storage.DurableStorage", (), {}


def _make_folders(folder: Path) -> list[Path]:
    """Make `folder` and return the parents whose entries changed, which must reach the disk too."""
    changed = []
    missing = folder
    while not missing.exists():
        missing = missing.parent
        changed.append(missing)
    folder.mkdir(parents=True, exist_ok=True)
    return changed


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
