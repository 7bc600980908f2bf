"""Who signed a PDF, and whether it was changed since. Never any network (design §2).

Without a list of trusted certificates nothing here says more than « intègre, signataire non vérifié ». pyHanko is
imported at the first signature: it takes longer than reading a PDF.
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyhanko.sign.validation import EmbeddedPdfSignature

MOST_SIGNATURES = 20
"""Each costs a hash over the whole file; nobody needs more on one invoice."""

for _noisy in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_noisy).setLevel(logging.CRITICAL)  # Junk from outside is no event of ours: the report tells it.


@dataclass(frozen=True, kw_only=True)
class SignatureReport:
    """What the signatures of a PDF tell. `signer` and `signed_at` are the last signer's own words.

    `intact`: no signed byte was changed, under any signature; None when that cannot be told (unknown algorithm,
    damaged signature). `whole_document`: the last signature covers the file to its end. `trusted`: its certificate
    leads to one of the given roots.
    """

    count: int
    signer: str
    signed_at: datetime | None
    intact: bool | None
    whole_document: bool
    trusted: bool


@dataclass(frozen=True)
class _Judged:
    intact: bool | None
    trusted: bool
    signed_at: datetime | None


def report(content: bytes, *, trusted_roots: Sequence[bytes] = ()) -> SignatureReport | None:
    """The report, or None for a PDF without a signature. Never raises. `trusted_roots`: certificates in PEM or DER."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        found = list(reader.embedded_regular_signatures)[:MOST_SIGNATURES]
        judged = [_judge(one, trusted_roots) for one in found]
        return _summed_up(found, judged) if found else None
    except Exception:
        # Whatever junk does to the parser: a signature that cannot be read proves nothing.
        return _unreadable() if b"/ByteRange" in content else None


def _judge(signature: "EmbeddedPdfSignature", trusted_roots: Sequence[bytes]) -> _Judged:
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    roots = [certificate for root in trusted_roots for certificate in load_certs_from_pemder_data(root)]
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    try:
        status = validate_pdf_signature(signature, signer_validation_context=context)
    except Exception:
        return _Judged(intact=None, trusted=False, signed_at=None)
    return _Judged(
        intact=bool(status.intact and status.valid),
        trusted=bool(status.trusted),
        signed_at=status.signer_reported_dt,
    )


def _summed_up(found: Sequence["EmbeddedPdfSignature"], judged: Sequence[_Judged]) -> SignatureReport:
    from pyhanko.sign.validation import SignatureCoverageLevel

    verdicts = {one.intact for one in judged}
    last, coverage = found[-1], found[-1].evaluate_signature_coverage()
    return SignatureReport(
        count=len(found),
        signer=str(last.signer_cert.subject.native.get("common_name", "")),
        signed_at=judged[-1].signed_at,
        intact=False if False in verdicts else None if None in verdicts else True,
        whole_document=coverage == SignatureCoverageLevel.ENTIRE_FILE,
        trusted=judged[-1].trusted,
    )


def _unreadable() -> SignatureReport:
    return SignatureReport(count=1, signer="", signed_at=None, intact=None, whole_document=False, trusted=False)
