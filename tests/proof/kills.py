"""Des processus tués pendant les dépôts : chaque certificat remis a sa facture, acheminée une fois."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.kill.rounds import live

from . import Trial

DEPOSITS = 50
KILL_AFTER = ((1, 2, 3, 5, 8, 13, 21, 34), (4, 9, 16, 25, 36, 49), (10, 20, 30, 40), (12, 13, 37))


def main() -> Iterator[Trial]:
    """Each round on an empty base: a depositor and a worker get SIGKILL together, and are started again."""
    for kill_after in KILL_AFTER:
        with tempfile.TemporaryDirectory() as folder:
            outcome = live(Path(folder), kill_after=kill_after, deposits=DEPOSITS)
        held = len(outcome.promised) - len(outcome.broken) if outcome.holds else 0
        note = f"{outcome.invoices} factures, {outcome.letters} courriels"
        yield Trial(what=f"{len(kill_after) + 1} SIGKILL", tried=len(outcome.promised), held=held, note=note)
