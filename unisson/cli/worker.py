"""The worker: runs wake-ups as they come, and sweeps regularly for what no wake-up announced (design §6)."""

import logging
import time
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from unisson.kernel.clock import now

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.2
SWEEP_SECONDS = 30.0
TASKS_KEPT = timedelta(hours=6)


Done = TypeVar("Done", covariant=True)


class Job(Protocol[Done]):
    def __call__(self, *, at: datetime) -> Done: ...


def work() -> None:
    """Work until SIGTERM or SIGINT: the task under way ends, nothing new begins. A kill loses nothing (design §6)."""
    from unisson.invoices.sweep import sweep

    worker = _worker()
    worker.configure_signals()
    due = time.monotonic()
    while worker.running:
        if time.monotonic() >= due:
            attempt(forget_old_tasks)
            done = attempt(sweep) or {}
            # A sweep takes a batch of each kind: while it finds work there may be more.
            due = time.monotonic() + (0 if any(done.values()) else SWEEP_SECONDS)
        worker.run()
        time.sleep(POLL_SECONDS)


def attempt(job: Job[Done]) -> Done | None:
    """What `job` gives back; its failure is logged and does not keep the worker from the next wake-up."""
    try:
        return job(at=now())
    except Exception:
        logger.exception("%s failed; it is tried again in %.0f s", job, SWEEP_SECONDS)
        return None
    finally:
        close_old_connections()


def forget_old_tasks(*, at: datetime) -> None:
    """Delete the rows of tasks that began long ago, ended or killed: they are wake-ups, the history is elsewhere."""
    DBTaskResult.objects.filter(started_at__lt=at - TASKS_KEPT).delete()


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
