"""What the benchmarks of the core stand on: a database of their own, as durable as in production, and its parties."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import setup_databases, teardown_databases

DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
"""The embedded database as `config.settings` opens it; the tests' own does not wait for the disk."""
_TURNS, _EACH = 8, 3


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


@contextmanager
def copied() -> Iterator[BaseDatabaseWrapper]:
    """What the database holds now, in one of its own, open beside it for as long as the block runs."""
    place = f"{connection.settings_dict['NAME']}_copy"
    if connection.vendor == "sqlite":
        Path(place).unlink(missing_ok=True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [place])
    else:
        # Copied whole, its planner's knowledge with it, while nobody is connected.
        template = connection.settings_dict["NAME"]
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{place}"')
            cursor.execute(f'CREATE DATABASE "{place}" TEMPLATE "{template}"')
    copy = connections.create_connection(DEFAULT_DB_ALIAS)
    copy.settings_dict = {**connection.settings_dict, "NAME": place}
    try:
        yield copy
    finally:
        copy.close()
        if connection.vendor == "postgresql":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{place}"')


@contextmanager
def on(other: BaseDatabaseWrapper) -> Iterator[None]:
    """Every query goes to that database. It stays open: what is measured is no connection."""
    usual = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = usual


def by_turns(
    ours: Callable[[], object], theirs: Callable[[], object], *, elsewhere: BaseDatabaseWrapper
) -> tuple[float, float]:
    """Seconds that 95 in 100 stay under, of ours here and of theirs `elsewhere`: a busy moment hits both."""
    here: list[float] = []
    there: list[float] = []
    for _turn in range(_TURNS):
        here += times(ours, _EACH)
        with on(elsewhere):
            there += times(theirs, _EACH)
    return p95(here), p95(there)


def times(job: Callable[[], object], rounds: int) -> list[float]:
    """Seconds of each, after one that warms up."""
    job()
    return [_timed(job) for _ in range(rounds)]


def _timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def p95(spent: Iterable[float]) -> float:
    """What 95 in 100 stay under."""
    return statistics.quantiles(spent, n=20, method="inclusive")[-1]


def syncs_per_second(count: int = 200) -> float:
    """How often a second this disk writes 8 kB for good, where the files are kept."""
    with tempfile.TemporaryFile(dir=settings.VAR) as file:
        start = time.perf_counter()
        for _ in range(count):
            file.write(b"x" * 8192)
            file.flush()
            os.fsync(file.fileno())
    return count / (time.perf_counter() - start)
