"""What a PDF says, for who only asks that: the structured invoice inside it, else what stands on its page.

Unlike `document` it knows nothing of signatures. It loads a reader when it needs it: naming it in an order to the
sandbox costs the caller nothing.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Optional

from unisson.einvoice.reading import Container

if TYPE_CHECKING:
    from .candidate import Candidates

READERS = ("embedded", "factur_x", "candidate")
"""What the sandbox loads beforehand for many files; for a single one the first will do."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """`xml` for a hybrid, `candidates` for a plain PDF. `container` for both: a plain PDF may announce an invoice."""

    xml: bytes | None = None
    container: Container | None = None
    candidates: Optional["Candidates"] = None


def read(content: bytes) -> Contents:
    """Refusals of `embedded.find_invoice_xml`. Call it in the sandbox."""
    from . import factur_x

    unpacked = factur_x.unpack(content)
    if unpacked.xml is not None:
        return Contents(xml=unpacked.xml, container=unpacked.container)
    from . import candidate

    return Contents(candidates=candidate.read(content), container=unpacked.container)
