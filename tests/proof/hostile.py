"""Fichiers hostiles : lus en 2 s de calcul et 300 Mo au plus, chacun avec le verdict attendu."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from tests.conformance.hostile import SECONDS, VERDICTS, outcome
from tests.conftest import CORPUS

from . import Trial

GROUPS = ("C-encrypted-pdf", "C-hostile-pdf", "C-hostile-xml", "C-signed-pdf")

Row = Mapping[str, str]


def main() -> Iterator[Trial]:
    """One trial a group."""
    if not CORPUS.is_dir():
        return
    with (CORPUS / "index.csv").open(encoding="utf-8") as index:
        rows = sorted((row for row in csv.DictReader(index) if row["group"] in GROUPS), key=lambda row: row["group"])
    for group, members in groupby(rows, key=lambda row: row["group"]):
        yield _trial(group, list(members))


def _trial(group: str, rows: Sequence[Row]) -> Trial:
    longest = largest = 0.0
    faults = []
    for row in rows:
        found = outcome(CORPUS / row["file"])
        longest, largest = max(longest, found.seconds), max(largest, found.megabytes)
        if not found.ended_well or found.seconds > SECONDS or not VERDICTS[row["expected"]](found):
            faults.append(row["file"].rpartition("/")[2])
    names = "".join(f" ; {name}" for name in faults[:3])
    return Trial(
        what=group,
        tried=len(rows),
        held=len(rows) - len(faults),
        note=f"au plus {longest:.1f} s de calcul et {largest:.0f} Mo, démarrage compris{names}",
    )
