"""Everything the portal wants to know of a deposited PDF, in one go: one child process instead of four."""

from collections.abc import Collection
from dataclasses import dataclass

from unisson.einvoice.reading import Container

from . import candidate, factur_x, inspection, scan, signature
from .candidate import Candidates
from .inspection import PdfFacts
from .learned import Place
from .signature import SignatureReport


@dataclass(frozen=True, kw_only=True)
class PdfDocument:
    """What the file is, the structured invoice inside it if any, what its page says, and who signed it."""

    facts: PdfFacts
    xml: bytes | None
    container: Container | None
    scanned: tuple[int, ...]
    """Pages that are images, from 1: of these `candidates` knows nothing, see `ocr`."""
    candidates: Candidates
    signature: SignatureReport | None


def described(content: bytes) -> tuple[PdfFacts, SignatureReport | None]:
    """What the file is and who signed it, whatever its pages say. Refusals and place as `read`."""
    facts = inspection.inspect(content)
    return facts, signature.report(content) if facts.signed else None


def read(content: bytes, *, known_seller_sirets: Collection[str] = (), learned: Collection[Place] = ()) -> PdfDocument:
    """Refusals of `inspection.opened`. Call it in the sandbox."""
    facts = inspection.inspect(content)
    unpacked = factur_x.unpack(content)
    return PdfDocument(
        facts=facts,
        xml=unpacked.xml,
        container=unpacked.container,
        scanned=scan.scanned(content),
        candidates=candidate.read(content, known_seller_sirets=known_seller_sirets, learned=learned),
        signature=signature.report(content) if facts.signed else None,
    )
