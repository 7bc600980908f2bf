"""The worker: runs wake-ups as they come, and sweeps regularly for what no wake-up announced (design §6)."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from unisson.kernel import collector
from unisson.kernel.clock import now

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.05
SWEEP_SECONDS = 5.0
"""Short: a wake-up lost between two commits then costs five seconds. A sweep that finds nothing is a few reads."""
PAUSE_SECONDS = 1.0
"""After a failure that comes back at once, as while no database answers."""
TASKS_KEPT = timedelta(hours=6)


def work() -> None:
    """Work until SIGTERM or SIGINT: the task under way ends, nothing new begins. A kill loses nothing (design §6)."""
    from unisson.files import store
    from unisson.invoices.exports import asking
    from unisson.invoices.sweep import sweep
    from unisson.notices.webhooks.lanes import Lanes

    # An ordinary stop is no warning to whoever pressed Ctrl-C.
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    collector.settle()
    worker = _worker()
    worker.configure_signals()
    due = time.monotonic()
    attempt(asking.forget_lost)
    attempt(lambda: store.forget_cut_off(at=now()))
    with Lanes():
        while worker.running:
            if time.monotonic() >= due:
                attempt(lambda: forget_old_tasks(now()))
                # A sweep takes a batch of each kind: while it finds work there may be more.
                found = attempt(lambda: sum(sweep().values()))
                due = time.monotonic() + (0 if found else SWEEP_SECONDS)
            # A database that stops and comes back costs a pause, not the worker: each run looks at it afresh.
            attempt(lambda: _answer(worker), pause=PAUSE_SECONDS)
            if time.monotonic() < due:
                time.sleep(POLL_SECONDS)


def _answer(worker: Worker) -> None:
    """Run what was asked for. To see whether anything was takes no lock; the worker's own look takes all of SQLite."""
    from unisson.invoices.wake import is_asked

    close_old_connections()
    if is_asked():
        worker.run()


def attempt(job: Callable[[], int | None], *, pause: float = 0) -> int:
    """How much `job` did. Its failure is logged, counts as nothing after a `pause`, and does not end the worker."""
    try:
        return job() or 0
    except Exception:
        logger.exception("The worker failed at a job; it is tried again")
        time.sleep(pause)
        return 0


def forget_old_tasks(at: datetime) -> int:
    """Delete the rows of tasks that began long ago, ended or killed: they are wake-ups, the history is elsewhere."""
    count, _ = DBTaskResult.objects.filter(started_at__lt=at - TASKS_KEPT).delete()
    return count


def _worker() -> Worker:
    """One that stops when no task is ready, so that the sweep gets its turn."""
    return Worker(
        queue_names=["*"],
        interval=POLL_SECONDS,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
