"""The webhooks of a structure: who has the space « Raccordement » there says where events go, and stops them."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.directory import acts, connecting, locking, rights
from unisson.directory.models import ManagerAct, Structure
from unisson.directory.spaces import Level, Space
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import one_line
from unisson.notices.models import Endpoint
from unisson.notices.webhooks import addresses, endpoints
from unisson.notices.webhooks.endpoints import Asked, Told
from unisson.notices.webhooks.events import KINDS

from ..wake import wake

MOST = 10
"""Webhooks of one structure."""
State = Endpoint.State
What = ManagerAct.What


def add(actor: User, structure_pk: int, *, url: str, kinds: Iterable[str], description: str = "", at: datetime) -> Told:
    """Have events posted to an address. NotFound where `actor` has not the space; Refusal CPP-WEBHOOK-01 to -03 for the
    address, -04 above ten, -05 without a kind of event, -08 for an address that has one: the request sent twice."""
    asked = _asked(url, kinds, description)
    with transaction.atomic():
        structure = connecting.structure_for(actor, structure_pk)
        addresses_there = _addresses(structure)
        if asked.url in addresses_there:
            raise Refusal("CPP-WEBHOOK-08", field="url")
        if len(addresses_there) >= MOST:
            raise Refusal("CPP-WEBHOOK-04", limit=MOST)
        told = endpoints.make(structure.pk, asked, at=at)
        _note(What.WEBHOOK_ADDED, told.endpoint, actor, at=at)
    return told


def change(
    actor: User,
    pk: int,
    *,
    url: str | None = None,
    kinds: Iterable[str] | None = None,
    description: str | None = None,
    at: datetime,
) -> Endpoint:
    """Another address, other events; what is None stays. What waits goes to the new address. Refusals of `add`."""
    with transaction.atomic():
        endpoint = get(actor, pk, level=Level.WRITE)
        before = Asked(url=endpoint.url, kinds=endpoint.kinds, description=endpoint.description)
        asked = _asked(
            before.url if url is None else url,
            before.kinds if kinds is None else kinds,
            before.description if description is None else description,
        )
        if asked.url != before.url and asked.url in _addresses(endpoint.structure):
            raise Refusal("CPP-WEBHOOK-08", field="url")
        if asked != before:
            endpoints.change(endpoint, asked)
            _note(What.WEBHOOK_CHANGED, endpoint, actor, at=at)
    return endpoint


def pause(actor: User, pk: int, *, at: datetime) -> Endpoint:
    """Post nothing more for now: what happens meanwhile waits. Pressed twice, or stopped by the portal, it stays so."""
    with transaction.atomic():
        endpoint = get(actor, pk, level=Level.WRITE)
        if endpoint.state == State.ACTIVE:
            endpoints.turn(endpoint, State.PAUSED)
            _note(What.WEBHOOK_PAUSED, endpoint, actor, at=at)
    return endpoint


def resume(actor: User, pk: int, *, at: datetime) -> Endpoint:
    """Post again, what waits first; also after the portal stopped it. Pressed twice, it is active."""
    with transaction.atomic():
        endpoint = get(actor, pk, level=Level.WRITE)
        if endpoint.state != State.ACTIVE:
            endpoints.turn(endpoint, State.ACTIVE)
            _note(What.WEBHOOK_RESUMED, endpoint, actor, at=at)
            wake()
    return endpoint


def remove(actor: User, pk: int, *, at: datetime) -> None:
    """It is gone, its secret at once, its log within minutes."""
    with transaction.atomic():
        endpoint = get(actor, pk, level=Level.WRITE)
        endpoints.remove(endpoint)
        _note(What.WEBHOOK_REMOVED, endpoint, actor, at=at)


def renew_secret(actor: User, pk: int, *, seen: str | None = None, at: datetime) -> Told:
    """A new secret, told once; for a day messages are signed with the former one too. Refusal CPP-WEBHOOK-09 when it
    was renewed since `seen` (`mark_of`): a button pressed twice."""
    with transaction.atomic():
        endpoint = get(actor, pk, level=Level.WRITE)
        if seen is not None and seen != mark_of(endpoint):
            raise Refusal("CPP-WEBHOOK-09")
        told = endpoints.renew(endpoint, at=at)
        _note(What.WEBHOOK_SECRET, told.endpoint, actor, at=at)
    return told


def get(actor: User, pk: int, *, level: Level = Level.READ) -> Endpoint:
    """A webhook where `actor` has the space at `level`; held when it may be changed. NotFound for any other."""
    found = endpoints.present()
    one = found.filter(pk=pk).first() if level is Level.READ else locking.row(found, pk)
    if one is None or one.structure_id not in rights.scope(actor, Space.CONNECTIONS, level).structures:
        raise NotFound
    return one


def endpoints_of(actor: User) -> QuerySet[Endpoint]:
    """Those of the structures where `actor` has the space, newest first."""
    reached = rights.scope(actor, Space.CONNECTIONS).structures
    return endpoints.present().filter(structure__in=reached).order_by("-pk")


def name_of(endpoint: Endpoint) -> str:
    """How people call it: an address may hold a password of theirs."""
    return endpoint.description or urlsplit(endpoint.url).hostname or ""


def mark_of(endpoint: Endpoint) -> str:
    """What tells its present secret from the one before, and nothing else."""
    return endpoint.secret_at.isoformat()


def _addresses(structure: Structure) -> list[str]:
    return list(endpoints.present().filter(structure=structure).values_list("url", flat=True))


def _asked(url: str, kinds: Iterable[str], description: str) -> Asked:
    chosen = set(kinds)
    if not chosen or not chosen <= set(KINDS):
        raise Refusal("CPP-WEBHOOK-05", field="events", kinds=", ".join(KINDS))
    return Asked(
        url=addresses.read(url, sandbox=settings.SANDBOX),
        kinds=[kind for kind in KINDS if kind in chosen],
        description=one_line(description)[:100],
    )


def _note(what: ManagerAct.What, endpoint: Endpoint, actor: User, *, at: datetime) -> None:
    detail = {"webhook": name_of(endpoint)}
    acts.record(what, structure=endpoint.structure, actor=actor, about=actor, detail=detail, at=at)
