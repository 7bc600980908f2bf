"""The clock of a sandbox, put forward and back. All that is dated, due or told goes by it (`kernel.clock`)."""

from datetime import timedelta

from django.db import transaction

from unisson.accounts.models import User
from unisson.kernel.clock import now
from unisson.kernel.ports import Ahead, ports
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices import outbox, preferences
from unisson.notices.webhooks import queueing

from ..wake import wake
from . import players

FURTHEST = timedelta(days=3650)
"""Ten years: beyond, dates would leave the tables of the law."""
AT_ONCE = 366
"""Days."""


def ahead() -> timedelta:
    """How far the clock is ahead; nothing in production."""
    return ports.ahead() if ports.ahead else timedelta()


def forward(actor: User, days: int) -> None:
    """Put it forward. NotFound for who plays for no structure; Refusal CPP-ESSAI-01 in production, -05 for days that
    are none or too many."""
    clock = _clock(actor)
    if not 1 <= days <= AT_ONCE or clock() + timedelta(days=days) > FURTHEST:
        raise Refusal("CPP-ESSAI-05", field="days", limit=AT_ONCE)
    clock.advance(timedelta(days=days))
    wake()


def back(actor: User) -> None:
    """Back to the true time. Refusals as `forward`."""
    _clock(actor)
    set_back()


def set_back() -> None:
    """Back to the true time; recaps, letters and webhooks of the days ahead go on from it. Refusal CPP-ESSAI-01 in
    production."""
    if ports.ahead is None:
        raise Refusal("CPP-ESSAI-01")
    ports.ahead.reset()
    with transaction.atomic():
        preferences.set_back(at=now())
        outbox.set_back(at=now())
        queueing.set_back(at=now())


def _clock(actor: User) -> Ahead:
    players.check_sandbox()
    if ports.ahead is None:
        raise Refusal("CPP-ESSAI-01")
    if not players.reached(actor):
        raise NotFound
    return ports.ahead
