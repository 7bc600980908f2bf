"""Waking the worker. A task is only a wake-up: the rows say what is to be done, and the sweep finds what was missed."""

from functools import cache

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from unisson.directory.composed import Statement, composed

from .planning import each_time


def wake() -> None:
    """Ask the worker to look at the rows, unless it is already asked. Inside the transaction that wrote them."""
    if not is_asked():
        look.enqueue()


@each_time()
def is_asked() -> bool:
    """Whether it is asked already, and has not begun to look."""
    return bool(_asked().rows())


@cache
def _asked() -> Statement:
    """Whoever writes a row asks, and each worker many times a second."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=look.module_path)
    return composed(ready.order_by().values_list("pk")[:1])


@task()
def look() -> None:
    """Do what the rows say is to be done. Safe to run twice, or at the same time as its twin."""
    from .sweep import sweep

    sweep()
