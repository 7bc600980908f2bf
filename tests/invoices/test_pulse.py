from datetime import timedelta

import pytest

from tests.invoices.builders import AT
from unisson.invoices import pulse
from unisson.invoices.models import Pulse
from unisson.invoices.sweep import sweep
from unisson.kernel.clock import stopped

pytestmark = pytest.mark.django_db


def test_before_any_sweep_there_is_no_age() -> None:
    assert pulse.age(at=AT) is None


def test_a_sweep_leaves_its_hour() -> None:
    sweep(clock=stopped(AT))
    assert pulse.age(at=AT + timedelta(minutes=3)) == timedelta(minutes=3)


def test_frequent_sweeps_write_seldom() -> None:
    for seconds in (0, 10, 20):
        pulse.beat(at=AT + timedelta(seconds=seconds))
    assert Pulse.objects.get().at == AT
    pulse.beat(at=AT + timedelta(seconds=31))
    assert Pulse.objects.get().at == AT + timedelta(seconds=31)


def test_a_clock_put_back_is_followed() -> None:
    pulse.beat(at=AT + timedelta(days=31))
    pulse.beat(at=AT)
    assert pulse.age(at=AT) == timedelta()
