"""Many files judged by two processes: answers in the order of the files, memory flat, a crash costs one file.

Each pair of processes is replaced after some thousand files, and no more files wait in it than keep it busy: an answer
that is large is to keep its text elsewhere (`answer`).
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

T = TypeVar("T")

WORKERS = 2
AHEAD = 32
"""Files given out and not yet answered."""
MOST_PER_POOL = 4000


def each(judge: Callable[[str], T], files: Sequence[str], *, crashed: Callable[[str], T]) -> Generator[T]:
    """`judge` of each file, in order. `crashed` answers for a file that took its process down twice."""
    for start in range(0, len(files), MOST_PER_POOL):
        yield from _by_pool(judge, files[start : start + MOST_PER_POOL], crashed=crashed)


def _by_pool(judge: Callable[[str], T], files: Sequence[str], *, crashed: Callable[[str], T]) -> Generator[T]:
    """The answers of one pool; from a crash on, the files it had are judged one by one and the rest by a new pool."""
    waiting: deque[tuple[str, Future[T]]] = deque()
    given = 0
    with _pool(WORKERS) as pool:
        try:
            while given < len(files) or waiting:
                while given < len(files) and len(waiting) < AHEAD:
                    waiting.append((files[given], pool.submit(judge, files[given])))
                    given += 1
                answer = waiting[0][1].result()
                waiting.popleft()
                yield answer
            return
        except BrokenProcessPool:
            pool.shutdown(wait=False, cancel_futures=True)
        except GeneratorExit:
            # Nobody listens any more.
            pool.shutdown(cancel_futures=True)
            raise
    suspects = [file for file, _ in waiting]
    for file in suspects:
        yield _alone(judge, file, crashed=crashed)
    yield from _by_pool(judge, files[given:], crashed=crashed)


def _alone(judge: Callable[[str], T], file: str, *, crashed: Callable[[str], T]) -> T:
    with _pool(1) as pool:
        try:
            return pool.submit(judge, file).result()
        except BrokenProcessPool:
            return crashed(file)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Forked: the rules are loaded once, and their memory is shared.
    return ProcessPoolExecutor(max_workers=workers, mp_context=multiprocessing.get_context("fork"))
