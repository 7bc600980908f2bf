from datetime import datetime, timedelta

import pytest
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from unisson.cli import worker
from unisson.cli.worker import TASKS_KEPT, attempt, forget_old_tasks
from unisson.kernel.clock import now


def test_a_failing_job_is_logged_and_leaves_the_worker_alive(caplog: pytest.LogCaptureFixture) -> None:
    def sweep() -> int:
        raise ValueError("the world is broken")

    assert attempt(sweep) == 0
    assert [record.exc_info is not None for record in caplog.records] == [True]


def test_a_worker_outlives_a_database_that_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    class Flaky:
        running, runs = True, 0

        def configure_signals(self) -> None: ...

        def run(self) -> None:
            self.runs += 1
            if self.runs == 1:
                raise OperationalError("server closed the connection unexpectedly")
            self.running = False

    flaky = Flaky()
    monkeypatch.setattr(worker, "_worker", lambda: flaky)
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)
    monkeypatch.setattr("unisson.invoices.sweep.sweep", dict)
    monkeypatch.setattr("unisson.invoices.exports.asking.forget_lost", lambda: 0)
    monkeypatch.setattr(worker, "forget_old_tasks", lambda at: 0)
    worker.work()
    assert flaky.runs == 2


@pytest.mark.django_db
def test_only_tasks_begun_long_ago_are_forgotten() -> None:
    long_ago, lately = now() - TASKS_KEPT - timedelta(minutes=1), now() - timedelta(minutes=1)
    a_task(TaskResultStatus.SUCCESSFUL, started_at=long_ago)
    a_task(TaskResultStatus.RUNNING, started_at=long_ago)
    kept = [a_task(TaskResultStatus.SUCCESSFUL, started_at=lately), a_task(TaskResultStatus.READY, started_at=None)]
    assert forget_old_tasks(now()) == 2
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {task.pk for task in kept}


def a_task(status: str, *, started_at: datetime | None) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=status,
        started_at=started_at,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="unisson.invoices.wakeups.deliver",
        queue_name="default",
        backend_name="default",
        exception_class_path="",
        traceback="",
    )
