"""Signatures that come with a flow (domain-rules §7.3). Nothing verifies those in XML yet: the report says so."""

from pathlib import PurePath

from unisson.einvoice.safexml import parse
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.refusal import Refusal

_SUFFIXES = frozenset({".p7s", ".sig", ".asc"})
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_MENTIONED = b"xmldsig"


def stands_apart(name: str, content: bytes) -> bool:
    """Whether a file of an archive is the signature of another one, and no invoice."""
    if PurePath(name).suffix.lower() in _SUFFIXES:
        return True
    return _MENTIONED in content and _root(content) == _SIGNATURE


def told_of(name: str, content: bytes, *, announced: bool) -> tuple[Finding, ...]:
    """What is said of the signature of a file: that stands apart, that is inside, or that was `announced`."""
    if not (announced or _MENTIONED in content or stands_apart(name, content)):
        return ()
    return (Finding(code="CPP-FLUX-08", where="file", values={"name": name}, severity=Severity.INFORMATION),)


def _root(content: bytes) -> str:
    try:
        return str(parse(content).tag)
    except Refusal:
        return ""
