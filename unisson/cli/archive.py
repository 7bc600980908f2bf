"""`unisson archive`: what is due goes to the archive now, and what is there is looked at again; for a timer.

The worker does the same by itself, a batch at a time: this command ends when nothing is left.
"""

from collections.abc import Callable

from unisson.invoices import archives
from unisson.kernel.clock import now

SHOWN = 50


def move() -> bool:
    """Archive and check all that is due; whether all of the archive is whole."""
    archived = _all(archives.archive_due)
    checked = _all(archives.check_due)
    print(f"{archived} factures archivées, {checked} archives vérifiées de nouveau")
    altered = archives.unsound().select_related("invoice")
    for check in altered[:SHOWN]:
        print(f"archive de la facture {check.invoice.number} : perdue ou modifiée en partie (unisson audit)")
    return not altered.exists()


def _all(step: Callable[..., int]) -> int:
    done = 0
    while batch := step(clock=now):
        done += batch
    return done
