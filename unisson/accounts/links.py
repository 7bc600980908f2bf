"""Links that somebody asks for by an address: the asking is written down alike for each address, the worker answers.

Nobody learns who has an account, or asked for one, not even by the time the answer takes.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from unisson.kernel.clock import Clock

from . import signin
from .models import LinkAsked


def mark_of(address: str, *, salt: str) -> str:
    """What tells an address from another in a link, which journals of servers keep."""
    return salted_hmac(salt, address).hexdigest()[:16]


def ask(address: str, *, activation: bool = False, at: datetime) -> None:
    """One row, whoever has the address. `activation`: not for a password, for an account that was asked."""
    LinkAsked.objects.create(address=signin.key_of(address), activation=activation, asked_at=at)


def answer_asked(
    answer: Callable[[LinkAsked, datetime], None], *, activation: bool, clock: Clock, batch: int = 500
) -> int:
    """`answer` what was asked, oldest first; how many requests are gone. Safe to run twice and at once."""
    asked = LinkAsked.objects.filter(activation=activation)
    for done in range(batch):
        with transaction.atomic():
            row = asked.select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
            if row is None:
                return done
            answer(row, clock())
            row.delete()
    return batch
