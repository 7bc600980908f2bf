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
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr("unisson.invoices.wake.is_asked", lambda: True)
    monkeypatch.setattr("unisson.invoices.sweep.sweep", dict)
    monkeypatch.setattr("unisson.invoices.exports.asking.forget_lost", lambda: 0)
    monkeypatch.setattr(worker, "forget_old_tasks", lambda at: 0)
    worker.work()
    assert flaky.runs == 2


def test_a_worker_that_found_work_looks_again_at_once_and_does_what_is_asked_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Idle:
        running = True

        def configure_signals(self) -> None: ...

        def run(self) -> None:
            told.append("run")

    idle, found, told = Idle(), iter([{"drops": 32}, {"drops": 7}, {}]), list[str]()

    def sweep() -> dict[str, int]:
        told.append("sweep")
        return next(found)

    def sleep(_: float) -> None:
        told.append("sleep")
        idle.running = False

    monkeypatch.setattr(worker, "_worker", lambda: idle)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr("unisson.invoices.wake.is_asked", lambda: len(told) == 1)
    monkeypatch.setattr("unisson.invoices.sweep.sweep", sweep)
    monkeypatch.setattr("unisson.invoices.exports.asking.forget_lost", lambda: 0)
    monkeypatch.setattr(worker, "forget_old_tasks", lambda at: 0)
    monkeypatch.setattr(worker.time, "sleep", sleep)
    worker.work()
    assert told == ["sweep", "run", "sweep", "sweep", "sleep"]


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
