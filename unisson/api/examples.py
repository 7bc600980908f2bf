"""The examples of both documents: requests that work as they stand, but for identifiers, and what they answer.

They stand in `examples.json`, by address; the invoice that they send is `example.xml`. Tests call each.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
FILE = "example.xml"


@dataclass(frozen=True, kw_only=True)
class Example:
    """One call. `kind`: the type of its body; `who`: from which side it is made."""

    sent: Any
    told: Any
    kind: str = "application/json"
    who: str = "supplier"


def invoice() -> bytes:
    """The invoice that examples send."""
    return (_HERE / FILE).read_bytes()


@cache
def examples() -> Mapping[str, Example]:
    """Each example by the address of its operation."""
    listed = json.loads((_HERE / "examples.json").read_text(encoding="utf-8"))
    return {path: Example(**_filled(example)) for path, example in listed.items()}


def illustrate(document: Any) -> None:
    """Put the examples into an OpenAPI document, where it has their operations."""
    for path, example in examples().items():
        for method, operation in document["paths"].get(path, {}).items():
            if method == "get":
                _illustrate_asked(operation, example.sent)
            else:
                operation["requestBody"]["content"][example.kind]["example"] = _shown(example.sent)
            operation["responses"][200]["content"]["application/json"]["example"] = example.told


def _illustrate_asked(operation: Any, asked: Mapping[str, Any]) -> None:
    for parameter in operation["parameters"]:
        if parameter["name"] in asked:
            parameter["example"] = asked[parameter["name"]]


def _shown(sent: Any) -> Any:
    return invoice().decode() if sent == FILE else sent


def _filled(value: Any) -> Any:
    """With the invoice where its base64 is meant."""
    if isinstance(value, dict):
        return {name: _filled(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    return base64.b64encode(invoice()).decode() if value == f"base64:{FILE}" else value
