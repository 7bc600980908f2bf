"""The rows of webhooks: made, changed, stopped, removed. Whoever may, and what is noted of it, is said by who calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ..models import Endpoint
from . import keyring

State = Endpoint.State


@dataclass(frozen=True, kw_only=True)
class Told:
    """A webhook, with its secret in clear for the only time."""

    endpoint: Endpoint
    secret: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What one says of a webhook: `url` as `addresses.read` gave it."""

    url: str
    kinds: Sequence[str]
    description: str = ""


def present() -> QuerySet[Endpoint]:
    """Those that nobody removed, with their structures."""
    return Endpoint.objects.exclude(state=State.REMOVED).select_related("structure")


def make(structure_id: int, asked: Asked, *, at: datetime) -> Told:
    """It hears of what happens from `at` on."""
    endpoint = Endpoint(structure_id=structure_id, since=at)
    secret = keyring.give(endpoint, at=at)
    _write(endpoint, asked)
    endpoint.save()
    return Told(endpoint=endpoint, secret=secret)


def change(endpoint: Endpoint, asked: Asked) -> None:
    """What waits goes to the new address."""
    _write(endpoint, asked)
    endpoint.save(update_fields=["url", "kinds", "description"])


def turn(endpoint: Endpoint, state: Endpoint.State) -> None:
    """Paused, or posted to again: what it failed at before counts no more."""
    endpoint.state, endpoint.failing_since, endpoint.failures, endpoint.rest_until = state, None, 0, None
    endpoint.disabled_at, endpoint.disabled_why, endpoint.to_tell = None, "", False
    told = ["state", "failing_since", "failures", "rest_until", "disabled_at", "disabled_why", "to_tell"]
    endpoint.save(update_fields=told)


def active_at(structure: int) -> QuerySet[Endpoint]:
    """Those of a structure that are posted to."""
    return Endpoint.objects.filter(structure=structure, state=State.ACTIVE)


def pause_all(structure: int) -> int:
    """Post nothing more for a structure whose people can no longer say where; returns how many were paused."""
    found = list(active_at(structure).select_for_update(of=("self",)).order_by("pk"))
    for one in found:
        turn(one, State.PAUSED)
    return len(found)


def remove(endpoint: Endpoint) -> None:
    """Its secrets go at once; its log, and the row, with a later sweep (`queueing.forget_over`)."""
    endpoint.state, endpoint.secret, endpoint.former, endpoint.former_until = State.REMOVED, "", "", None
    endpoint.save(update_fields=["state", "secret", "former", "former_until"])


def renew(endpoint: Endpoint, *, at: datetime) -> Told:
    """Another secret; for a day the former signs beside it."""
    secret = keyring.renew(endpoint, at=at)
    endpoint.save(update_fields=["secret", "former", "former_until", "secret_at"])
    return Told(endpoint=endpoint, secret=secret)


_SECRETS = ("secret", "secret_at", "former", "former_until")
_HANDED = ("url", "description", "kinds", "state", "since", "disabled_at", "disabled_why", *_SECRETS)


def hand_down(former: int, present: int) -> None:
    """The webhooks of a structure, with their secrets, for the one that it goes on as: each is told of its own
    invoices from now on. In the transaction that makes the change."""
    found = Endpoint.objects.exclude(state=State.REMOVED).filter(structure=former).order_by("pk")
    Endpoint.objects.bulk_create(
        [Endpoint(structure_id=present, **{name: getattr(one, name) for name in _HANDED}) for one in found]
    )


def stopped() -> QuerySet[Endpoint]:
    """Those that the portal stopped, of which their people were not told yet."""
    return Endpoint.objects.filter(to_tell=True, state=State.DISABLED)


def claim_stopped() -> Endpoint | None:
    """One of `stopped`, locked until the end of the transaction, which tells its people."""
    found = stopped().select_for_update(skip_locked=True, of=("self",)).select_related("structure")
    return found.order_by("pk").first()


def settle(endpoint: Endpoint) -> None:
    """Its people were told."""
    Endpoint.objects.filter(pk=endpoint.pk).update(to_tell=False)


def _write(endpoint: Endpoint, asked: Asked) -> None:
    endpoint.url, endpoint.kinds, endpoint.description = asked.url, list(asked.kinds), asked.description
