"""A provider of identities by OpenID Connect, in the shape of ProConnect: authorization code with PKCE, userinfo as a
signed JWT. What it says is believed only once signed by its key, for us, now, and for the attempt that asked."""

from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from unisson.kernel.ports import Handshake, Identified

_PATIENCE = 10
"""Seconds that the provider has for each answer."""
_ALGORITHMS = ["RS256", "ES256", "PS256"]
"""Signatures by a key that the provider alone holds: never « none », never one made with our own secret."""


class OpenIdProvider:
    """One provider, known by its issuer; its addresses and keys are read at each sign-in, since keys change."""

    def __init__(self, issuer: str, *, client_id: str, client_secret: str, scope: str) -> None:
        self._issuer, self._client_id, self._secret, self._scope = issuer, client_id, client_secret, scope

    def way(self, handshake: Handshake) -> str:
        address, _state = self._session(handshake).create_authorization_url(
            self._facts()["authorization_endpoint"],
            state=handshake.state,
            nonce=handshake.nonce,
            code_verifier=handshake.verifier,
        )
        return str(address)

    def told(self, handshake: Handshake, *, code: str) -> Identified:
        facts = self._facts()
        keys = _keys(_read(facts["jwks_uri"]).json())
        try:
            token = self._session(handshake).fetch_token(
                facts["token_endpoint"], code=code, code_verifier=handshake.verifier, timeout=_PATIENCE
            )
        except AuthlibBaseError as error:
            raise ValueError(f"token: {error.error}") from error
        who = self._claims(str(token.get("id_token", "")), keys, nonce=handshake.nonce)
        answer = _read(facts["userinfo_endpoint"], token=str(token.get("access_token", "")))
        is_signed = answer.headers.get("Content-Type", "").startswith("application/jwt")
        info = self._claims(answer.text, keys, lasts=False) if is_signed else answer.json()
        if not isinstance(info, dict) or info.get("sub") != who.get("sub") or not who.get("sub"):
            raise ValueError("userinfo of somebody else")
        return Identified(
            issuer=self._issuer,
            subject=_plain(who["sub"], most=255, name="name there"),
            address=_plain(str(info.get("email") or "").strip().lower(), most=254, name="address"),
            verified=info.get("email_verified") is True,
        )

    def _session(self, handshake: Handshake) -> OAuth2Session:
        return OAuth2Session(
            self._client_id,
            self._secret,
            scope=self._scope,
            redirect_uri=handshake.back,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_post",  # noqa: S106 - the name of a method
        )

    def _facts(self) -> dict[str, str]:
        facts = _read(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration").json()
        names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        if not isinstance(facts, dict) or facts.get("issuer") != self._issuer or not all(map(facts.get, names)):
            raise ValueError("this is not the configuration of the issuer")
        return facts

    def _claims(self, text: str, keys: KeySet, *, nonce: str = "", lasts: bool = True) -> dict[str, Any]:
        """What a signed text says. An ID token has an end and the nonce; a userinfo may have neither."""
        required: dict[str, Any] = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
        }
        if lasts:
            required |= {"exp": {"essential": True}, "nonce": {"essential": True, "value": nonce}}
        try:
            claims: dict[str, Any] = jwt.decode(text, keys, algorithms=_ALGORITHMS).claims
            jwt.JWTClaimsRegistry(leeway=60, **required).validate(claims)
        except JoseError as error:
            raise ValueError(f"token: {type(error).__name__}") from error
        return claims


def _plain(told: object, *, most: int, name: str) -> str:
    """What can be kept: neither empty nor too long (OpenID Connect Core §2 for a name), and without signs that a
    database refuses."""
    text = str(told)
    if not text or len(text) > most or not text.isprintable():
        raise ValueError(f"no {name} that can be kept")
    return text


def _read(address: str, *, token: str = "") -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = requests.get(address, headers=headers, timeout=_PATIENCE, allow_redirects=False)
    answer.raise_for_status()
    return answer


def _keys(told: dict[str, Any]) -> KeySet:
    try:
        return KeySet.import_key_set(told)  # type: ignore[arg-type]
    except (JoseError, KeyError, TypeError) as error:
        raise ValueError("keys that cannot be read") from error
