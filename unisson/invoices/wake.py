"""Waking the worker. A task is only a wake-up: the rows say what is to be done, and the sweep finds what was missed."""

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult


def wake() -> None:
    """Ask the worker to look at the rows, unless it is already asked. Inside the transaction that wrote them."""
    if not DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=look.module_path).exists():
        look.enqueue()


@task()
def look() -> None:
    """Do what the rows say is to be done. Safe to run twice, or at the same time as its twin."""
    from .sweep import sweep

    sweep()
