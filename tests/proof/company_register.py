"""Registre d’un million d’établissements, chargement tué à tout instant et repris : la table est celle du fichier.

A subject is the first line. The file is generated (`tests.directory.companies.generated`); each table is compared with
what its lines were made of, row by row. Then a file of a month later is loaded, and the first one again: the newer rows
stay. Memory is the most that any of the processes held.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

import psycopg

from tests.directory.companies.generated import ESTABLISHMENT, Made, establishments, expected, write
from tests.kill.cluster import Cluster, programs

from . import Trial

ROWS, LATER, KILLS = 1_000_000, 100_000, 25
_LIVES = (0.5, 4.0)
"""Seconds that a process lives before it is killed, start included."""
_READ = (
    "SELECT siret, sign, address, postcode, town, country, active, since, masked, treated FROM directory_establishment"
)


@dataclass
class World:
    """A portal with its own database. `peak`: the most memory any of its processes held, in bytes."""

    folder: Path
    url: str = ""
    peak: int = 0
    kills: int = 0
    said: list[str] = field(default_factory=list)

    def load(self, path: Path, *, after: float | None = None) -> bool:
        """Whether the command came to its end, rather than be killed `after` so many seconds."""
        process = self._start("directory", "import-sirene", str(path))
        deadline = time.monotonic() + (after or 3600)
        while time.monotonic() < deadline:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                self.peak = max(self.peak, used.ru_maxrss * 1024)
                return process.returncode >= 0
            time.sleep(0.01)
        process.kill()
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.peak, self.kills = max(self.peak, used.ru_maxrss * 1024), self.kills + 1
        return False

    def prepare(self) -> None:
        assert self._start("prepare").wait() == 0

    def rows(self) -> Iterator[Sequence[object]]:
        """The table, in order."""
        if not self.url:
            with sqlite3.connect(self.folder / "unisson.sqlite3") as database:
                yield from database.execute(f"{_READ} ORDER BY siret")
            return
        with psycopg.connect(self.url) as server, server.cursor(name="rows") as cursor:
            cursor.itersize = 20_000
            yield from cursor.execute(f"{_READ} ORDER BY siret")

    def one(self, query: str) -> Any:
        if not self.url:
            with sqlite3.connect(self.folder / "unisson.sqlite3") as database:
                return database.execute(query).fetchone()[0]
        with psycopg.connect(self.url) as server:
            return (server.execute(query).fetchone() or [None])[0]

    def _start(self, *words: str) -> "subprocess.Popen[bytes]":
        mine = {"UNISSON_VAR": str(self.folder), "UNISSON_DATABASE_URL": self.url, "DJANGO_SETTINGS_MODULE": ""}
        environment = {name: value for name, value in {**os.environ, **mine}.items() if value}
        command = (sys.executable, "-m", "unisson.cli.main", *words)
        with (self.folder / "said").open("ab") as said:
            return subprocess.Popen(command, env=environment, stdout=said, stderr=said)


def main() -> Iterator[Trial]:
    """The same file on each database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # the database server is not root
        path, newer = folder / "StockEtablissement.csv", folder / "plus-tard.csv"
        broken = write(path, ESTABLISHMENT, establishments(ROWS))
        write(newer, ESTABLISHMENT, establishments(LATER, later=True))
        again = folder / "de-nouveau.csv"
        # Not the same file, so it is read to its end; never whole in memory, which the processes we start would count.
        shutil.copyfile(path, again)
        with again.open("ab") as file:
            file.write(b"\n")
        with _world(folder / "sqlite") as world:
            yield from _tried("SQLite", world, path, newer, again, broken=broken)
        if programs() is None:
            yield Trial(what="PostgreSQL", tried=1, held=0, note="sauté : ses programmes (initdb) manquent")
            return
        cluster = Cluster(folder / "cluster")
        cluster.create()
        try:
            with _world(folder / "postgresql", url=cluster.url) as world:
                yield from _tried("PostgreSQL", world, path, newer, again, broken=broken)
        finally:
            cluster.kill()


@contextmanager
def _world(folder: Path, *, url: str = "") -> Iterator[World]:
    folder.mkdir()
    world = World(folder=folder, url=url)
    world.prepare()
    yield world


def _tried(database: str, world: World, path: Path, newer: Path, again: Path, *, broken: int) -> Iterator[Trial]:
    chance = random.Random(database)
    while not world.load(path, after=chance.uniform(*_LIVES) if world.kills < KILLS else None):
        pass
    held, tried = _compared(world, expected(establishments(ROWS)))
    faults = world.one("SELECT count(*) FROM directory_registerfault")
    note = f"{broken} lignes illisibles, {faults} dites ; mémoire au plus {world.peak // 1_000_000} Mo"
    yield Trial(what=f"{world.kills} SIGKILL, {database}", tried=tried, held=held - abs(faults - broken), note=note)
    begun = time.monotonic()
    ended = world.load(newer) and world.load(again)
    rate = (ROWS + LATER) / (time.monotonic() - begun)
    held, tried = _compared(world, _merged())
    note = f"{rate:.0f} lignes par seconde, démarrages compris ; mémoire au plus {world.peak // 1_000_000} Mo"
    yield Trial(what=f"mois suivant puis ancien fichier, {database}", tried=tried, held=held if ended else 0, note=note)


def _merged() -> Iterator[tuple[object, ...]]:
    """The table after both files: of the first establishments what the later one says, then the others."""

    def both() -> Iterator[Made]:
        yield from establishments(LATER, later=True)
        yield from (one for place, one in _placed() if place >= LATER)

    return expected(both())


def _placed() -> Iterator[tuple[int, Made]]:
    for one in establishments(ROWS):
        if one.row is not None:
            yield (int(str(one.row[0])) - 10_000_000_000_017) // 100_003, one


def _compared(world: World, wanted: Iterator[tuple[object, ...]]) -> tuple[int, int]:
    held = tried = 0
    for here, want in zip_longest(world.rows(), wanted):
        tried += 1
        held += here is not None and want is not None and tuple(here) == want
    return held, tried
