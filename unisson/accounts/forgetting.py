"""What letters still tell of somebody who went: erased once they left. That they left, when, and of which kind stays.

The rows are the work (design §6): a `Leftover` goes with what it names. Safe to run twice and at once.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from unisson.kernel.clock import Clock
from unisson.notices import outbox

from .models import Leftover, User

LATER = timedelta(minutes=10)
"""Between two looks, while letters queued before the end still wait for their mail server."""


def leave(user: User, addresses: Iterable[str], *, at: datetime) -> None:
    """Note what is to be erased of `user`, before the account forgets it: letters to its `addresses`, which are proven,
    and those that name it. An address that somebody else here proved too, a shared mailbox, is theirs."""
    own = [one for one in addresses if not _is_shared(one, user)]
    Leftover.objects.create(user=user, addresses=own, closed_at=at, due_at=at)


def forget_due(*, clock: Clock, batch: int = 10) -> int:
    """Erase what is due; returns of how many people nothing is left."""
    forgotten = 0
    for _ in range(batch):
        if not Leftover.objects.filter(due_at__lte=clock()).exists():
            break
        forgotten += _forget_one(at=clock())
    return forgotten


@transaction.atomic
def _forget_one(*, at: datetime) -> int:
    due = Leftover.objects.select_for_update(skip_locked=True, of=("self",)).filter(due_at__lte=at)
    row = due.select_related("user").order_by("due_at", "pk").first()
    if row is None:
        return 0
    if outbox.forget(row.addresses, person=row.user_id, alias=row.user.email, until=row.closed_at):
        row.due_at = at + LATER
        row.save(update_fields=["due_at"])
        return 0
    row.delete()
    return 1


def _is_shared(address: str, user: User) -> bool:
    others = User.objects.exclude(pk=user.pk)
    return others.filter(email=address).exists() or others.filter(proven_email=address).exists()
