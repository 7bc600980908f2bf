"""Sessions that are over are forgotten by the worker; the others go on."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from unisson.accounts import sessions
from unisson.kernel import clock

pytestmark = pytest.mark.django_db


def test_what_is_over_is_forgotten_and_what_goes_on_stays() -> None:
    ended, alive = SessionStore(), SessionStore()
    ended.set_expiry(-60)
    ended.save()
    alive.save()
    assert sessions.forget_over(clock=clock.now) == 1
    assert list(Session.objects.values_list("pk", flat=True)) == [alive.session_key]
