"""Our schemas against the operator's own two documents, where they stand beside the clone: path, field, type, list.

A date of theirs may be any of our three renderings (chorus-pro-api.md §2.5); what clients saw besides is named in
`SEEN`; schema leftovers (§2.4) are in `LEFTOVERS`.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from unisson.api import door  # noqa: F401 - register the endpoints
from unisson.api.endpoints import endpoints

ROOT = Path(__file__).resolve().parents[2]
PLACE = Path(os.environ.get("UNISSON_CORPUS", ROOT.parent / "shared" / "corpus")).parent / "reference" / "openapi"
DOCUMENTS = sorted(PLACE.glob("*.json"))
LEFTOVERS = frozenset({"champsDeTri", "ordreTriGenerique", "taillePageGenerique", "indexPageGenerique"})
SEEN = {
    "factures/v1/deposer/pdf": {"codeRetour", "libelle"},
    "structures/v1/rechercher/services": {"listeServices[].dateDbtService", "listeServices[].dateFinService"},
}
"""Fields of answers that were seen on the wire and stand in no document."""

pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="The operator's documents are not beside the clone.")


def operations() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Path, operation and definitions of each of theirs."""
    for place in DOCUMENTS:
        document = json.loads(place.read_text())
        family = document["basePath"].rpartition("/")[2]
        for path, ways in document["paths"].items():
            yield family + path, ways["post"], document["definitions"]


THEIRS = {path: (operation, definitions) for path, operation, definitions in operations()}
BUILT = sorted(set(THEIRS) & set(endpoints()))


def flat(schema: dict[str, Any], known: dict[str, Any], at: str = "", deep: int = 0) -> Iterator[tuple[str, str]]:
    """Each leaf of a schema with what it may be: "structure.typeStructure", "string PRIVEE PUBLIQUE"."""
    schema = resolved(schema, known)
    assert deep < 12, at
    if "properties" in schema:
        for name, inner in schema["properties"].items():
            if name not in LEFTOVERS:
                yield from flat(inner, known, f"{at}.{name}" if at else name, deep + 1)
    elif schema.get("type") == "array":
        yield from flat(schema["items"], known, f"{at}[]", deep + 1)
    else:
        yield at, " ".join([kind(schema), *sorted(schema.get("enum", ()))])


def resolved(schema: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema or "anyOf" in schema or "allOf" in schema:
        if "$ref" in schema:
            schema = known[schema["$ref"].rpartition("/")[2]]
        else:
            schema = next(one for one in schema.get("anyOf") or schema["allOf"] if one.get("type") != "null")
    return schema


def kind(schema: dict[str, Any]) -> str:
    """Whole numbers of 32 and 64 bits are one; so are the ways to write a date, and a text with a pattern of one."""
    dated = schema.get("format") in ("date", "date-time") or "pattern" in schema
    return "date" if dated else str(schema["type"])


def ours(model: type[BaseModel], mode: Any) -> dict[str, str]:
    schema = model.model_json_schema(mode=mode)
    return dict(flat(schema, schema.get("$defs", {})))


def theirs(schema: dict[str, Any], known: dict[str, Any]) -> dict[str, str]:
    return dict(flat(schema, known))


def body_of(operation: dict[str, Any]) -> dict[str, Any]:
    return next(one["schema"] for one in operation["parameters"] if one["in"] == "body")


@pytest.mark.parametrize("path", BUILT)
def test_a_request_has_every_field_type_and_list_of_theirs(path: str) -> None:
    operation, known = THEIRS[path]

    assert ours(endpoints()[path].asked, "validation") == theirs(body_of(operation), known)


@pytest.mark.parametrize("path", BUILT)
def test_an_answer_has_every_field_type_and_list_of_theirs(path: str) -> None:
    operation, known = THEIRS[path]
    told = ours(endpoints()[path].told, "serialization")
    seen = SEEN.get(path, set())

    assert seen <= set(told)
    assert {name: one for name, one in told.items() if name not in seen} == theirs(
        operation["responses"]["200"]["schema"], known
    )


def test_they_have_twenty_eight_operations_and_we_know_them_all() -> None:
    from .reference import PATHS

    assert len(THEIRS) == 28
    assert set(THEIRS) <= PATHS
