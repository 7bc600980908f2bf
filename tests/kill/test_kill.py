"""The short form of `make proof`'s kills: a few, on each database."""

import os
import tempfile
from pathlib import Path

import pytest

from . import drops
from .cluster import programs
from .rounds import live

KILLS = 3


@pytest.mark.parametrize("postgresql", [False, True], ids=["SQLite", "PostgreSQL"])
def test_what_was_answered_before_a_kill_is_kept_and_done_once(postgresql: bool) -> None:
    _skip_unless_asked(postgresql)
    # Not pytest's own folder: a database server that is not root must get there.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        outcome = live(Path(folder), kills=KILLS, seed=3, small=True, postgresql=postgresql)
    assert outcome.faults == []
    assert outcome.kills.total() == KILLS


@pytest.mark.parametrize("postgresql", [False, True], ids=["SQLite", "PostgreSQL"])
def test_files_put_down_together_are_each_read_and_sent_once_whatever_is_killed(postgresql: bool) -> None:
    _skip_unless_asked(postgresql)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        outcome = drops.live(Path(folder), good=16, faulty=6, postgresql=postgresql)
    assert outcome.faults == []


def _skip_unless_asked(postgresql: bool) -> None:
    if postgresql != bool(os.environ.get("UNISSON_TEST_PG")):
        pytest.skip("each run of the suite kills on its own kind of database")
    if postgresql and programs() is None:
        pytest.skip("no PostgreSQL server programs (initdb) on this machine")
