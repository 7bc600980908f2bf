"""Whether an XML signature (XAdES) holds: one inside an XML invoice, or one in a file beside an invoice.

Nothing is fetched: what a signature of a file refers to is the file given with it, whatever name it says. Only SHA-2.
Without a list of trusted certificates nothing here says who the signer really is (design §2).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from cryptography import x509
from lxml import etree

from unisson.kernel.refusal import Refusal

from . import safexml

LARGEST = 1024 * 1024
"""Bytes of a signature file: certificates and a few digests."""
MOST_REFERENCES = 20
_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_MARK = b"http://www.w3.org/2000/09/xmldsig#"
_PROPERTIES = "{*}QualifyingProperties/{*}SignedProperties"
_TIME = "{*}SignedSignatureProperties/{*}SigningTime"
_C14N = "c14n"
_NAMED = "//*[@*[local-name() = 'Id' or local-name() = 'ID' or local-name() = 'id'] = $name]"


@dataclass(frozen=True, kw_only=True)
class XmlSignature:
    """What a signature tells. `signer` and `signed_at` are the signer's own words.

    `intact`: what it covers is as it was signed; None when that cannot be told. `whole`: it covers the whole invoice.
    `why`: "weak" (an algorithm that proves nothing any more), "elsewhere" (it covers something else), "several".
    `expired`: its certificate was not in force when it says that it was made.
    """

    signer: str = ""
    signed_at: datetime | None = None
    intact: bool | None = None
    whole: bool = False
    expired: bool = False
    why: str = ""


def enveloped(content: bytes, *, at: datetime) -> XmlSignature | None:
    """What the signature inside an XML file tells; None for a file without one. Never raises."""
    if _MARK not in content:
        return None
    root = _tree(content)
    found = _signatures(root) if root is not None else []
    if not found:
        return None
    return XmlSignature(why="several") if len(found) > 1 else _judged(root, found[0], None, at=at)


def detached(signature: bytes, content: bytes, *, at: datetime) -> XmlSignature | None:
    """What a signature file tells of the file that it came with; None when it holds no signature. Never raises."""
    root = _tree(signature) if len(signature) <= LARGEST else None
    found = _signatures(root) if root is not None else []
    if not found:
        return None
    return XmlSignature(why="several") if len(found) > 1 else _judged(root, found[0], content, at=at)


def _tree(content: bytes) -> etree._Element | None:
    """The file as it is signed, comments and blanks kept: read only once it was found harmless."""
    try:
        safexml.parse(content)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(content, parser)
    except (Refusal, etree.XMLSyntaxError):
        return None


def _signatures(root: etree._Element) -> list[etree._Element]:
    """Outermost signatures: a countersignature stands inside another."""
    inside = f"{_DS}Signature"
    return [one for one in root.iter(inside) if next(one.iterancestors(inside), None) is None]


def _judged(
    root: etree._Element | None, signature: etree._Element, content: bytes | None, *, at: datetime
) -> XmlSignature:
    references = signature.findall(f"{_DS}SignedInfo/{_DS}Reference")
    whole = any(_covers(one, root, beside=content is not None) for one in references[:MOST_REFERENCES])
    signed_at = _moment(signature, references)
    certificate = _certificate(signature)
    said = partial(XmlSignature, signer=_name(certificate), signed_at=signed_at, whole=whole)
    if _is_weak(signature):
        return said(why="weak")
    if certificate is None or len(references) > MOST_REFERENCES:
        return said()
    if not whole:
        return said(why="elsewhere")
    moment = signed_at or at
    expired = not certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc
    return said(intact=_holds(root, certificate, _given(references, content), at=moment), expired=expired)


def _covers(reference: etree._Element, root: etree._Element | None, *, beside: bool) -> bool:
    """Whether a reference is to the whole invoice: the file beside, or the root of the one that holds the signature."""
    uri = reference.get("URI")
    if beside:
        return bool(uri) and not str(uri).startswith("#")
    if root is None or uri == "":
        return uri == ""
    # Of two elements of that name the library may take the one within, whichever attribute says it: nothing is covered.
    named = root.xpath(_NAMED, name=(uri or "").removeprefix("#")) if uri else []
    return named == [root]


def _given(references: list[etree._Element], content: bytes | None) -> Callable[[str], object]:
    """What stands for anything outside the signature: the file beside it, as XML where it was signed so."""
    as_xml = {one.get("URI") for one in references if _C14N in (etree.tostring(one, encoding="unicode"))}

    def give(uri: str) -> object:
        if content is None:
            return None
        return _tree(content) if uri in as_xml else content

    return give


def _holds(
    root: etree._Element | None, certificate: x509.Certificate, give: Callable[[str], object], *, at: datetime
) -> bool | None:
    """None where it cannot be told."""
    from cryptography.exceptions import InvalidSignature as NotOfThisKey
    from signxml.exceptions import InvalidDigest, InvalidSignature
    from signxml.verifier import SignatureConfiguration, XMLVerifier

    asked = SignatureConfiguration(expect_references=True, ignore_ambiguous_key_info=False, verification_time=at)
    try:
        XMLVerifier().verify(root, x509_cert=certificate, uri_resolver=give, expect_config=asked, validate_schema=False)
    except (InvalidDigest, InvalidSignature, NotOfThisKey):
        return False
    except Exception:
        # Whatever a stranger's file does to the library: what cannot be told proves nothing.
        return None
    return True


def _is_weak(signature: etree._Element) -> bool:
    algorithms = [one.get("Algorithm") or "" for one in signature.iterfind(f"{_DS}SignedInfo//*[@Algorithm]")]
    names = [one.lower().rpartition("#")[2] for one in algorithms]
    return any(name.endswith(("sha1", "md5")) for name in names)


def _certificate(signature: etree._Element) -> x509.Certificate | None:
    text = signature.findtext(f"{_DS}KeyInfo/{_DS}X509Data/{_DS}X509Certificate") or ""
    pem = f"-----BEGIN CERTIFICATE-----\n{''.join(text.split())}\n-----END CERTIFICATE-----\n"
    try:
        return x509.load_pem_x509_certificate(pem.encode())
    except ValueError:
        return None


def _name(certificate: x509.Certificate | None) -> str:
    try:
        named = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME) if certificate else []
    except ValueError:
        return ""
    return str(named[0].value)[:200] if named else ""


def _moment(signature: etree._Element, references: list[etree._Element]) -> datetime | None:
    """When the signer says to have signed: of properties that a reference covers, anybody may write others."""
    covered = {(one.get("URI") or "").removeprefix("#") for one in references[:MOST_REFERENCES]}
    own = (one for part in signature.iterfind(f"{_DS}Object") for one in part.iterfind(_PROPERTIES))
    text = next((one.findtext(_TIME) or "" for one in own if one.get("Id") in covered - {""}), "")
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None
