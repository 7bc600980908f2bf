"""The secrets of an endpoint: sealed in the database, told when they are made, read again to sign."""

from datetime import datetime, timedelta

from unisson.kernel.ports import Vault, ports

from ..models import Endpoint
from . import signing

BOTH = timedelta(hours=24)
"""How long the former secret signs beside a new one."""
_PURPOSE = "webhook secret"


def give(endpoint: Endpoint, *, at: datetime) -> str:
    """A first secret, in memory: whoever calls saves the row."""
    secret = signing.new_secret()
    endpoint.secret, endpoint.secret_at = _vault().seal(secret, purpose=_PURPOSE), at
    return secret


def renew(endpoint: Endpoint, *, at: datetime) -> str:
    """A new secret, in memory; the former signs beside it for a day."""
    endpoint.former, endpoint.former_until = endpoint.secret, at + BOTH
    return give(endpoint, at=at)


def of(endpoint: Endpoint, *, at: datetime) -> list[str]:
    """What signs now, the newest first; nothing where the portal's key was lost since they were made."""
    sealed = [endpoint.secret]
    if endpoint.former_until and endpoint.former_until > at:
        sealed.append(endpoint.former)
    read = (_vault().unseal(one, purpose=_PURPOSE) for one in sealed)
    return [secret for secret in read if secret]


def seal_anew(endpoint: Endpoint) -> None:
    """A secret key of the portal that was replaced is no longer needed for what is in use."""
    told = _vault().unseal(endpoint.secret, purpose=_PURPOSE)
    if told:
        row = Endpoint.objects.filter(pk=endpoint.pk, secret=endpoint.secret)
        row.update(secret=_vault().seal(told, purpose=_PURPOSE))


def _vault() -> Vault:
    assert ports.vault is not None  # noqa: S101 - `config.wiring` plugs one in
    return ports.vault
