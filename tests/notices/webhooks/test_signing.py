"""The published vector of Standard Webhooks, and what a receiver computes by itself."""

import base64
import hashlib
import hmac
import re
import time
from pathlib import Path
from typing import Any

import pytest

from unisson.notices.webhooks import signing

# From the test suites of github.com/standard-webhooks/standard-webhooks, the same in each language.
KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE, MOMENT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def verified(key: str, headers: dict[str, str], body: bytes) -> bool:
    """As the how-to tells receivers."""
    secret = base64.b64decode(key.removeprefix("whsec_"))
    signed = b".".join((headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body))
    expected = "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected, one) for one in headers["webhook-signature"].split())


def test_the_published_vector() -> None:
    assert signing.sign(KEY, message=MESSAGE, timestamp=MOMENT, body=BODY) == SIGNED


def test_a_receiver_who_knows_either_secret_finds_its_signature() -> None:
    new, former = signing.new_secret(), signing.new_secret()
    body = '{"type":"invoice.deposited","data":{"number":"F°12 « é »"}}'.encode()
    headers = signing.headers([new, former], message=MESSAGE, timestamp=MOMENT, body=body)

    assert verified(new, headers, body)
    assert verified(former, headers, body)
    assert not verified(signing.new_secret(), headers, body)
    assert not verified(new, headers, body + b" ")
    assert not verified(new, {**headers, "webhook-id": "msg_other"}, body)


def test_a_secret_is_long_enough_and_never_the_same() -> None:
    secrets = {signing.new_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert all(24 <= len(base64.b64decode(one.removeprefix("whsec_"), validate=True)) <= 64 for one in secrets)


def test_the_code_of_the_how_to_tells_a_message_of_ours_from_another() -> None:
    page = Path("docs/how-to/webhooks.md").read_text()
    block = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert block
    known: dict[str, Any] = {}
    exec(block[1], known)  # noqa: S102 - our own page
    key, now = signing.new_secret(), int(time.time())
    headers = signing.headers([key], message=MESSAGE, timestamp=now, body=BODY)
    known["verify"](key, headers, BODY)
    with pytest.raises(ValueError, match="signature"):
        known["verify"](signing.new_secret(), headers, BODY)
    with pytest.raises(ValueError, match="vieux"):
        known["verify"](key, signing.headers([key], message=MESSAGE, timestamp=now - 600, body=BODY), BODY)
