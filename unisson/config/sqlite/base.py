"""Django's engine for SQLite, but for how a transaction waits for its turn to write (ADR 4)."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.db.backends.sqlite3 import base

ASK_AGAIN = 0.001
"""Seconds. Locks are held a few milliseconds: SQLite's own wait sleeps longer each time, up to a tenth of a second, and
those behind a lock slept three times as long as it was held."""
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY}
"""What a wait helps. A read that is still open and too old (BUSY_SNAPSHOT) would be as old afterwards."""


class DatabaseWrapper(base.DatabaseWrapper):
    """The database of the settings' OPTIONS, among them `timeout`: how many seconds a write waits at most."""

    def _start_transaction_under_autocommit(self) -> None:
        """As Django begins one; OperationalError where others wrote for all of `timeout`."""
        deadline = time.monotonic() + self._patience
        with self._asking_once():
            while not self._begun(last=time.monotonic() >= deadline):
                time.sleep(ASK_AGAIN)

    def _begun(self, *, last: bool) -> bool:
        """Whether it was our turn; the `last` time, an error where it was not."""
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # no stub tells of it
        except OperationalError as error:
            if last or not _is_busy(error):
                raise
            return False
        return True

    @contextmanager
    def _asking_once(self) -> Iterator[None]:
        """SQLite says at once that another writes; a statement outside a transaction goes on waiting its way."""
        self.connection.execute("PRAGMA busy_timeout=0")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={int(self._patience * 1000)}")

    @property
    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"]["timeout"])


def _is_busy(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlite_errorcode", None) in _BUSY
