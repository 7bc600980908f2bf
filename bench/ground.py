"""What the benchmarks of the core stand on: a database of their own, as durable as in production, and its parties."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
"""The embedded database as `config.settings` opens it; the tests' own does not wait for the disk."""


@contextmanager
def database() -> Iterator[str]:
    """An empty database, thrown away afterwards; gives its name for the reader."""
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        options["init_command"] = DURABLE
    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    finally:
        teardown_databases(made, verbosity=0)


def syncs_per_second(count: int = 200) -> float:
    """How often a second this disk writes 8 kB for good, where the files are kept."""
    with tempfile.TemporaryFile(dir=settings.VAR) as file:
        start = time.perf_counter()
        for _ in range(count):
            file.write(b"x" * 8192)
            file.flush()
            os.fsync(file.fileno())
    return count / (time.perf_counter() - start)
