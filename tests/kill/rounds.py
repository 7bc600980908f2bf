"""Real processes killed in the middle of their work, and what the database says once all is settled."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .cluster import Cluster
from .people import Pair, Promised
from .portal import Portal

_DEPOSIT = ["DEPOSEE", "EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION"]
_EVENTS_OF = {"MISE_A_DISPOSITION": ("CPP-EVT-01", "CPP-EVT-02"), "COMPLETEE": ("CPP-EVT-04",)}
_LETTERS_OF = {"MISE_A_DISPOSITION": ("invoice-available",), "COMPLETEE": ("invoice-completed",)}
_SILENT = ("BROUILLON", "DEPOSEE", "EN_COURS_ACHEMINEMENT")
_MOST_BETWEEN = 5
"""Answers between two kills, at most: what was promised piles up, and something is always under way."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a world of killed processes. `faults`: in words, whatever is not as it was promised."""

    kills: Counter[str]
    promised: int
    """Deposits and acts that were answered."""
    pressed_again: int
    faults: Sequence[str]
    audited: Mapping[str, int]

    @property
    def holds(self) -> bool:
        return not self.faults


def live(folder: Path, *, kills: int, seed: int, small: bool = False, postgresql: bool = False) -> Outcome:
    """Let people and a machine work while the processes are killed one after the other, `kills` times."""
    chance = random.Random(seed)
    with ExitStack() as opened:
        cluster = Cluster(folder / "postgresql") if postgresql else None
        if cluster:
            opened.callback(cluster.kill)
            cluster.create()
        portal = Portal(var=folder / "var", cluster=cluster, small=small)
        portal.var.mkdir()
        opened.callback(portal.close)
        portal.open()
        enough = threading.Event()
        people = [Pair(portal.url, f"P{rank}", enough) for rank in range(1 if small else 3)]
        for pair in people:
            pair.start()
        killed = _kill(portal, people, kills=kills, chance=chance)
        enough.set()
        for pair in people:
            pair.join()
        portal.close()
        return _outcome(portal, people, killed=killed)


def _kill(portal: Portal, people: Sequence[Pair], *, kills: int, chance: random.Random) -> Counter[str]:
    """At a random instant after people got some answers, one of the processes; until `kills` are done."""
    killed: Counter[str] = Counter()
    names, weights = list(portal.victims), list(portal.victims.values())
    while killed.total() < kills and not any(pair.fault for pair in people):
        awaited = _answered(people) + chance.randint(1, _MOST_BETWEEN)
        while _answered(people) < awaited and not any(pair.fault for pair in people):
            time.sleep(0.01)
        time.sleep(chance.random() / 2)
        victim = chance.choices(names, weights)[0]
        portal.kill(victim)
        killed[victim] += 1
    return killed


def _answered(people: Iterable[Pair]) -> int:
    return sum(pair.answered for pair in people)


def _outcome(portal: Portal, people: Sequence[Pair], *, killed: Counter[str]) -> Outcome:
    account = json.loads(portal.run("account"))
    promised = [one for pair in people for one in pair.promised]
    faults = [pair.fault for pair in people if pair.fault]
    faults += [f"{kind}: {count} still to do" for kind, count in account["left"].items() if count]
    faults += [f"audit: {sentence}" for sentence in account["audit"]]
    faults += [f"{name}: ended by itself" for name in portal.ended if name != "machine"]
    faults += _broken(promised, portal.promised, account["invoices"])
    return Outcome(
        kills=killed,
        promised=len(portal.promised) + _answered(people),
        pressed_again=sum(pair.pressed_again for pair in people),
        faults=faults,
        audited=account["audited"],
    )


def _broken(people: Iterable[Promised], machine: Mapping[str, str], rows: Sequence[dict[str, Any]]) -> list[str]:
    """What is lost, twice or otherwise than it was answered."""
    kept = {row["number"]: row for row in rows}
    faults = [f"{number}: twice" for number, count in Counter(row["number"] for row in rows).items() if count > 1]
    for number, certificate in machine.items():
        if kept.get(number, {}).get("certificate") != certificate:
            faults.append(f"{number}: promised by the machine's deposit, and not kept")
    promised = {one.number: one for one in people}
    faults += [f"{number}: lost" for number in promised.keys() - kept.keys()]
    for row in rows:
        faults += _differing(row, promised.get(row["number"]))
    return faults


def _differing(row: Mapping[str, Any], promised: Promised | None) -> list[str]:
    """How one invoice is otherwise than was promised; one of the machine was deposited and made available."""
    history = list(map(str, promised.history)) if promised else _DEPOSIT
    expected: dict[str, Any] = {
        "printed": True,
        "history": history,
        "actions": promised.actions if promised else [],
        "messages": promised.messages if promised else [],
        "attachments": promised.attachments if promised else 0,
        **_told(history, messages=len(promised.messages) if promised else 0),
    }
    if promised:
        expected["certificate"] = promised.certificate
    return [
        f"{row['number']}: {name} is {row[name]}, and should be {value}"
        for name, value in expected.items()
        if row[name] != value
    ]


def _told(history: Sequence[str], *, messages: int) -> dict[str, dict[str, int]]:
    """Each event and each letter once for what it tells."""
    moves = [status for status in history if status not in _SILENT]
    events = Counter(code for status in moves for code in _EVENTS_OF.get(status, ("CPP-EVT-03",)))
    letters = Counter(kind for status in moves for kind in _LETTERS_OF.get(status, ("status-changed",)))
    # All that is said of a rejected one contests it; of the others one asks and answers.
    said = "CPP-EVT-06" if "REJETEE" in history else "CPP-EVT-05"
    events[said], letters["message-written"] = messages, messages
    return {"events": dict(+events), "letters": dict(+letters)}
