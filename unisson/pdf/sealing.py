"""The portal's own seal: a PAdES signature over a certificate of deposit, and the check that a seal is ours."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

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

    @classmethod
    def from_pkcs12(cls, archive: bytes, passphrase: bytes | None = None) -> "Sealer":
        """The sealer of a PKCS#12 file. ValueError when it cannot be read or the passphrase is wrong."""
        signer = SimpleSigner.load_pkcs12_data(archive, other_certs=(), passphrase=passphrase)
        if signer is None:
            raise ValueError("This PKCS#12 file cannot be read, or its passphrase is wrong.")
        return cls(signer)

    @classmethod
    def from_pem(cls, key: bytes, certificate: bytes) -> "Sealer":
        """The sealer of a key and a certificate as `create` made them."""
        return cls(
            SimpleSigner(
                signing_cert=next(iter(load_certs_from_pemder_data(certificate))),
                signing_key=load_private_key_from_pemder_data(key, passphrase=None),
                cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
            )
        )

    @staticmethod
    def create(common_name: str, *, at: datetime) -> tuple[bytes, bytes]:
        """A new key and its self-signed certificate, in PEM: what an installation makes at its first start."""
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
        pem = serialization.Encoding.PEM
        return (
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
            certificate.public_bytes(pem),
        )

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
    """`ours`: the last signature bears our certificate. `intact`: nothing was changed under it nor added after it."""

    ours: bool
    intact: bool
    sealed_at: datetime | None


def verify_seal(pdf: bytes, certificate: bytes) -> SealCheck:
    """Whether `pdf` bears the seal of `certificate` (DER) and is as it was sealed. Never raises; use the sandbox."""
    told = report(pdf)
    return SealCheck(
        ours=bool(told) and _last_certificate(pdf) == certificate,
        intact=bool(told and told.intact and told.whole_document),
        sealed_at=told.signed_at if told else None,
    )


def _last_certificate(pdf: bytes) -> bytes | None:
    try:
        signatures = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
        return bytes(signatures[-1].signer_cert.dump())
    except Exception:
        return None  # Junk bears nobody's seal.
