"""Cinq cents fichiers déposés ensemble, 37 fautifs, le web et le travailleur tués : chacun lu et envoyé une fois.

PDF, Factur-X, UBL et CII ; fautifs : totaux faux, PDF et XML abîmés, texte, TVA non dite, copie d’un autre.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.kill.cluster import programs
from tests.kill.drops import live

from . import Trial

FILES, FAULTY = 500, 37


def main() -> Iterator[Trial]:
    """Once on each database: see `tests.kill.drops`."""
    yield _trial("SQLite", postgresql=False)
    if programs() is not None:
        yield _trial("PostgreSQL", postgresql=True)


def _trial(database: str, *, postgresql: bool) -> Trial:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the database server is not root
        outcome = live(Path(folder), good=FILES - FAULTY, faulty=FAULTY, postgresql=postgresql)
    note = f"{outcome.faulty} fautifs, {outcome.kills} SIGKILL en deux fois ; "
    return Trial(
        what=f"dépôt de plusieurs fichiers, {database}",
        tried=outcome.files,
        held=max(0, outcome.files - len(outcome.faults)),
        note=note
        + (f"fautes : {outcome.faults[:3]}" if outcome.faults else "rien de perdu, rien deux fois, audit net"),
    )
