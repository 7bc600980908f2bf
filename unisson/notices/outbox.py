"""E-mails as rows: queued with the change they announce, sent by a worker after it committed."""

import hashlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from unisson.kernel.clock import Clock
from unisson.kernel.naming import Name
from unisson.kernel.ports import DeferredError, UndeliverableError, ports

from .letters import compose
from .models import Email
from .preferences import leaving_address

# Two days of silence from a mail server are survived; then the operator has to look.
_RETRIES = (1, 5, 15, 60, 180, 360, 720, 1440)
"""Minutes to wait after each failed attempt."""
LEASE = timedelta(minutes=2)
RESPITE = timedelta(minutes=1)
"""While no server answers, the letters that are due wait together: none of them pays for the silence."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An e-mail to queue. Two drafts with the same `key` to one address are the same e-mail: it is sent once.

    `leave`: what lets its reader end such letters (`preferences.leaving`), "" where he cannot.
    """

    to: str
    kind: str
    values: Mapping[str, Any]
    language: str = "fr"
    key: str | None = None
    leave: str = ""


def queue(drafts: Iterable[Draft], *, at: datetime) -> None:
    """Write the rows. Call inside the transaction of the change they announce; nothing leaves before it commits.

    An address under `.invalid` (RFC 2606), that of an account that was closed, gets none.
    """
    Email.objects.bulk_create(
        [
            Email(
                to=draft.to,
                kind=draft.kind,
                values=dict(draft.values),
                language=draft.language,
                people=_named(draft.values),
                key=draft.key and f"{draft.key}-{_mark(draft.to)}",
                leave=draft.leave,
                created_at=at,
                next_try_at=at,
            )
            for draft in drafts
            if not draft.to.endswith(".invalid")
        ],
        ignore_conflicts=True,
    )


def send_pending(*, clock: Clock, batch: int = 50) -> int:
    """Send what is due, oldest first; returns how many left. Safe to run twice and at once: each row is leased.

    One after the other, so that a slow mail server never outlasts the lease of a letter that still waits its turn.
    Where the server is of no use the pass ends: each further letter would wait for it in vain.
    """
    sent = 0
    for _ in range(batch):
        email = _claim(at=clock())
        if email is None:
            break
        try:
            sent += _send(email, clock=clock)
        except OSError:
            _wait(at=clock())
            break
    return sent


def retry_failed(*, at: datetime) -> int:
    """Let the worker send again what it had given up, once the server is mended; returns how many."""
    failed = Email.objects.filter(state=Email.State.FAILED)
    return failed.update(state=Email.State.PENDING, attempts=0, next_try_at=at)


def forget(addresses: Iterable[str], *, person: int, alias: str, until: datetime) -> int:
    """Erase the letters queued up to `until` that went to one of `addresses` or name the account `person`; returns how
    many of that time still wait to be sent, and may be such. Nothing is searched for in the text of letters: a name, or
    an address that was only typed, may be words of everybody's.

    A row stays for what has to be proved: its kind, when it was queued and when it left, to `alias` where it went to
    such an address. What never left to one proves nothing: its row goes.
    """
    addresses = list(addresses)
    then = Email.objects.filter(created_at__lte=until)
    then.filter(state=Email.State.FAILED, to__in=addresses).delete()
    sent = then.filter(state=Email.State.SENT)
    erased = {"values": {}, "people": "", "subject": "", "text": "", "html": "", "leave": ""}
    sent.filter(to__in=addresses).update(to=alias, key=None, **erased)
    sent.filter(people__contains=f" {person} ").update(**erased)
    return then.filter(state=Email.State.PENDING).count()


def set_back(*, at: datetime) -> None:
    """The clock went back to `at`: letters of a later moment wait no longer, nor for their like of the true day."""
    ahead = Email.objects.filter(created_at__gt=at)
    ahead.filter(state=Email.State.PENDING).update(next_try_at=at)
    ahead.update(key=None)


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
    """Whatever is wrong with one letter, the others go out. OSError, once the row tells it, when none can."""
    email.attempts += 1
    try:
        _hand_over(email)
    except UndeliverableError as error:
        email.state, email.last_error = Email.State.FAILED, str(error)[:300]
    except DeferredError as error:
        _put_off(email, error=str(error), at=clock())
    except OSError as error:
        _put_off(email, error=f"{type(error).__name__}: {error}", at=clock())
        raise
    except Exception as error:
        _log.exception("E-mail %s cannot be written", email.pk)
        _put_off(email, error=f"{type(error).__name__}: {error}", at=clock())
    else:
        email.state, email.sent_at, email.last_error = Email.State.SENT, clock(), ""
    finally:
        email.save()
    return int(email.state == Email.State.SENT)


def _wait(*, at: datetime) -> None:
    Email.objects.filter(state=Email.State.PENDING, next_try_at__lte=at).update(next_try_at=at + RESPITE)


def _hand_over(email: Email) -> None:
    message = compose(
        kind=email.kind, values=email.values, to=email.to, language=email.language, leave=leaving_address(email.leave)
    )
    email.subject, email.text, email.html = message.subject[:250], message.text, message.html
    if ports.mailer is not None:
        ports.mailer.send(message)


def _put_off(email: Email, *, error: str, at: datetime) -> None:
    email.last_error = error[:300]
    if email.attempts > len(_RETRIES):
        email.state = Email.State.FAILED
    else:
        email.next_try_at = at + timedelta(minutes=_RETRIES[email.attempts - 1])


def _named(values: Mapping[str, Any]) -> str:
    keys = {value.of for value in values.values() if isinstance(value, Name) and value.of is not None}
    return "".join(f" {key} " for key in sorted(keys))


def _mark(address: str) -> str:
    """What tells addresses apart in a key of limited length."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()[:12]
