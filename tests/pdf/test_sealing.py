import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from unisson.pdf.sealing import Sealer, verify_seal

from .papers import paper

_AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def sealer() -> Sealer:
    return Sealer.from_pkcs12(Sealer.create("Unisson de démonstration", at=_AT))


def test_a_sealed_pdf_is_ours_and_intact(sealer: Sealer) -> None:
    check = verify_seal(sealer.seal(paper((50, 50, "Certificat")), reason="Dépôt"), sealer.certificate)
    assert check.ours
    assert check.intact
    assert check.sealed_at


def test_the_reason_is_kept(sealer: Sealer) -> None:
    fields = PdfReader(io.BytesIO(sealer.seal(paper(), reason="Certificat de dépôt"))).get_fields() or {}
    assert fields["Cachet"]["/V"]["/Reason"] == "Certificat de dépôt"


def test_another_key_is_not_ours(sealer: Sealer) -> None:
    other = Sealer.from_pkcs12(Sealer.create("Unisson de démonstration", at=_AT))
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


def test_a_password_protects_the_key() -> None:
    archive = Sealer.create("Unisson", at=_AT, password="secret")
    assert Sealer.from_pkcs12(archive, password="secret").certificate
    with pytest.raises(ValueError, match="PKCS#12"):
        Sealer.from_pkcs12(archive, password="faux")


def test_the_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "seal.p12"
    Sealer.create_file(path, common_name="Unisson", password="secret")
    first = path.read_bytes()
    Sealer.create_file(path, common_name="Unisson", password="secret")
    assert path.read_bytes() == first
    assert path.stat().st_mode & 0o077 == 0
    assert Sealer.from_pkcs12(first, password="secret").certificate
