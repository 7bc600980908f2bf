"""The token in the OpenAPI document: it stands beside the library's operations."""

from typing import Any

TOKEN_PATH = "/api/oauth/token"  # noqa: S105 - an address
_ERROR = {
    "type": "object",
    "properties": {"error": {"type": "string"}, "error_description": {"type": "string"}},
    "required": ["error"],
}


def _answer(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


TOKEN: dict[str, Any] = {
    "operationId": "token",
    "summary": "Demander un jeton",
    "description": "Un jeton d’une heure, pour qui prouve le secret de son application (formulaire ou HTTP Basic).",
    "tags": ["jeton"],
    "security": [],
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "grant_type": {"type": "string", "enum": ["client_credentials"]},
                        "client_id": {"type": "string"},
                        "client_secret": {"type": "string", "format": "password"},
                        "scope": {"type": "string", "default": "openid"},
                    },
                    "required": ["grant_type"],
                }
            }
        },
    },
    "responses": {
        200: _answer(
            "Le jeton",
            {
                "type": "object",
                "properties": {
                    "access_token": {"type": "string"},
                    "expires_in": {"type": "integer"},
                    "token_type": {"type": "string"},
                    "scope": {"type": "string"},
                },
                "required": ["access_token", "expires_in", "token_type"],
            },
        ),
        400: _answer("Identifiant ou secret inconnu, ou autre demande qu’un jeton d’application", _ERROR),
        429: _answer("Trop de demandes pour cet identifiant", _ERROR),
    },
}
