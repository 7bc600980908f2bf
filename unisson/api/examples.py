"""The examples of both documents: requests that work as they stand, but for identifiers, and what they answer.

They stand in `examples.json`, by method (POST where none is named) and address; the invoice that they send is
`example.xml`. Tests call each, in this order.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
FILE = "example.xml"


@dataclass(frozen=True, kw_only=True)
class Example:
    """One call. `at`: the parameters of its address; `kind`: the type of its body; `who`: which side makes it."""

    sent: Any = None
    told: Any = None
    at: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    kind: str = "application/json"
    who: str = "supplier"


def invoice() -> bytes:
    """The invoice that examples send."""
    return (_HERE / FILE).read_bytes()


@cache
def examples() -> Mapping[tuple[str, str], Example]:
    """Each example by the address and the method of its operation."""
    listed = json.loads((_HERE / "examples.json").read_text(encoding="utf-8"))
    return {_operation(name): Example(**_filled(example)) for name, example in listed.items()}


def illustrate(document: Any) -> None:
    """Put the examples into an OpenAPI document, where it has their operations."""
    for (path, method), example in examples().items():
        operation = document["paths"].get(path, {}).get(method)
        if operation is None:
            continue
        for parameter in operation.get("parameters", []):
            if parameter["name"] in example.at:
                parameter["example"] = example.at[parameter["name"]]
        if example.sent is not None:
            operation["requestBody"]["content"][example.kind]["example"] = _shown(example.sent)
        if example.told is not None:
            answer = operation["responses"][example.status]["content"]["application/json"]
            answer["example"] = example.told


def _operation(name: str) -> tuple[str, str]:
    method, _, path = name.rpartition(" ")
    return path, method.lower() or "post"


def _shown(sent: Any) -> Any:
    return invoice().decode() if sent == FILE else sent


def _filled(value: Any) -> Any:
    """With the invoice where its base64 is meant."""
    if isinstance(value, dict):
        return {name: _filled(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    return base64.b64encode(invoice()).decode() if value == f"base64:{FILE}" else value
