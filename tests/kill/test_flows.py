"""A flow of many whose worker is killed again and again: each of its invoices is there once."""

import json
import os
import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from unisson.invoices.flows import leases

from .cluster import Cluster, programs
from .portal import Portal

INVOICES, KILLS = 40, leases.MOST_ATTEMPTS
"""A slow machine may be killed at the same file each time: once more, and that file would be set aside as the cause."""
_LEASES = 5
"""Minutes after which what a killed worker held is free."""


@pytest.mark.parametrize("postgresql", [False, True], ids=["SQLite", "PostgreSQL"])
def test_a_flow_of_many_survives_a_kill_at_any_point(postgresql: bool) -> None:
    if postgresql != bool(os.environ.get("UNISSON_TEST_PG")):
        pytest.skip("each run of the suite kills on its own kind of database")
    if postgresql and programs() is None:
        pytest.skip("no PostgreSQL server programs (initdb) on this machine")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        cluster = Cluster(Path(folder) / "postgresql") if postgresql else None
        try:
            if cluster:
                cluster.create()
            account = _killed_again_and_again(Portal(var=Path(folder) / "var", cluster=cluster))
        finally:
            if cluster:
                cluster.kill()
    numbers = Counter(row["number"] for row in account["invoices"])
    assert numbers == Counter(f"LOT-{rank}" for rank in range(INVOICES))
    assert account["audit"] == []
    assert [kind for kind, count in account["left"].items() if count] == []


def _killed_again_and_again(portal: Portal) -> dict[str, Any]:
    """While the archive is opened, while its invoices are written; what the database has once all is settled."""
    chance = random.Random(9)
    portal.var.mkdir()
    portal.run("migrate")
    assert len(portal.run("send", str(INVOICES)).strip()) == 25
    for turn in range(1, KILLS + 1):
        portal.killed_while("work", str(turn * _LEASES), after=chance.random() * 0.8)
    portal.run("work", str((KILLS + 1) * _LEASES))
    account: dict[str, Any] = json.loads(portal.run("account"))
    return account
