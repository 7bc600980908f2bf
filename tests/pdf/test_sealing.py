import io
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pypdf import PdfReader, PdfWriter

from unisson.pdf.sealing import Sealer, verify_seal

from .papers import paper

_AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def sealer() -> Sealer:
    return Sealer.from_pem(*Sealer.create("Unisson de démonstration", at=_AT))


def test_a_sealed_pdf_is_ours_and_intact(sealer: Sealer) -> None:
    check = verify_seal(sealer.seal(paper((50, 50, "Certificat")), reason="Dépôt"), sealer.certificate)
    assert check.ours
    assert check.intact
    assert check.sealed_at


def test_the_reason_is_kept(sealer: Sealer) -> None:
    fields = PdfReader(io.BytesIO(sealer.seal(paper(), reason="Certificat de dépôt"))).get_fields() or {}
    assert fields["Cachet"]["/V"]["/Reason"] == "Certificat de dépôt"


def test_another_key_is_not_ours(sealer: Sealer) -> None:
    other = Sealer.from_pem(*Sealer.create("Unisson de démonstration", at=_AT))
    check = verify_seal(sealer.seal(paper(), reason="Dépôt"), other.certificate)
    assert not check.ours
    assert check.intact


def test_a_changed_byte_breaks_the_seal(sealer: Sealer) -> None:
    sealed = sealer.seal(paper((50, 50, "Certificat")), reason="Dépôt")
    at = sealed.index(b"stream") + 20
    changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
    assert not verify_seal(changed, sealer.certificate).intact


def test_what_was_added_after_the_seal_breaks_it(sealer: Sealer) -> None:
    writer = PdfWriter(io.BytesIO(sealer.seal(paper(), reason="Dépôt")), incremental=True)
    writer.add_metadata({"/Subject": "ajout"})
    output = io.BytesIO()
    writer.write(output)
    check = verify_seal(output.getvalue(), sealer.certificate)
    assert check.ours
    assert not check.intact


@pytest.mark.parametrize("content", [b"", b"junk", paper()], ids=["empty", "junk", "unsealed"])
def test_what_bears_no_seal_is_not_ours(sealer: Sealer, content: bytes) -> None:
    check = verify_seal(content, sealer.certificate)
    assert (check.ours, check.intact) == (False, False)


def test_a_pkcs12_file_seals_too() -> None:
    key, certificate = Sealer.create("Unisson", at=_AT)
    archive = pkcs12.serialize_key_and_certificates(
        b"unisson",
        serialization.load_pem_private_key(key, None),  # type: ignore[arg-type]
        x509.load_pem_x509_certificate(certificate),
        None,
        serialization.BestAvailableEncryption(b"secret"),
    )
    sealer = Sealer.from_pkcs12(archive, b"secret")
    assert verify_seal(sealer.seal(paper(), reason="Dépôt"), sealer.certificate).ours
    with pytest.raises(ValueError, match="PKCS#12"):
        Sealer.from_pkcs12(archive, b"faux")
