"""Signatures that come with a flow (domain-rules §7.3): inside an invoice, in its PDF, or in a file of the archive.

One that does not hold keeps nothing out: it is told, as at a deposit on the portal.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote

from unisson.einvoice import xades
from unisson.einvoice.safexml import parse
from unisson.files import store
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.refusal import Refusal, Unavailable

from ..drafting.reading import of_paper, told
from ..models import Flow

Report = Mapping[str, Any]
"""What an invoice keeps of its signature (`drafting.reading.told`)."""
_SUFFIXES = frozenset({".p7s", ".sig", ".asc"})
_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_MENTIONED = b"xmldsig"
_PDF, _SIGNED_PDF = b"%PDF", b"/ByteRange"
"""What a signature covers of a PDF stands there in plain (ISO 32000-1, 12.8.1)."""


def stands_apart(name: str, content: bytes) -> bool:
    """Whether a file of an archive is the signature of another one, and no invoice."""
    return PurePath(name).suffix.lower() in _SUFFIXES or _is_xades(content)


def of_which(name: str, content: bytes, names: Collection[str]) -> str:
    """Which of the files `names` a signature file is of: the one that it refers to, else the one whose name begins its
    own. "" for none of them, and for a signature that is no XAdES."""
    if not _is_xades(content):
        return ""
    referred = {unquote(uri).rpartition("/")[2] for uri in _references(content)}
    found = sorted(referred.intersection(names))
    begun = sorted((one for one in names if name.startswith(PurePath(one).stem)), key=len)
    return next(iter(found or begun[::-1]), "")


def report_of(flow: Flow, content: bytes, *, at: datetime) -> Report | None:
    """What the signature of a file that was read tells; None for a file without one."""
    if flow.beside_id:
        return told(xades.detached(store.content_of(flow.beside_id), content, at=at))
    if not content.startswith(_PDF):
        return told(xades.enveloped(content, at=at))
    try:
        return of_paper(content).signature if _SIGNED_PDF in content else None
    except Unavailable:
        raise
    except Refusal:
        return None


def remarks(name: str, report: Report | None, *, announced: bool) -> tuple[Finding, ...]:
    """What is said of the signature of a file, or of one that was `announced` and is not there."""
    if report is None:
        return (_remark("CPP-FLUX-12", name, severity=Severity.WARNING),) if announced else ()
    if report["intact"] is False:
        return (_remark("CPP-FLUX-14", name, severity=Severity.WARNING),)
    if report["intact"] and report["whole"] and not report.get("why"):
        return (_remark("CPP-FLUX-13", name, signer=report["signer"] or "—"),)
    return (untold(name),)


def untold(name: str) -> Finding:
    """What is said of a signature that could not be verified."""
    return _remark("CPP-FLUX-08", name)


def _remark(code: str, name: str, *, severity: Severity = Severity.INFORMATION, **more: str) -> Finding:
    return Finding(code=code, where="file", values={"name": name, **more}, severity=severity)


def _is_xades(content: bytes) -> bool:
    try:
        return _MENTIONED in content and parse(content).tag == f"{_DS}Signature"
    except Refusal:
        return False


def _references(content: bytes) -> list[str]:
    return [one.get("URI") or "" for one in parse(content).iterfind(f"{_DS}SignedInfo/{_DS}Reference")]
