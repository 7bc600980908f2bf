from datetime import UTC, datetime

import pytest

from unisson.pdf.sealing import Sealer
from unisson.pdf.signature import report

from .papers import paper


@pytest.fixture(scope="module")
def sealer() -> Sealer:
    return Sealer.from_pkcs12(Sealer.create("SAFE STYLE", at=datetime(2026, 1, 1, tzinfo=UTC)))


def test_tells_who_signed_and_that_nothing_was_changed(sealer: Sealer) -> None:
    told = report(sealer.seal(paper(), reason="Facture"))
    assert told
    assert (told.count, told.signer, told.intact, told.whole_document) == (1, "SAFE STYLE", True, True)
    assert told.signed_at


def test_nobody_is_trusted_without_a_list(sealer: Sealer) -> None:
    signed = sealer.seal(paper(), reason="Facture")
    assert [told.trusted for told in (report(signed), report(signed, trusted_roots=[sealer.certificate])) if told] == [
        False,
        True,
    ]


def test_a_change_is_told(sealer: Sealer) -> None:
    signed = sealer.seal(paper((50, 50, "3 500,00")), reason="Facture")
    at = signed.index(b"stream") + 20
    told = report(signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :])
    assert told
    assert told.intact is False


def test_an_unsigned_pdf_has_no_report() -> None:
    assert report(paper()) is None


@pytest.mark.parametrize("content", [b"", b"junk", b"%PDF-1.7 trailer<</Root 1 0 R>>"])
def test_junk_has_no_report(content: bytes) -> None:
    assert report(content) is None


def test_a_signature_that_cannot_be_read_proves_nothing() -> None:
    told = report(b"%PDF-1.7 /ByteRange [0 1 2 3]")
    assert told
    assert told.intact is None
    assert not told.whole_document
