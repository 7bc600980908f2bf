"""A caller of the API as tests need one: an application with its secret, a technical account, and calls by them."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.invoices.builders import a_person, a_structure
from unisson.accounts.technical import Told
from unisson.directory import connecting, granting, technical
from unisson.directory.models import Structure
from unisson.directory.spaces import Space
from unisson.kernel.clock import now


@dataclass(frozen=True, kw_only=True)
class Machine:
    """Software of a structure, with all that it proves itself by."""

    structure: Structure
    account: Told
    connection: connecting.Issued
    token: str

    def call(self, path: str, sent: object = None, **headers: str) -> Any:
        """POST to /cpro/<path>: the response of Django's client."""
        sent = {} if sent is None else sent
        body = sent if isinstance(sent, bytes | str) else json.dumps(sent)
        return Client(raise_request_exception=False).post(
            f"/cpro/{path}", data=body, headers={**self.headers, **headers}, content_type="application/json"
        )

    def ask(self, path: str, sent: object = None, *, status: int = 200) -> dict[str, Any]:
        """What a call answers, as data."""
        answer = self.call(path, sent)
        assert answer.status_code == status, answer.content.decode()
        return answer.json()  # type: ignore[no-any-return]

    @property
    def headers(self) -> dict[str, str]:
        proof = f"{self.account.login}:{self.account.password}".encode()
        return {"Authorization": f"Bearer {self.token}", "cpro-account": base64.b64encode(proof).decode()}


def a_token(client_id: str, secret: str) -> str:
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret, "scope": "openid"}
    return str(Client().post("/api/oauth/token", form).json()["access_token"])


def a_machine(structure: Structure | None = None, *, rights: list[granting.Right] | None = None) -> Machine:
    """Software of SAFE STYLE, or of `structure`, with every right there, or with `rights`."""
    structure = structure or a_structure("53819959700013", spaces=(Space.ISSUED,), name="SAFE STYLE", private=True)
    by = a_person(f"maker-{structure.pk}@example.org")
    rights = technical.all_rights(structure) if rights is None else rights
    account = technical.make(structure, rights, at=now())
    issued = connecting.connect(structure, name="Connecteur", by=by, at=now())
    token = a_token(issued.connection.application.client_id, issued.secret)
    return Machine(structure=structure, account=account, connection=issued, token=token)
