"""E-mails as rows: queued with the change they announce, sent by a worker after it committed."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from django.db import transaction

from unisson.kernel.clock import Clock
from unisson.kernel.ports import ports

from .letters import compose
from .models import Email

# Two days of silence from a mail server are survived; then the operator has to look.
_RETRIES = (1, 5, 15, 60, 180, 360, 720, 1440)
"""Minutes to wait after each failed attempt."""
LEASE = timedelta(minutes=2)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An e-mail to queue. Two drafts with the same `key` are the same e-mail: it is sent once."""

    to: str
    kind: str
    values: Mapping[str, Any]
    language: str = "fr"
    key: str | None = None


def queue(drafts: Iterable[Draft], *, at: datetime) -> None:
    """Write the rows. Call inside the transaction of the change they announce; nothing leaves before it commits."""
    Email.objects.bulk_create(
        [
            Email(
                to=draft.to,
                kind=draft.kind,
                values=dict(draft.values),
                language=draft.language,
                key=draft.key,
                created_at=at,
                next_try_at=at,
            )
            for draft in drafts
        ],
        ignore_conflicts=True,
    )


def send_pending(*, clock: Clock, batch: int = 50) -> int:
    """Send what is due, oldest first; returns how many left. Safe to run twice and at once: each row is leased.

    One after the other, so that a slow mail server never outlasts the lease of a letter that still waits its turn.
    """
    claimed = takewhile(bool, (_claim(at=clock()) for _ in range(batch)))
    return sum(_send(email, clock=clock) for email in claimed if email)


def retry_failed(*, at: datetime) -> int:
    """Let the worker send again what it had given up, once the server is mended; returns how many."""
    failed = Email.objects.filter(state=Email.State.FAILED)
    return failed.update(state=Email.State.PENDING, attempts=0, next_try_at=at)


def _claim(*, at: datetime) -> Email | None:
    """Push the next try of the row past the lease: another worker passes over it, a killed one gives it back."""
    with transaction.atomic():
        due = Email.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            state=Email.State.PENDING, next_try_at__lte=at
        )
        email = due.order_by("next_try_at", "pk").first()
        if email is not None:
            Email.objects.filter(pk=email.pk).update(next_try_at=at + LEASE)
    return email


def _send(email: Email, *, clock: Clock) -> int:
    """Whatever goes wrong with one letter, the others go out."""
    email.attempts += 1
    try:
        _hand_over(email)
    except Exception as error:
        if not isinstance(error, OSError):
            _log.exception("E-mail %s cannot be written", email.pk)
        _put_off(email, error=f"{type(error).__name__}: {error}", at=clock())
    else:
        email.state, email.sent_at, email.last_error = Email.State.SENT, clock(), ""
    email.save()
    return int(email.state == Email.State.SENT)


def _hand_over(email: Email) -> None:
    message = compose(kind=email.kind, values=email.values, to=email.to, language=email.language)
    email.subject, email.text, email.html = message.subject[:250], message.text, message.html
    if ports.mailer is not None:
        ports.mailer.send(message)


def _put_off(email: Email, *, error: str, at: datetime) -> None:
    email.last_error = error[:300]
    if email.attempts > len(_RETRIES):
        email.state = Email.State.FAILED
    else:
        email.next_try_at = at + timedelta(minutes=_RETRIES[email.attempts - 1])
