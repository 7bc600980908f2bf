"""What is read back of the random invoices: a fixed sample of what `tests/proof/recognition.py` tries."""

from functools import cache

import pytest

from tests.pdf.layouts.__main__ import read
from tests.pdf.layouts.families import FAMILIES
from tests.pdf.layouts.render import invoice
from tests.pdf.layouts.score import Score, scored

SEEDS = (501, 502)
PRECISION, RECALL = 0.97, 0.90
OF_USE = (
    "number",
    "issue_date",
    "recipient_siret",
    "seller_siret",
    "service_code",
    "commitment",
    "net_total",
    "vat_total",
    "gross_total",
)


@cache
def result() -> Score:
    return scored((invoice(family, seed) for family in FAMILIES for seed in SEEDS), read)


def test_random_invoices_are_read_back() -> None:
    every = result().of()
    assert every.right > 1000
    assert (every.precision >= PRECISION, every.recall >= RECALL) == (True, True), every


@pytest.mark.parametrize("name", OF_USE)
def test_each_field_is_read_back(name: str) -> None:
    tally = result().of(name=name)
    assert (tally.precision >= PRECISION, tally.recall >= RECALL) == (True, True), tally
