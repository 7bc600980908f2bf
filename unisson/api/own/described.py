"""What the library cannot tell of these operations by itself: bodies that are files, problems, what leads where."""

from collections.abc import Iterable, Mapping
from typing import Any

from unisson.accounts.pacing import SPAN
from unisson.files import limits
from unisson.kernel.findings import Value
from unisson.kernel.sizes import Octets

from . import bodies, problems
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
_NAME, _MARK = "file", "3f2b8c1e9a7d4056b1c2d3e4f5a60718"
_REFUSED: Mapping[int, tuple[str, dict[str, Value]]] = {
    400: ("CPP-API-05", {"name": _NAME}),
    401: ("CPP-API-07", {}),
    403: ("CPP-API-09", {}),
    404: ("CPP-ACCES-01", {}),
    410: ("CPP-SUIVI-01", {}),
    413: ("CPP-API-43", {"limit": Octets(limits.INVOICE_FILE)}),
    415: ("CPP-API-41", {"type": "application/zip", "expected": ", ".join((bodies.FORM, *bodies.XML, bodies.PDF))}),
    422: ("CPP-FICHIER-01", {"name": "facture.xml"}),
    429: ("CPP-API-10", {"limit": 600, "seconds": SPAN}),
    500: ("CPP-API-11", {"mark": _MARK}),
    503: ("CPP-FICHIER-10", {}),
}
"""A problem of each status, to be shown."""
_FIELDS = {400: _NAME, 410: "since", 422: _NAME}


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
                    content = {**answer["content"]["application/json"], "example": _refused(int(status))}
                    answer.update(description=problems.TITLES[int(status)], content={MEDIA_TYPE: content})
    document["paths"]["/api/unisson/v1/changes"]["get"]["responses"][200]["links"] = _NEXT


def _refused(status: int) -> dict[str, Any]:
    code, values = _REFUSED[status]
    told = problems.problem(status, [problems.fault(code, values, field=_FIELDS.get(status, ""))])
    return told.model_copy(update={"correlation_id": f"Id-{_MARK}"}).model_dump(exclude_none=True)
