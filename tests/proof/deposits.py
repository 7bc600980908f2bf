"""Tout fichier du corpus reçoit un verdict motivé, en un temps borné."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, product
from pathlib import Path

from django.db import transaction
from django.test.utils import setup_databases, teardown_databases

from tests.conformance.verdicts import LONGEST, files_of, verdict_on
from tests.conftest import CORPUS
from unisson.invoices.status import Channel

from . import Trial


def main() -> Iterator[Trial]:
    """Each file through both doors, each time on an empty base; one trial a folder and door."""
    databases = setup_databases(verbosity=0, interactive=False)
    folders = [list(files) for _, files in groupby(files_of(CORPUS), key=lambda path: path.parent)]
    try:
        for files, channel in product(folders, (Channel.API, Channel.PORTAL)):
            yield _trial(files, channel=channel)
    finally:
        teardown_databases(databases, verbosity=0)


def _trial(files: Sequence[Path], *, channel: Channel) -> Trial:
    outcomes: Counter[str] = Counter()
    faults, longest = [], 0.0
    for path in files:
        start = time.monotonic()
        try:
            with _rolled_back():
                verdict = verdict_on(path, channel=channel)
            outcomes[verdict.state] += 1
            sound = verdict.has_reason
        except Exception as error:
            outcomes[type(error).__name__] += 1
            sound = False
        longest = max(longest, time.monotonic() - start)
        if not sound or time.monotonic() - start > LONGEST:
            faults.append(path.name)
    note = ", ".join(f"{state} {count}" for state, count in sorted(outcomes.items()))
    return Trial(
        what=f"{files[0].parent.name}, {channel.label}",
        tried=len(files),
        held=len(files) - len(faults),
        note=f"{note} ; au plus {longest:.1f} s{''.join(f' ; {name}' for name in faults[:3])}",
    )


@contextmanager
def _rolled_back() -> Iterator[None]:
    """One transaction around commits that believe themselves durable, as in Django's own TestCase."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)
