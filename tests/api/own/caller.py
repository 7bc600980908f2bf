"""Calls of the portal's own API."""

from typing import Any

from django.test import Client

from ..caller import Machine

ROOT = "/api/unisson/v1"


def get(machine: Machine | None, path: str, **asked: object) -> Any:
    """The response to GET, with what is asked in the address."""
    return _client().get(f"{ROOT}/{path}", asked, headers=_headers(machine))


def post(machine: Machine | None, path: str, sent: object, kind: str | None = None) -> Any:
    """The response to POST: of a form (a dictionary), or of a body of that `kind`."""
    typed = {"content_type": kind} if kind else {}
    return _client().post(f"{ROOT}/{path}", sent, headers=_headers(machine), **typed)


def _client() -> Client:
    return Client(raise_request_exception=False)


def _headers(machine: Machine | None) -> dict[str, str]:
    return machine.headers if machine else {}


def code_of(answer: Any, status: int) -> str:
    """The code of a problem, which is told as RFC 9457 has it."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (
        status,
        "application/problem+json; charset=utf-8",
    ), answer.content.decode()[:500]
    told = answer.json()
    assert told["status"] == status
    assert told["type"] == told["errors"][0]["page"] == f"http://testserver/regles/{told['code']}/"
    assert told["detail"] == told["errors"][0]["sentence"]
    assert told["correlation_id"] == answer.headers["x-correlationid"]
    return str(told["code"])
