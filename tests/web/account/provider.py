"""A provider of identities on this machine: what ProConnect answers, and the lies that one must not believe."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "unisson", "their-secret-of-this-portal-32-bytes"


class Provider:
    """`who`: what its userinfo says. `lies`: names of answers that it makes wrong."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.other_key = RSAKey.generate_key(2048, {"kid": "one"})
        self.who: dict[str, Any] = {"sub": "claire-there", "email": "claire@example.org"}
        self.lies: set[str] = set()
        self.issuer = ""
        self._codes: dict[str, dict[str, str]] = {}

    def authorize(self, address: str) -> dict[str, str]:
        """What the person's browser does there: what it brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def answer(self, path: str, posted: dict[str, str]) -> tuple[int, str, str]:
        pages = {
            "/.well-known/openid-configuration": self._facts,
            "/jwks": lambda: json.dumps(KeySet([self.key]).as_dict(private=False)),
            "/token": lambda: self._token(posted),
            "/userinfo": self._userinfo,
        }
        text = pages[path]()
        kind = "application/jwt" if path == "/userinfo" and "plain" not in self.lies else "application/json"
        return (400 if text.startswith('{"error"') else 200), kind, text

    def _facts(self) -> str:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        facts = {name: f"{self.issuer}/{path}" for name, path in names.items()}
        issuer = "https://somebody.example" if "issuer" in self.lies else self.issuer
        return json.dumps({**facts, "jwks_uri": f"{self.issuer}/jwks", "issuer": issuer})

    def _token(self, posted: dict[str, str]) -> str:
        asked = self._codes.pop(posted.get("code", ""), None)
        proof = hashlib.sha256(posted.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        good = asked and asked["code_challenge"] == challenge and posted.get("client_secret") == SECRET
        if not good or asked is None:
            return '{"error": "invalid_grant"}'
        claims = {
            "iss": self.issuer,
            "aud": "another-client" if "audience" in self.lies else CLIENT,
            "sub": self.who["sub"],
            "nonce": "another" if "nonce" in self.lies else asked["nonce"],
            "exp": int(time.time()) + (-3600 if "expired" in self.lies else 60),
        }
        return json.dumps({"access_token": "a", "token_type": "Bearer", "id_token": self._signed(claims)})

    def _userinfo(self) -> str:
        claims = {**self.who, "iss": self.issuer, "aud": CLIENT}
        if "subject" in self.lies:
            claims["sub"] = "somebody-else"
        return json.dumps(claims) if "plain" in self.lies else self._signed(claims)

    def _signed(self, claims: dict[str, Any]) -> str:
        if "none" in self.lies:
            parts = ({"alg": "none"}, claims)
            return (
                ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in parts) + "."
            )
        if "our secret" in self.lies:
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
        key = self.other_key if "signature" in self.lies else self.key
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)


@contextmanager
def running() -> Iterator[Provider]:
    """The provider, listening on this machine."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if urlsplit(self.path).path == "/authorize":
                self._send_back()
            else:
                self._say({})

        def _send_back(self) -> None:
            """Whoever asks is recognised at once."""
            back = parse_qs(urlsplit(self.path).query)["redirect_uri"][0]
            self.send_response(302)
            self.send_header("Location", f"{back}?{urlencode(provider.authorize(self.path))}")
            self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say({name: values[0] for name, values in parse_qs(body).items()})

        def _say(self, posted: dict[str, str]) -> None:
            status, kind, text = provider.answer(urlsplit(self.path).path, posted)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    yield provider
    server.shutdown()
    server.server_close()
    thread.join()
