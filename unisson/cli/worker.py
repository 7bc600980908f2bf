"""The worker: runs wake-ups as they come, and sweeps regularly for what no wake-up announced (design §6)."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from unisson.kernel.clock import now

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.2
SWEEP_SECONDS = 30.0
TASKS_KEPT = timedelta(hours=6)


def work() -> None:
    """Work until SIGTERM or SIGINT: the task under way ends, nothing new begins. A kill loses nothing (design §6)."""
    from unisson.invoices.sweep import sweep

    worker = _worker()
    worker.configure_signals()
    due = time.monotonic()
    while worker.running:
        if time.monotonic() >= due:
            attempt(sweep)
            attempt(forget_old_tasks)
            due = time.monotonic() + SWEEP_SECONDS
        worker.run()
        time.sleep(POLL_SECONDS)


def attempt(job: Callable[[], object]) -> None:
    """Do `job`; its failure is logged and does not keep the worker from the next wake-up."""
    try:
        job()
    except Exception:
        logger.exception("%s failed; it is tried again in %.0f s", job.__name__, SWEEP_SECONDS)
    finally:
        close_old_connections()


def forget_old_tasks() -> None:
    """Delete the rows of tasks that began long ago, ended or killed: they are wake-ups, the history is elsewhere."""
    DBTaskResult.objects.filter(started_at__lt=now() - TASKS_KEPT).delete()


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
