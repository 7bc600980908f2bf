"""A wake-up is asked for once, until a worker begins to look."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from unisson.cli import worker
from unisson.config import settings as real
from unisson.invoices import sweep
from unisson.invoices.wake import is_asked, wake

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _real_tasks() -> Iterator[None]:
    with override_settings(TASKS=real.TASKS):
        yield


def test_a_worker_does_what_was_asked_once_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    swept = list[None]()
    monkeypatch.setattr(sweep, "sweep", lambda: swept.append(None))
    idle = worker._worker()
    worker._answer(idle)
    assert (is_asked(), len(swept)) == (False, 0)
    wake()
    wake()
    assert is_asked()
    assert DBTaskResult.objects.count() == 1
    worker._answer(idle)
    assert (is_asked(), len(swept)) == (False, 1)


def test_what_is_not_written_wakes_nobody() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        wake()
        raise ZeroDivisionError
    assert not is_asked()
