"""Each endpoint of the reference is routed, once, and described in the published document."""

import pytest
from django.urls import resolve, reverse

from unisson.api.door import api
from unisson.api.endpoints import endpoint, endpoints

from .reference import PATHS, TO_COME


def test_each_endpoint_of_the_reference_is_routed_but_those_to_come() -> None:
    assert set(endpoints()) == PATHS - TO_COME


def test_nothing_is_to_come_that_the_reference_does_not_have() -> None:
    assert TO_COME <= PATHS


@pytest.mark.parametrize("path", sorted(endpoints()))
def test_an_endpoint_stands_at_its_address(path: str) -> None:
    assert reverse(f"cpro:{path}") == f"/cpro/{path}"
    assert resolve(f"/cpro/{path}").view_name == f"cpro:{path}"


def test_a_path_has_one_endpoint() -> None:
    with pytest.raises(ValueError, match="two endpoints"):
        endpoint("structures/v1/rechercher", summary="Encore")(endpoints()["structures/v1/rechercher"].act)


def test_the_document_describes_each_endpoint_and_both_proofs() -> None:
    document = api.get_openapi_schema()

    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {
        *(f"/cpro/{path}" for path in endpoints()),
        "/cpro/transverses/v1/health-check",
        "/api/oauth/token",
    }
    assert set(document["security"][0]) == set(document["components"]["securitySchemes"])
    for way in document["paths"].values():
        for operation in way.values():
            assert operation["summary"]
