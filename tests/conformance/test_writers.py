"""The official sheets accept what the writers make of valid values; `tests/proof/writers.py` takes the whole corpus."""

from collections.abc import Callable

import pytest

from tests.conformance.judge import judge, sheet
from tests.rules.en16931.documents import a_cii, a_ubl
from unisson.einvoice.model import Invoice
from unisson.einvoice.read import read_xml
from unisson.einvoice.write import Written, to_cii, to_ubl
from unisson.rules.en16931.vat import CATEGORIES

needs_sheets = pytest.mark.skipif(
    sheet("UBL") is None or sheet("CII") is None, reason="no official sheets on this machine (make sheets)"
)


@needs_sheets
@pytest.mark.parametrize(("syntax", "writer"), [("CII", to_cii), ("UBL", to_ubl)])
@pytest.mark.parametrize("category", [category.code for category in CATEGORIES])
def test_the_official_sheets_accept_what_is_written(
    category: str, syntax: str, writer: Callable[[Invoice], Written]
) -> None:
    for content in (a_cii(category), a_ubl(category), a_ubl(category, credit_note=True)):
        assert not judge(syntax).verdict(writer(read_xml(content).invoice).content)
