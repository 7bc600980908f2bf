"""Ready credentials of a sandbox: software and a technical account that exist as soon as somebody asks for them.

Their secrets are derived from the portal's own, so that they may be told again and again and stand nowhere in clear.
Outside a sandbox there are none.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from unisson.accounts import technical as identity
from unisson.accounts.models import TechnicalKey, User
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.tokens import digest

from . import agreements, connecting, locking, technical
from .colleagues import managers_of
from .models import Connection, ConnectionSecret, Structure
from .spaces import Space

NAME = "Bac à sable"


@dataclass(frozen=True, kw_only=True)
class Ready:
    """All that a script needs to call this portal."""

    base_url: str
    client_id: str
    client_secret: str
    login: str
    password: str
    supplier_siret: str
    recipient_siret: str


def credentials(*, at: datetime) -> Ready:
    """Those of the first private structure that sends invoices, made at the first call. CPP-RACCORD-07 outside a
    sandbox; NotFound in one that has no such structure, or no public one that demands nothing."""
    if not settings.SANDBOX:
        raise Refusal("CPP-RACCORD-07")
    with transaction.atomic():
        supplier, recipient = _supplier(), _recipient()
        locking.hold([supplier.pk])
        password, secret = _derived("password", supplier), _derived("secret", supplier)
        user = _account(supplier, password, at=at)
        client_id = _client(supplier, secret, by=user, at=at)
    return Ready(
        base_url=settings.BASE_URL,
        client_id=client_id,
        client_secret=secret,
        login=identity.login_of(user),
        password=password,
        supplier_siret=supplier.identifier,
        recipient_siret=recipient.identifier,
    )


def told() -> Ready | None:
    """Those that were made, for a page that only reads. None where there are none."""
    supplier = Structure.objects.filter(**_SENDS).order_by("pk").first() if settings.SANDBOX else None
    recipient = Structure.objects.filter(**_RECEIVES).order_by("pk").first()
    if supplier is None or recipient is None:
        return None
    password, secret = _derived("password", supplier), _derived("secret", supplier)
    key, kept = _key(password), _secret(secret)
    if key is None or kept is None:
        return None
    return Ready(
        base_url=settings.BASE_URL,
        client_id=kept.connection.application.client_id,
        client_secret=secret,
        login=identity.login_of(key.user),
        password=password,
        supplier_siret=supplier.identifier,
        recipient_siret=recipient.identifier,
    )


_SENDS = {"nature": Structure.Nature.PRIVATE, "kind": "SIRET", "active": True, "openings__space": Space.ISSUED}
_RECEIVES = {
    "nature": Structure.Nature.PUBLIC,
    "active": True,
    "openings__space": Space.RECEIVED,
    "service_required": False,
    "commitment_required": False,
    "service_or_commitment_required": False,
}


def _supplier() -> Structure:
    found = Structure.objects.filter(**_SENDS).order_by("pk").first()
    if found is None:
        raise NotFound
    return found


def _recipient() -> Structure:
    found = Structure.objects.filter(**_RECEIVES).order_by("pk").first()
    if found is None:
        raise NotFound
    return found


def _derived(what: str, structure: Structure) -> str:
    return salted_hmac(f"unisson.sandbox.{what}", structure.identifier, algorithm="sha256").hexdigest()[:40]


def _key(password: str) -> TechnicalKey | None:
    return TechnicalKey.objects.filter(digest=digest(password), closed_at=None).select_related("user").first()


def _secret(secret: str) -> ConnectionSecret | None:
    valid = {"connection__state": Connection.State.VALID, "ended_at": None, "digest": digest(secret)}
    return ConnectionSecret.objects.filter(**valid).select_related("connection__application").first()


def _account(supplier: Structure, password: str, *, at: datetime) -> User:
    key = _key(password)
    if key is not None:
        return key.user
    if managers := managers_of(supplier):
        agreements.sign_mandate(managers[0], supplier.pk, at=at)  # without it nothing is typed by « soumettre »
    return technical.make(supplier, technical.all_rights(supplier), at=at, password=password).user


def _client(supplier: Structure, secret: str, *, by: User, at: datetime) -> str:
    kept = _secret(secret)
    if kept is not None:
        return str(kept.connection.application.client_id)
    issued = connecting.connect(supplier, name=NAME, by=by, secret=secret, at=at)
    return str(issued.connection.application.client_id)
