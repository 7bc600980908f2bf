"""The signature of Standard Webhooks: HMAC-SHA256 over « id.timestamp.body », symmetric (scheme « v1 »)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

_PREFIX = "whsec_"
_BYTES = 32
"""Between 24 and 64, says the specification."""


def new_secret() -> str:
    """A secret as receivers are told it."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def headers(keys: Iterable[str], *, message: str, timestamp: int, body: bytes) -> dict[str, str]:
    """What a receiver checks a message by. Several `keys`: one signature each, so that it may know either."""
    signed = " ".join(sign(key, message=message, timestamp=timestamp, body=body) for key in keys)
    return {"webhook-id": message, "webhook-timestamp": str(timestamp), "webhook-signature": signed}


def sign(key: str, *, message: str, timestamp: int, body: bytes) -> str:
    """One signature, with its scheme."""
    content = f"{message}.{timestamp}.".encode() + body
    told = hmac.digest(base64.b64decode(key.removeprefix(_PREFIX)), content, hashlib.sha256)
    return f"v1,{base64.b64encode(told).decode()}"
