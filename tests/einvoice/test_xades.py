"""XML signatures: what holds, what was changed, and what only looks signed."""

from datetime import UTC, datetime

import pytest
from lxml import etree
from signxml.algorithms import SignatureConstructionMethod
from signxml.xades.xades import XAdESSigner

from tests.einvoice.signatures import INVOICE, KEY, a_certificate, beside, signed
from unisson.einvoice import xades

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_a_signature_inside_an_invoice_holds_until_a_byte_changes() -> None:
    content = signed()
    told = xades.enveloped(content, at=AT)
    assert told is not None
    assert (told.intact, told.whole, told.signer, told.why) == (True, True, "SAFE STYLE", "")
    assert told.signed_at is not None

    changed = xades.enveloped(content.replace(b"FA-1", b"FA-2"), at=AT)
    assert changed is not None
    assert changed.intact is False


def test_a_time_that_the_signature_does_not_cover_is_not_the_signers() -> None:
    """Written beside the signed properties, before them, by whoever had the file."""
    own = signed(days=30)
    forged = (
        b'<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><x:QualifyingProperties xmlns:x="urn:x">'
        b'<x:SignedProperties Id="mine"><x:SignedSignatureProperties><x:SigningTime>2020-01-02T00:00:00+00:00'
        b"</x:SigningTime></x:SignedSignatureProperties></x:SignedProperties></x:QualifyingProperties></ds:Object>"
    )
    at = own.index(b"</ds:KeyInfo>") + len(b"</ds:KeyInfo>")
    told, changed = xades.enveloped(own, at=AT), xades.enveloped(own[:at] + forged + own[at:], at=AT)
    assert told is not None
    assert changed is not None
    assert (changed.signed_at, changed.expired) == (told.signed_at, True)


def test_an_invoice_without_a_signature_has_none() -> None:
    assert xades.enveloped(INVOICE, at=AT) is None
    assert xades.detached(INVOICE, INVOICE, at=AT) is None
    assert xades.detached(b"%PDF-1.7", INVOICE, at=AT) is None
    assert xades.detached(b" " * (xades.LARGEST + 1), INVOICE, at=AT) is None


@pytest.mark.parametrize("uri", ["facture.xml", "autre%20nom.xml", "https://ailleurs.example/facture.xml"])
def test_a_signature_beside_a_file_is_of_that_file_whatever_name_it_says(uri: str) -> None:
    told = xades.detached(beside(uri=uri), INVOICE, at=AT)
    assert told is not None
    assert (told.intact, told.whole) == (True, True)

    other = xades.detached(beside(uri=uri), INVOICE + b" ", at=AT)
    assert other is not None
    assert other.intact is not True


def test_a_signature_of_something_else_says_nothing_of_the_invoice() -> None:
    told = xades.detached(signed(), INVOICE, at=AT)
    assert told is not None
    assert (told.intact, told.why) == (None, "elsewhere")


def test_a_signature_wrapped_round_another_invoice_does_not_cover_it() -> None:
    inner = signed()
    wrapped = b'<Invoice xmlns="urn:x"><ID>FAUX</ID>' + inner + b"</Invoice>"
    told = xades.enveloped(wrapped, at=AT)
    assert told is not None
    assert told.intact is not True


def test_another_element_of_the_same_name_is_not_taken_for_the_invoice() -> None:
    signer = XAdESSigner(method=SignatureConstructionMethod.enveloped)
    own = etree.fromstring(INVOICE.replace(b"<Invoice", b'<Invoice Id="f"'))
    inner = etree.tostring(signer.sign(own, key=KEY, cert=[a_certificate()], reference_uri="#f"))
    told = xades.enveloped(inner, at=AT)
    assert told is not None
    assert (told.intact, told.whole) == (True, True)

    wrapped = xades.enveloped(b'<Invoice xmlns="urn:x" id="f"><ID>FAUX</ID>' + inner + b"</Invoice>", at=AT)
    assert wrapped is not None
    assert (wrapped.intact, wrapped.whole, wrapped.why) == (None, False, "elsewhere")


def test_two_signatures_prove_nothing() -> None:
    one = signed()
    told = xades.enveloped(b"<both>" + one + one + b"</both>", at=AT)
    assert told is not None
    assert (told.intact, told.why) == (None, "several")


def test_a_certificate_out_of_force_is_told() -> None:
    told = xades.enveloped(signed(days=30), at=AT)
    assert told is not None
    assert told.expired


def test_sha_1_is_weak() -> None:
    weak = signed().replace(b"http://www.w3.org/2001/04/xmlenc#sha256", b"http://www.w3.org/2000/09/xmldsig#sha1")
    told = xades.enveloped(weak, at=AT)
    assert told is not None
    assert (told.intact, told.why) == (None, "weak")
