"""Registers in order: the first that knows says, only the last may say « unknown », who is masked leaves unnamed."""

import pytest

from unisson.config.adapters.companies import InOrder, SampleCompanies
from unisson.kernel.ports import Company, SilentRegisterError

ARSOUILLE = "83876704400012"
ONE = Company(name="ONE", address="1 rue", postcode="30130", town="Nîmes")
MASKED = Company(name="LÉA MARTIN", address="1 rue", postcode="30130", town="Nîmes", masked=True, legal_category="1000")


class Says:
    def __init__(self, answer: Company | OSError | None) -> None:
        self.answer = answer

    def find(self, siret: str) -> Company | None:
        if isinstance(self.answer, OSError):
            raise self.answer
        return self.answer


SILENT = Says(SilentRegisterError("down"))
UNKNOWN = Says(None)


@pytest.mark.parametrize("before", [(), (SILENT,), (UNKNOWN,), (UNKNOWN, SILENT)])
def test_the_first_that_knows_it_says_what_it_is(before: tuple[Says, ...]) -> None:
    assert InOrder([*before, Says(ONE), SILENT]).find(ARSOUILLE) == ONE


def test_the_last_one_says_that_it_is_unknown() -> None:
    assert InOrder([SILENT, UNKNOWN]).find(ARSOUILLE) is None


@pytest.mark.parametrize("registers", [(), (SILENT,), (UNKNOWN, SILENT)])
def test_it_is_silent_where_the_last_one_is_or_there_is_none(registers: tuple[Says, ...]) -> None:
    with pytest.raises(SilentRegisterError):
        InOrder(registers).find(ARSOUILLE)


def test_who_is_masked_leaves_without_name_or_place() -> None:
    found = InOrder([Says(MASKED)]).find(ARSOUILLE)
    assert found == Company(name="", address="", postcode="", town="", masked=True, legal_category="1000")


def test_the_demonstration_knows_its_own() -> None:
    found = SampleCompanies().find(ARSOUILLE)
    assert found and (found.siret, found.name) == (ARSOUILLE, "ARSOUILLE")
