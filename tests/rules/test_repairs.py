"""Repairs: what they propose, and that accepting it silences the rule."""

from decimal import Decimal

import pytest

from tests.builders import (
    a_line,
    a_party,
    a_vat_row,
    an_invoice,
    portal_terms,
    some_totals,
)
from unisson.einvoice.model import Invoice
from unisson.rules.repairs import propose

PROPOSALS = {
    "accents, spaces and dots leave the number": ("CPP-REF-03", an_invoice(number=" Fé 42.b "), {"BT-1": "Fe-42-b"}),
    "a number of 20 characters remains": (
        "CPP-REF-03",
        an_invoice(number=" " + "A" * 20),
        {"BT-1": "A" * 20},
    ),
    "the euro is assumed": ("CPP-REF-12", an_invoice(currency=None), {"BT-5": "EUR"}),
    "A1 is assumed": ("CPP-CADRE-01", an_invoice(framework=None), {"BT-23": "A1"}),
    "a paid invoice of the reform is A2": ("CPP-CADRE-07", an_invoice(framework="S2"), {"BT-23": "A2"}),
    "separators leave the supplier's SIRET": (
        "CPP-TIERS-02",
        an_invoice(seller=a_party("538 199 597 00013")),
        {"BT-29": "53819959700013"},
    ),
    "separators leave the recipient's SIRET": (
        "CPP-TIERS-05",
        an_invoice(buyer=a_party("213.002.025-00012")),
        {"BT-46": "21300202500012"},
    ),
    "HT is the sum of the lines": ("CPP-TOTAL-01", an_invoice(totals=some_totals(net=None)), {"BT-109": "3500.00"}),
    "HT takes the allowances of the document off": (
        "CPP-TOTAL-01",
        an_invoice(totals=some_totals(net=None, allowances="500")),
        {"BT-109": "3000.00"},
    ),
    "HT is the sum of the bases when there is no line": (
        "CPP-TOTAL-01",
        an_invoice(totals=some_totals(net=None), lines=()),
        {"BT-109": "3500.00"},
    ),
    "TVA is the sum of its rows": ("CPP-TOTAL-02", an_invoice(totals=some_totals(vat=None)), {"BT-110": "700.00"}),
    "TTC takes the discount off": (
        "CPP-TOTAL-03",
        an_invoice(totals=some_totals(gross=None), portal=portal_terms(discount="200")),
        {"BT-112": "4000.00"},
    ),
    "the due amount takes off what is paid": (
        "CPP-TOTAL-04",
        an_invoice(totals=some_totals(due=None, paid="200")),
        {"BT-115": "4000.00"},
    ),
    "TTC before discount is HT and TVA": (
        "CPP-TOTAL-05",
        an_invoice(portal=portal_terms(gross_before_discount="1")),
        {"EXT-GROSS-BEFORE-DISCOUNT": "4200.00"},
    ),
    "the discount loses its sign": (
        "CPP-TOTAL-09",
        an_invoice(portal=portal_terms(discount="-200")),
        {"EXT-DISCOUNT": "200.00"},
    ),
    "each row is base times rate, rounded": (
        "CPP-TVA-06",
        an_invoice(vat_lines=(a_vat_row(), a_vat_row(base="33.33", rate="5.5", amount="9"))),
        {"BG-23[1]/BT-117": "700.00", "BG-23[2]/BT-117": "1.83"},
    ),
}

UNSURE = {
    "nothing remains of the number": ("CPP-REF-03", an_invoice(number="…")),
    "the cleaned number is too long": ("CPP-REF-03", an_invoice(number="A B " * 10)),
    "the SIRET lacks a digit": ("CPP-TIERS-05", an_invoice(buyer=a_party("213 002 025"))),
    "there is nothing to add up": ("CPP-TOTAL-01", an_invoice(totals=some_totals(net=None), lines=(), vat_lines=())),
    "the amounts are hostile": ("CPP-TOTAL-03", an_invoice(totals=some_totals(net="NaN"))),
    "the sum is beyond storage": (
        "CPP-TOTAL-01",
        an_invoice(lines=(a_line(net=Decimal("9E+12")), a_line(net=Decimal("9E+12")))),
    ),
    "the rule has no repair": ("CPP-REF-01", an_invoice(number=None)),
    "the code is no rule": ("CPP-ACCES-01", an_invoice()),
}


@pytest.mark.parametrize(("code", "invoice", "expected"), PROPOSALS.values(), ids=PROPOSALS)
def test_it_proposes_that(code: str, invoice: Invoice, expected: dict[str, str]) -> None:
    assert propose(code, invoice) == expected


@pytest.mark.parametrize(("code", "invoice"), UNSURE.values(), ids=UNSURE)
def test_it_proposes_nothing_when(code: str, invoice: Invoice) -> None:
    assert propose(code, invoice) == {}
