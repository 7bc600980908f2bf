"""The short form of `make proof`'s kills: a few, on each database."""

import os
import tempfile
from pathlib import Path

import pytest

from .cluster import programs
from .rounds import live

KILLS = 3


@pytest.mark.parametrize("postgresql", [False, True], ids=["SQLite", "PostgreSQL"])
def test_what_was_answered_before_a_kill_is_kept_and_done_once(postgresql: bool) -> None:
    if postgresql != bool(os.environ.get("UNISSON_TEST_PG")):
        pytest.skip("each run of the suite kills on its own kind of database")
    if postgresql and programs() is None:
        pytest.skip("no PostgreSQL server programs (initdb) on this machine")
    # Not pytest's own folder: a database server that is not root must get there.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        outcome = live(Path(folder), kills=KILLS, seed=3, small=True, postgresql=postgresql)
    assert outcome.faults == []
    assert outcome.kills.total() == KILLS
