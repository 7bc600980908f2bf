"""The table of terms: complete, tied to the model, labelled in both languages."""

from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from unisson.einvoice.extension import BEYOND
from unisson.einvoice.model import Invoice
from unisson.einvoice.terms import TERMS, code_of, label


def _terms_of_the_model(cls: type) -> set[str]:
    hints = get_type_hints(cls)
    found = {field.metadata["term"] for field in fields(cls) if "term" in field.metadata}
    for hint in hints.values():
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and is_dataclass(part):
                found |= _terms_of_the_model(part)
    return found


def test_every_term_the_model_cites_is_in_the_table() -> None:
    assert _terms_of_the_model(Invoice) <= set(TERMS)


def test_every_business_term_of_the_standard_is_in_the_table() -> None:
    withdrawn = {"BT-4"}
    expected = {f"BT-{number}" for number in range(1, 166)} - withdrawn
    assert expected - set(TERMS) == set()


def test_every_term_is_labelled_in_both_languages() -> None:
    assert all(term.fr and term.en for term in TERMS.values())


@pytest.mark.parametrize(
    ("path", "charge", "code"),
    [
        ("number", False, "BT-1"),
        ("seller.address.city", False, "BT-37"),
        ("buyer.address.city", False, "BT-52"),
        ("allowances_charges.amount", False, "BT-92"),
        ("allowances_charges.amount", True, "BT-99"),
        ("lines.allowances_charges.amount", True, "BT-141"),
        ("totals.due", True, "BT-115"),
    ],
)
def test_a_field_of_the_model_has_its_number(path: str, charge: bool, code: str) -> None:
    assert code_of(path, charge=charge) == code


def test_a_label_says_where_a_finding_is() -> None:
    assert label("BG-25[2]/BT-131") == "Montant HT de la ligne"
    assert label("BG-25[2]/BT-131", language="en") == "Line net amount"
    assert label("BT-29[2]") == "Identifiant du vendeur"
    assert label("elsewhere") == "elsewhere"


def test_a_term_of_the_french_extension_has_a_label_without_a_place_in_the_model() -> None:
    assert label("BG-25[2]/EXT-FR-FE-163") == "Sous-type de ligne"
    assert label("EXT-FR-FE-163", language="en") == "Line subtype"
    assert not BEYOND.keys() & TERMS.keys()
