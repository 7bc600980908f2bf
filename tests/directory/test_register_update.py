"""« Mettre à jour depuis le répertoire »: both sides seen, then the register's is taken, once."""

import pytest

from tests.builders import SAFE_STYLE
from tests.invoices.builders import LATER, a_structure
from unisson.directory import acts, changes, register_update, search
from unisson.directory.models import OperatorAct, Structure, StructureChange
from unisson.directory.stewards import Steward
from unisson.kernel.refusal import NotFound, Refusal

from .conftest import House, Register, an_operator


def take(house: House, seen: str) -> bool:
    return register_update.take(Steward(person=house.claire), house.structure.pk, seen=seen, at=LATER)


def refused(house: House, structure: Structure | None = None) -> str:
    with pytest.raises(Refusal) as caught:
        register_update.compare(Steward(person=house.claire), (structure or house.structure).pk)
    return caught.value.code


def test_name_and_address_are_taken_and_found_by_the_search(house: House, companies: Register) -> None:
    Structure.objects.filter(pk=house.structure.pk).update(verified=False)
    companies.holds(SAFE_STYLE, name="SAFE STYLE ÉCOLES")
    both = register_update.compare(Steward(person=house.claire), house.structure.pk)
    assert [name for name, _here, _there in both.differing] == ["name", "address", "postcode", "town"]
    assert take(house, both.mark)
    now = Structure.objects.get(pk=house.structure.pk)
    assert (now.name, now.town, now.verified) == ("SAFE STYLE ÉCOLES", "Marseille", True)
    assert "ecoles" in now.searchable
    row = changes.of(now).get()
    assert (row.what, row.before["name"], row.after["name"]) == (
        StructureChange.What.REGISTER,
        "SAFE STYLE",
        "SAFE STYLE ÉCOLES",
    )
    again = register_update.compare(Steward(person=house.claire), house.structure.pk)
    assert not again.changes_something
    assert not take(house, again.mark)
    assert changes.of(now).count() == 1


def test_a_change_on_either_side_since_it_was_seen_is_told(house: House, companies: Register) -> None:
    companies.holds(SAFE_STYLE)
    seen = register_update.compare(Steward(person=house.claire), house.structure.pk).mark
    companies.holds(SAFE_STYLE, town="Toulon")
    with pytest.raises(Refusal) as caught:
        take(house, seen)
    assert caught.value.code == "CPP-REPERTOIRE-04"
    assert not changes.of(house.structure).exists()


def test_silent_unknown_or_without_siret_nothing_is_compared(house: House, companies: Register) -> None:
    assert refused(house) == "CPP-REPERTOIRE-03"
    companies.silent = True
    assert refused(house) == "CPP-REPERTOIRE-02"
    Structure.objects.filter(pk=house.structure.pk).update(kind="RIDET", identifier="123456789")
    assert refused(house) == "CPP-REPERTOIRE-01"


def test_a_closed_establishment_is_told(house: House, companies: Register) -> None:
    companies.holds(SAFE_STYLE, active=False)
    assert register_update.compare(Steward(person=house.claire), house.structure.pk).closed


def test_the_operator_says_why(house: House, companies: Register) -> None:
    companies.holds(SAFE_STYLE)
    by = Steward(person=an_operator(), as_operator=True, reason="Courrier")
    seen = register_update.compare(by, house.structure.pk).mark
    assert register_update.take(by, house.structure.pk, seen=seen, at=LATER)
    assert acts.journal().get().what == OperatorAct.What.REGISTER_TAKEN


def test_not_theirs_is_not_found(house: House) -> None:
    with pytest.raises(NotFound):
        register_update.compare(Steward(person=house.claire), a_structure().pk)
    assert search.numbered("SIRET", SAFE_STYLE) == house.structure
