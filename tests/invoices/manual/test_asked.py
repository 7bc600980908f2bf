"""What the form asks for beyond the rules, each beside its field."""

import pytest

from unisson.invoices.drafting import drafts

from ..builders import LATER
from .builders import a_typed_draft, codes

pytestmark = pytest.mark.django_db

CREDIT = {"kind": "AVOIR", "original_number": "A-1", "means": ""}
FAULTS: dict[str, tuple[dict[str, str], dict[str, set[str]]]] = {
    "no line": (
        {f"line_{part}_1": "" for part in ("reference", "name", "quantity", "price", "discount")},
        {"line_name_1": {"CPP-SAISIE-19"}},
    ),
    "a credit note of no invoice": ({**CREDIT, "original_number": " "}, {"original_number": {"CPP-REF-09"}}),
    "a number of the portal": ({"number": "20260999999999999999"}, {"number": {"CPP-SAISIE-11"}}),
    "a negative credit note": ({**CREDIT, "line_quantity_1": "-3"}, {"line_price_1": {"CPP-SAISIE-13"}}),
    "already paid in part": ({"framework": "A2", "paid": "10"}, {"paid": {"CPP-PAIEMENT-03"}}),
    "no means of payment": ({"means": ""}, {"means": {"CPP-SAISIE-18"}}),
    "means that nobody knows": ({"means": "TROC"}, {"means": {"CPP-SAISIE-18"}}),
    "a kind that nobody knows": ({"kind": "X"}, {"kind": {"CPP-REF-08"}}),
    "no kind": ({"kind": ""}, {"kind": {"CPP-REF-07"}}),
    "due before it is issued": ({"due_date": "01/11/2026"}, {"due_date": {"CPP-SAISIE-17"}}),
    "a rate of more than all": ({"line_rate_1": "200"}, {"line_rate_1": {"CPP-SAISIE-16"}}),
    "more off a line than it is": ({"line_discount_1": "1500,01"}, {"line_discount_1": {"CPP-SAISIE-15"}}),
    "more off than there is": (
        {"discount": "1800,01", "discount_reason": "Geste"},
        {"discount": {"CPP-SAISIE-14"}},
    ),
    "less than nothing off": ({"discount": "-5", "discount_reason": "Geste"}, {"discount": {"CPP-TOTAL-09"}}),
    "three rates and no reason": (
        {
            "discount": "10",
            **{f"line_{part}_2": text for part, text in {"name": "A", "quantity": "1", "price": "9"}.items()},
            **{f"line_{part}_3": text for part, text in {"name": "B", "quantity": "1", "price": "9"}.items()},
            "line_rate_2": "10",
            "line_rate_3": "5,5",
        },
        {"discount_reason": {"CPP-TOTAL-08"}},
    ),
}
FINE: dict[str, dict[str, str]] = {
    "all of a line off": {"line_discount_1": "1500"},
    "due the same day": {"due_date": "20/11/2026"},
    "a rate of all": {"line_rate_1": "100"},
    "a number of one's own": {"number": "20261234567890123456"},
    "no means for a credit note": CREDIT,
}


@pytest.mark.parametrize(("texts", "found"), FAULTS.values(), ids=FAULTS.keys())
def test_what_is_implausible_is_told_once_beside_its_field(texts: dict[str, str], found: dict[str, set[str]]) -> None:
    draft = a_typed_draft(**texts)
    assert codes(draft) == found
    assert sum(len(findings) for findings in drafts.check(draft, at=LATER).fields.values()) == 1


@pytest.mark.parametrize("texts", FINE.values(), ids=FINE.keys())
def test_what_is_unusual_is_left_alone(texts: dict[str, str]) -> None:
    assert codes(a_typed_draft(**texts)) == {}
