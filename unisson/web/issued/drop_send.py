"""« Confirmation d'envoi » of the files of a drop that are ready, as data."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from unisson.invoices.drops.adding import MOST
from unisson.invoices.models import DropFile
from unisson.kernel.keys import key

SHOWN = 10
"""Recipients named one by one."""


@dataclass(frozen=True, kw_only=True)
class ToConfirm:
    """What leaves. `lot`: the files and the versions of their drafts that are shown, as one text."""

    count: int
    sums: Sequence[tuple[str, Decimal]]
    recipients: Sequence[tuple[str, int]]
    more: int
    """Recipients that are not named."""
    lot: str


def to_confirm(ready: Sequence[DropFile]) -> ToConfirm:
    """The number, the recipients and the totals by currency."""
    sums: dict[str, Decimal] = {}
    for file in ready:
        sums[file.currency] = sums.get(file.currency, Decimal(0)) + (file.gross_total or 0)
    named = Counter(file.recipient for file in ready).most_common()
    return ToConfirm(
        count=len(ready),
        sums=sorted(sums.items()),
        recipients=named[:SHOWN],
        more=len(named[SHOWN:]),
        lot=" ".join(f"{file.pk}@{file.judged_version}" for file in ready),
    )


def in_lot(lot: str) -> Mapping[int, int]:
    """The files that the page showed, each with the version of its draft; no drop holds more than are read."""
    seen: dict[int, int] = {}
    for text in lot.split(None, MOST)[:MOST]:
        file, _at, version = (key(part) if part != "@" else None for part in text.partition("@"))
        if file is not None and version is not None:
            seen[file] = version
    return seen
