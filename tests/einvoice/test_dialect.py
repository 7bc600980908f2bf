"""The marks of the dialect of Chorus Pro."""

import pytest

from tests.builders import SAFE_STYLE, a_reading, an_invoice, the_seller
from unisson.einvoice.dialect import speaks_chorus
from unisson.einvoice.model import Identifier, Party
from unisson.einvoice.reading import Syntax

SIRET = Identifier(value=SAFE_STYLE, scheme="0002")
BARE, DATED = {"BT-2": "20261029"}, {"BT-2": "20261029", "BT-2/@format": "102"}


@pytest.mark.parametrize("scheme", [*"1234567"])
@pytest.mark.parametrize("role", ["seller", "buyer", "payee"])
def test_a_party_is_numbered_by_its_kind(role: str, scheme: str) -> None:
    for party in (
        Party(legal_id=Identifier(value=SAFE_STYLE, scheme=scheme)),
        Party(identifiers=(Identifier(value=SAFE_STYLE, scheme=scheme),)),
    ):
        assert speaks_chorus(a_reading(an_invoice(**{role: party}), syntax=Syntax.UBL_INVOICE))


@pytest.mark.parametrize("scheme", ["0002", "0009", "8", "11", None])
def test_other_schemes_are_no_mark(scheme: str | None) -> None:
    party = Party(legal_id=Identifier(value="538199597", scheme=scheme))
    assert not speaks_chorus(a_reading(an_invoice(seller=party), syntax=Syntax.CII, raw=BARE))


@pytest.mark.parametrize("syntax", [Syntax.CII, Syntax.FACTURX])
def test_a_siret_as_a_siren_beside_a_bare_date(syntax: Syntax) -> None:
    invoice = an_invoice(seller=the_seller(legal_id=SIRET))
    assert speaks_chorus(a_reading(invoice, syntax=syntax, raw=BARE))
    assert not speaks_chorus(a_reading(invoice, syntax=syntax, raw=DATED))
    assert not speaks_chorus(a_reading(invoice, syntax=syntax))


def test_a_date_of_ubl_has_no_format_to_lack() -> None:
    invoice = an_invoice(seller=the_seller(legal_id=SIRET))
    assert not speaks_chorus(a_reading(invoice, syntax=Syntax.UBL_INVOICE, raw=BARE))
