"""Software that calls the API of the running portal with the ready credentials of its sandbox."""

import base64
import json
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from .portal import Portal


def ready(portal: Portal) -> dict[str, str]:
    """What `unisson sandbox credentials --json` tells a script."""
    told: dict[str, str] = json.loads(portal.unisson("sandbox", "credentials", "--json").stdout)
    return told


def calling(portal: Portal, path: str, sent: object) -> dict[str, Any]:
    """What POST /cpro/<path> answers, refused or not."""
    told = ready(portal)
    form = {"grant_type": "client_credentials", "client_id": told["client_id"], "client_secret": told["client_secret"]}
    token = _answer(Request(f"{portal.url}/api/oauth/token", urlencode(form).encode()))["access_token"]
    proof = base64.b64encode(f"{told['login']}:{told['password']}".encode()).decode()
    headers = {"Authorization": f"Bearer {token}", "cpro-account": proof, "Content-Type": "application/json"}
    return _answer(Request(f"{portal.url}/cpro/{path}", json.dumps(sent).encode(), headers))


def _answer(request: Request) -> dict[str, Any]:
    try:
        with urlopen(request) as answer:
            told: dict[str, Any] = json.load(answer)
    except HTTPError as refused:
        told = json.load(refused)
    return told
