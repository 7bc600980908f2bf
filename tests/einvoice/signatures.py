"""XML signatures made for tests, by a certificate of their own."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import SignatureConstructionMethod
from signxml.signer import XMLSigner
from signxml.xades.xades import XAdESSigner

DS = "http://www.w3.org/2000/09/xmldsig#"
INVOICE = b'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice xmlns="urn:x"><!-- note -->\n  <ID>FA-1</ID>\n</Invoice>'
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def a_certificate(*, days: int = 3650) -> x509.Certificate:
    """Its own issuer, in force for `days` from 2020 on."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "SAFE STYLE")])
    begins = datetime(2020, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(KEY.public_key())
    builder = builder.serial_number(1).not_valid_before(begins).not_valid_after(begins + timedelta(days=days))
    return builder.sign(KEY, hashes.SHA256())


def signed(content: bytes = INVOICE, *, days: int = 3650) -> bytes:
    signer = XAdESSigner(method=SignatureConstructionMethod.enveloped)
    return etree.tostring(signer.sign(etree.fromstring(content), key=KEY, cert=[a_certificate(days=days)]))


def signed_without_more(content: bytes) -> bytes:
    """By the XML signature of the W3C alone, as the schema of UBL has it."""
    signer = XMLSigner(method=SignatureConstructionMethod.enveloped)
    return etree.tostring(signer.sign(etree.fromstring(content), key=KEY, cert=[a_certificate()]))


def beside(content: bytes = INVOICE, *, uri: str = "facture.xml") -> bytes:
    """A signature file of `content`, as a program that signs files makes it."""
    digest = b64encode(sha256(content).digest()).decode()
    info = (
        f'<ds:SignedInfo xmlns:ds="{DS}">'
        '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod>'
        '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>'
        f'<ds:Reference URI="{uri}">'
        '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>'
        f"<ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>"
    )
    value = b64encode(KEY.sign(info.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()
    certificate = b64encode(a_certificate().public_bytes(Encoding.DER)).decode()
    return (
        f'<ds:Signature xmlns:ds="{DS}">{info}<ds:SignatureValue>{value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>'
        f"<ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>"
    ).encode()
