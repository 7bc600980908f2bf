"""Web, travailleurs et serveur de base tués à tout instant : rien de promis n’est perdu, rien n’est inscrit deux fois.

A subject is the first line. What it counts are rows: invoices, steps, acts, messages, events, and the letters that are
marked as sent, each once. No mailer is wired here, so the letters themselves are not counted. A worker killed between
the server's answer and the mark sends the letter again: an e-mail leaves at least once (« au moins une fois »), which
no program can better without the server's help.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.kill.cluster import programs
from tests.kill.rounds import Outcome, live

from . import Trial

ROUNDS, KILLS = 6, 50
_LETTERS = "courriels : une ligne chacun, non partis d’ici ; un courriel part au moins une fois"
_NAMES = {
    "web": "le web",
    "web-child": "un de ses processus",
    "worker-1": "un travailleur",
    "worker-2": "un travailleur",
    "machine": "un dépôt par machine",
    "database": "le serveur de base",
}


def main() -> Iterator[Trial]:
    """`ROUNDS` worlds on each database, `KILLS` in each: see `tests.kill.rounds`."""
    yield _trial("SQLite", postgresql=False)
    if programs() is None:
        yield Trial(
            what="PostgreSQL", tried=1, held=0, note="sauté : ses programmes (initdb) manquent sur cette machine"
        )
    else:
        yield _trial("PostgreSQL", postgresql=True)


def _trial(database: str, *, postgresql: bool) -> Trial:
    outcomes = [_round(seed, postgresql=postgresql) for seed in range(ROUNDS)]
    promised = sum(one.promised for one in outcomes)
    faults = [fault for one in outcomes for fault in one.faults]
    killed: Counter[str] = Counter()
    for one in outcomes:
        for victim, count in one.kills.items():
            killed[_NAMES[victim]] += count
    again = sum(one.pressed_again for one in outcomes)
    parts = ", ".join(f"{name} {count}" for name, count in killed.most_common())
    note = f"{parts} ; {again} envois répétés faute de réponse ; {_LETTERS} ; " + (
        f"fautes : {faults[:3]}" if faults else "audit net"
    )
    what = f"{killed.total()} SIGKILL, {database} : dépôts et actes répondus"
    return Trial(what=what, tried=promised, held=max(0, promised - len(faults)), note=note)


def _round(seed: int, *, postgresql: bool) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the database server is not root
        return live(Path(folder), kills=KILLS, seed=seed, postgresql=postgresql)
