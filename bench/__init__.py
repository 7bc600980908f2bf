"""Benchmarks: each prints a ratio against a named rival measured in the same run. A plain time proves nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """Two times in seconds for the same job. `rival` names what `theirs` is; `most`: how many times theirs ours may
    be, where that is promised."""

    what: str
    ours: float
    rival: str
    theirs: float
    most: float | None = None

    @property
    def kept(self) -> bool:
        return self.most is None or self.ours <= self.most * self.theirs

    def __str__(self) -> str:
        times = f"{self.ours * 1000:10.3f} ms {self.theirs * 1000:10.3f} ms"
        row = f"{self.what:<48} {self.theirs / self.ours:7.2f} × {times}   {self.rival}"
        if self.most is None:
            return row
        return f"{row}: {self.ours / self.theirs:.2f} times, {'kept' if self.kept else 'NOT KEPT'} (≤ {self.most:g})"


def best(job: Callable[[], object], *, rounds: int = 5, repeat: int = 1) -> float:
    """Seconds of one `job`: the best of `rounds`, each the mean of `repeat` calls, after one call that warms up."""
    job()
    return min(_mean(job, repeat) for _ in range(rounds))


def _mean(job: Callable[[], object], repeat: int) -> float:
    start = time.perf_counter()
    for _ in range(repeat):
        job()
    return (time.perf_counter() - start) / repeat
