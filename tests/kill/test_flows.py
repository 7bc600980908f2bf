"""A flow of many whose worker is killed again and again: each of its invoices is there once."""

import itertools
import json
import os
import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from unisson.invoices.lease import MOST_ATTEMPTS

from .cluster import Cluster, programs
from .portal import Portal

ARCHIVES, INVOICES, KILLS = 2, 40, MOST_ATTEMPTS - 1
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
    assert account["failed"] == []
    numbers = Counter(row["number"] for row in account["invoices"])
    sent = (f"LOT{archive}-{rank}" for archive in range(ARCHIVES) for rank in range(INVOICES))
    assert numbers == Counter(sent)
    assert account["audit"] == []
    assert [kind for kind, count in account["left"].items() if count] == []


def _killed_again_and_again(portal: Portal) -> dict[str, Any]:
    """While an archive is opened, while its invoices are written; what the database has once all is settled."""
    chance = random.Random(9)
    later = itertools.count(_LEASES, _LEASES)
    portal.var.mkdir()
    portal.run("migrate")
    for archive in range(ARCHIVES):
        assert len(portal.run("send", f"LOT{archive}", str(INVOICES)).strip()) == 25
        for _ in range(KILLS):
            portal.killed_while("work", str(next(later)), after=chance.random() * 0.8)
        portal.run("work", str(next(later)))
    account: dict[str, Any] = json.loads(portal.run("account"))
    return account
