"""500 text PDFs put down together: kept, read, judged and ready, by one worker and by two."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

from django.test import override_settings

from bench import Ratio
from bench.ground import database
from bench.workers import REAL_TASKS, working
from samples import make
from tests.invoices.builders import a_person, a_structure, a_supplier
from unisson.invoices.drops import adding, work
from unisson.invoices.models import Drop, DropFile
from unisson.kernel.clock import now, today

AT_ONCE, ROUNDS, WARM = 500, 3, 8
PATIENCE = 900.0
_numbers = count(1)


def main() -> Iterator[Ratio]:
    """The middle one of paired ratios, of whole worker processes as in production, one and then two. Each has read some
    files before the clock starts."""
    with database() as name, override_settings(TASKS=REAL_TASKS):
        a_structure(make.CLASSIC.buyer.siret)
        a_supplier()
        rounds = [(_read(AT_ONCE, workers=1), _read(AT_ONCE, workers=2)) for _ in range(ROUNDS)]
        one, two = sorted(rounds, key=lambda spent: spent[0] / spent[1])[ROUNDS // 2]
        yield Ratio(
            what=f"{AT_ONCE} PDF lus et jugés, {name}, deux travailleurs",
            ours=two,
            rival="un",
            theirs=one,
        )


def _paper() -> bytes:
    day = today() - timedelta(days=20)
    return replace(make.CLASSIC, number=f"SS-{next(_numbers):05}", day=day, seller=make.SAFE_STYLE).pdf()


def _read(files: int, *, workers: int) -> float:
    """Seconds until every file of a drop is judged."""
    with working(workers):
        _wait(_dropped([_paper() for _ in range(WARM * workers)]))
        papers = [_paper() for _ in range(files)]
        start = time.perf_counter()
        drop = _dropped(papers)
        kept = time.perf_counter() - start
        _wait(drop)
        spent = time.perf_counter() - start
    assert set(drop.files.values_list("state", flat=True)) == {DropFile.State.READY}
    print(f"    {workers} : {files} fichiers gardés en {kept:.1f} s, prêts en {spent:.1f} s", flush=True)
    return spent


def _dropped(papers: list[bytes]) -> Drop:
    user, supplier = a_supplier()
    drop = adding.open_drop(user, supplier=supplier, service=None, framework="A1", vat_regime="TVA_SUR_DEBIT", at=now())
    files = [
        adding.Brought(name=f"{rank:03}.pdf", size=len(paper), read=_giving(paper)) for rank, paper in enumerate(papers)
    ]
    adding.add(a_person(), drop.pk, files, at=now())
    return drop


def _giving(paper: bytes) -> Callable[[], bytes]:
    return lambda: paper


def _wait(drop: Drop) -> None:
    deadline = time.monotonic() + PATIENCE
    waiting = drop.files.filter(state=DropFile.State.WAITING)
    while waiting.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not work.left(now()), "not all was read in time"
