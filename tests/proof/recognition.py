"""Reconnaissance des PDF : valeurs lues, par famille de mises en page au hasard et par sorte de fichiers"""

from collections.abc import Iterator

from tests.conformance.recognition import tallies
from tests.conftest import CORPUS
from tests.pdf.layouts.__main__ import read
from tests.pdf.layouts.families import FAMILIES
from tests.pdf.layouts.render import invoice
from tests.pdf.layouts.score import Tally, scored
from tests.proof import Trial
from unisson.pdf import candidate

FIRST_SEED, INVOICES = 40_000, 20
"""Of each family."""
PRECISION, RECALL = 0.97, 0.90


def main() -> Iterator[Trial]:
    """A family holds when its precision and its recall do; where one does not, the values that were right held."""
    for family in FAMILIES:
        seeds = range(FIRST_SEED, FIRST_SEED + INVOICES)
        yield _trial(f"mises en page « {family} »", scored((invoice(family, seed) for seed in seeds), read).of())
    if CORPUS.is_dir():
        for group in ("C-plain-pdf", "C-signed-pdf"):
            for field, tally in tallies(CORPUS, (group,), candidate.read).items():
                yield _trial(f"{group}, {field}", tally)


def _trial(what: str, tally: Tally) -> Trial:
    tried = tally.right + tally.wrong + tally.missed
    holds = tally.precision >= PRECISION and tally.recall >= RECALL
    note = (
        f"précision {tally.precision:.3f}, rappel {tally.recall:.3f} ; "
        f"{tally.right} justes, {tally.wrong} fausses, {tally.missed} laissées vides"
    )
    return Trial(what=what, tried=tried, held=tried if holds else tally.right, note=note)
