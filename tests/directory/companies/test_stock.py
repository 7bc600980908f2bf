"""What the embedded register says of an establishment: the name of its legal unit, masked ones; silent while empty."""

from datetime import date

import pytest

from tests.invoices.builders import AT
from unisson.directory.companies.stock import StockCompanies
from unisson.directory.models import Establishment, LegalUnit, RegisterImport
from unisson.kernel.ports import Company, SilentRegisterError

pytestmark = pytest.mark.django_db
SIRET = "00032517500016"


def loaded() -> None:
    RegisterImport.objects.create(
        digest="0", file_name="stock.csv", layout="StockEtablissement", begun_at=AT, ended_at=AT
    )


def an_establishment(**facts: object) -> Establishment:
    usual = {
        "siret": int(SIRET),
        "sign": "",
        "address": "4 RUE DU MOULIN",
        "postcode": "30130",
        "town": "PONT-SAINT-ESPRIT",
        "country": "FR",
        "active": True,
        "since": "2019-05-04",
        "masked": False,
        "treated": "2026-03-01T10:00:00.000",
    }
    return Establishment.objects.create(**{**usual, **facts})


def a_unit(**facts: object) -> LegalUnit:
    usual = {"siren": 325175, "name": "ARSOUILLE", "legal_category": "5499", "masked": False, "treated": ""}
    return LegalUnit.objects.create(**{**usual, **facts})


def found() -> Company:
    company = StockCompanies().find(SIRET)
    assert company is not None
    return company


def test_an_establishment_bears_the_name_of_its_legal_unit() -> None:
    an_establishment(sign="AU BON PAIN")
    a_unit()
    assert found() == Company(
        siret=SIRET,
        name="ARSOUILLE",
        address="4 RUE DU MOULIN",
        postcode="30130",
        town="PONT-SAINT-ESPRIT",
        legal_category="5499",
        as_of=date(2026, 3, 1),
    )


def test_while_the_legal_units_have_not_come_its_sign_is_its_name_and_without_one_it_waits() -> None:
    one = an_establishment(sign="AU BON PAIN")
    assert found().name == "AU BON PAIN"
    Establishment.objects.filter(pk=one.pk).update(sign="")
    with pytest.raises(SilentRegisterError):
        StockCompanies().find(SIRET)


def test_a_closed_one_says_since_when() -> None:
    an_establishment(active=False)
    a_unit()
    assert (found().active, found().closed_on) == (False, date(2019, 5, 4))


@pytest.mark.parametrize("which", ["unit", "establishment"])
def test_masked_by_either_file_it_is_masked(which: str) -> None:
    an_establishment(masked=which == "establishment")
    a_unit(masked=which == "unit")
    assert found().masked


def test_it_is_silent_until_a_file_of_establishments_was_read_to_its_end() -> None:
    with pytest.raises(SilentRegisterError):
        StockCompanies().find(SIRET)
    loaded()
    assert StockCompanies().find(SIRET) is None


@pytest.mark.parametrize("text", ["", "1", "0003251750001A", "٠٠٠٣٢٥١٧٥٠٠٠١٦", "000325175000160"])
def test_what_is_no_siret_is_not_there(text: str) -> None:
    assert StockCompanies().find(text) is None
