"""A passkey in software: what a browser and its security chip would answer, for tests without either."""

import hashlib
import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


class Authenticator:
    """One key, bound to one host. `verifies`: it recognises its owner; `origin`: where the browser says it stands."""

    def __init__(
        self, *, name: str = "key", host: str = "testserver", origin: str = "http://testserver", verifies: bool = True
    ) -> None:
        self.id = hashlib.sha256(name.encode()).digest()
        self.origin, self.count = origin, 0
        self._host = hashlib.sha256(host.encode()).digest()
        self._key = ec.derive_private_key(int.from_bytes(self.id, "big") % 2**200 + 1, ec.SECP256R1())
        self._flags = PRESENT | (VERIFIED if verifies else 0)

    def create(self, options: str) -> str:
        """The answer to « make a key »."""
        asked = json.loads(options)
        public = self._key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(cose)
        data = self._data(self._flags | ATTESTED) + attested
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer("webauthn.create", asked["challenge"], attestationObject=_text(made))

    def get(self, options: str) -> str:
        """The answer to « sign this challenge »."""
        asked = json.loads(options)
        self.count += 1
        data, client = self._data(self._flags), self._client("webauthn.get", asked["challenge"])
        signature = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            "webauthn.get", asked["challenge"], authenticatorData=_text(data), signature=_text(signature)
        )

    def _data(self, flags: int) -> bytes:
        return self._host + bytes([flags]) + struct.pack(">I", self.count)

    def _client(self, kind: str, challenge: str) -> bytes:
        urlsafe_b64decode(challenge + "==")
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _answer(self, kind: str, challenge: str, **response: Any) -> str:
        response["clientDataJSON"] = _text(self._client(kind, challenge))
        whole = {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "response": response}
        return json.dumps({**whole, "clientExtensionResults": {}})
