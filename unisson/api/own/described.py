"""What the library cannot tell of these operations by itself: bodies that are files, problems, what leads where."""

from collections.abc import Iterable, Mapping
from typing import Any

from . import bodies
from .certificates_wire import ByNumber
from .problems import MEDIA_TYPE

_FILE = {"type": "string", "format": "binary", "minLength": 1}
_NEXT = {
    "suite": {
        "operationId": "changes",
        "parameters": {"since": "$response.body#/next"},
        "description": "La page d’après.",
    }
}


def body(accepted: Iterable[str], *, files: Mapping[str, bool]) -> dict[str, Any]:
    """The body of an operation in each of its types. `files`: the fields of the form, each with whether it must be."""
    form = {
        "type": "object",
        "properties": {name: dict(_FILE) for name in files},
        "required": [name for name, must in files.items() if must],
    }
    known = {bodies.FORM: form, "application/json": ByNumber.model_json_schema()}
    content = {kind: {"schema": known.get(kind, dict(_FILE))} for kind in accepted}
    return {"requestBody": {"required": True, "content": content}}


def complete(document: Any) -> None:
    """Put problems under their own type, and say what leads where."""
    for way in document["paths"].values():
        for operation in way.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
    document["paths"]["/api/unisson/v1/changes"]["get"]["responses"][200]["links"] = _NEXT
