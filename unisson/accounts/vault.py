"""What must be read again and yet not lie open in the database: encrypted with a key made from the portal's secret."""

import base64
from collections.abc import Iterable
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str, *, purpose: str) -> str:
    """`text` as nobody without the secret key reads it. What was sealed for one purpose is not opened for another."""
    return _box(purpose, _secrets()).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str, within: int | None = None) -> str | None:
    """What was sealed, at most `within` seconds ago; None when it was not, or when the secret key was lost since."""
    try:
        return _box(purpose, _secrets()).decrypt(sealed.encode(), ttl=within).decode()
    except (InvalidToken, ValueError):
        return None


def _secrets() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=8)
def _box(purpose: str, secrets: Iterable[str]) -> MultiFernet:
    """The first secret seals, each of them opens: the secret key may be changed without anybody losing a phone."""
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def _key(secret: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"unisson {purpose}".encode())
    return base64.urlsafe_b64encode(derived.derive(secret.encode()))
