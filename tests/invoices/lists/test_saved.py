"""Searches under a name, and the columns of the lists: one's own only."""

import pytest

from unisson.directory.spaces import Space
from unisson.invoices.lists import saved
from unisson.kernel.refusal import NotFound, Refusal

from ..builders import AT, a_person

pytestmark = pytest.mark.django_db


def keep(name: str, *, space: Space = Space.ISSUED, query: str = "statut=REJETEE") -> int:
    return saved.save(a_person(), space, name=name, query=query, at=AT).pk


def test_a_search_is_found_again_by_its_name_in_its_space() -> None:
    keep("Rejetées")
    keep("À payer", space=Space.RECEIVED)
    assert [(one.name, one.query) for one in saved.searches(a_person(), Space.ISSUED)] == [
        ("Rejetées", "statut=REJETEE")
    ]
    assert saved.searches(a_person("marc@example.org"), Space.ISSUED) == []


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_search_needs_a_name(name: str) -> None:
    with pytest.raises(Refusal, match="CPP-RECHERCHE-01"):
        keep(name)


def test_a_name_is_taken_once() -> None:
    keep("Rejetées")
    with pytest.raises(Refusal, match="CPP-RECHERCHE-02"):
        keep("Rejetées")
    other = keep("Autre")
    with pytest.raises(Refusal, match="CPP-RECHERCHE-02"):
        saved.rename(a_person(), other, "Rejetées")


def test_so_many_are_kept_and_no_more() -> None:
    for rank in range(saved.MOST):
        keep(f"n° {rank}")
    with pytest.raises(Refusal, match="CPP-RECHERCHE-03"):
        keep("une de trop")


def test_another_s_search_is_not_there() -> None:
    pk = keep("Rejetées")
    other = a_person("marc@example.org")
    with pytest.raises(NotFound):
        saved.rename(other, pk, "À moi")
    with pytest.raises(NotFound):
        saved.delete(other, pk)
    saved.delete(a_person(), pk)
    assert saved.searches(a_person(), Space.ISSUED) == []


def test_columns_are_remembered_for_each_space() -> None:
    assert list(saved.columns(a_person(), Space.ISSUED)) == []
    saved.choose(a_person(), Space.ISSUED, ["ttc", "etat"])
    saved.choose(a_person(), Space.ISSUED, ["ttc"])
    assert list(saved.columns(a_person(), Space.ISSUED)) == ["ttc"]
    assert list(saved.columns(a_person(), Space.RECEIVED)) == []
