"""The portal's own seal: a PAdES signature over a certificate of deposit, and the check that a seal is ours."""

import io
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter

from unisson.kernel import clock

from .signature import report

FIELD = "Cachet"
_LIFE = timedelta(days=3653)
"""Ten years: accounting documents are kept that long (Code de commerce, art. L. 123-22); so long a seal is checked."""


class Sealer:
    """Seals PDFs with one key. Keep it: loading the key costs eight times as much as a seal."""

    def __init__(self, signer: SimpleSigner) -> None:
        if signer.signing_cert is None:
            raise ValueError("A seal needs a certificate beside its key.")
        self._signer = signer
        self.certificate = bytes(signer.signing_cert.dump())
        """In DER, for `verify_seal`."""
        self.good_until: datetime = signer.signing_cert.not_valid_after

    @classmethod
    def from_pkcs12(cls, archive: bytes, *, password: str = "") -> "Sealer":
        """The sealer of a PKCS#12 file. ValueError when it cannot be read or the password is wrong."""
        signer = SimpleSigner.load_pkcs12_data(archive, other_certs=(), passphrase=password.encode() or None)
        if signer is None:
            raise ValueError("This PKCS#12 file cannot be read, or its password is wrong.")
        return cls(signer)

    @staticmethod
    def create(common_name: str, *, at: datetime, password: str = "") -> bytes:
        """A new key with its self-signed certificate, as PKCS#12: what an installation makes at its first start."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
        certificate = (
            x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(at)
            .not_valid_after(at + _LIFE)
            .add_extension(_SIGNS_ONLY, critical=True)
            .sign(key, hashes.SHA256())
        )
        encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if password:
            encryption = serialization.BestAvailableEncryption(password.encode())
        return pkcs12.serialize_key_and_certificates(common_name.encode(), key, certificate, None, encryption)

    @classmethod
    def create_file(cls, path: Path, *, common_name: str, password: str = "") -> None:
        """`create` into a file that only its owner may read. Two processes at once: the first file stays."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent) as draft:
            draft.write(cls.create(common_name, at=clock.now(), password=password))
            draft.flush()
            os.fsync(draft.fileno())
            with suppress(FileExistsError):
                os.link(draft.name, path)

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        """`pdf` with an invisible PAdES B-B signature over all of it."""
        metadata = PdfSignatureMetadata(
            field_name=FIELD, reason=reason, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
        )
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        sealed = PdfSigner(metadata, signer=self._signer).sign_pdf(writer)
        return bytes(sealed.getvalue())


_SIGNS_ONLY = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


@dataclass(frozen=True, kw_only=True)
class SealCheck:
    """`ours`: the last signature bears one of our certificates. `intact`: nothing was changed under it nor added after
    it. `reason`: what it was put there for, signed with the rest."""

    ours: bool
    intact: bool
    sealed_at: datetime | None
    reason: str = ""


def verify_seal(pdf: bytes, *certificates: bytes) -> SealCheck:
    """Whether `pdf` bears the seal of one of `certificates` (DER) and is as it was sealed. Never raises; use the
    sandbox for what comes from outside."""
    told = report(pdf)
    certificate, reason = _last_seal(pdf) if told else (None, "")
    return SealCheck(
        ours=certificate in certificates,
        intact=bool(told and told.intact and told.whole_document),
        sealed_at=told.signed_at if told else None,
        reason=reason,
    )


def _last_seal(pdf: bytes) -> tuple[bytes | None, str]:
    """The certificate of the last signature, and its reason."""
    try:
        last = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures[-1]
        return bytes(last.signer_cert.dump()), str(last.sig_object.get("/Reason", ""))
    except Exception:
        return None, ""  # Junk bears nobody's seal.
