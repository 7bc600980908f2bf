"""The clock of a sandbox: a file beside the data says how far it is ahead, for every process of the machine."""

import os
import tempfile
from datetime import timedelta
from pathlib import Path


class SandboxClock:
    """How far ahead the clock is. Each call looks whether the file changed: a few microseconds."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = -1
        self._ahead = timedelta()

    def __call__(self) -> timedelta:
        try:
            changed = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            return timedelta()
        if changed != self._seen:
            self._ahead, self._seen = timedelta(seconds=int(self._path.read_text())), changed
        return self._ahead

    def advance(self, by: timedelta) -> None:
        """Put the clock forward. The file is replaced whole: nobody reads half a number."""
        ahead = int((self() + by).total_seconds())
        handle, temporary = tempfile.mkstemp(dir=self._path.parent)
        with os.fdopen(handle, "w") as file:
            file.write(str(ahead))
        Path(temporary).replace(self._path)

    def reset(self) -> None:
        """Back to the true time; what was written meanwhile keeps its date."""
        self._path.unlink(missing_ok=True)
