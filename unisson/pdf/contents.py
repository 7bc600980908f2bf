"""What a PDF says, for who only asks that: the structured invoice inside it, else what stands on its page.

Unlike `document` it knows nothing of signatures. It loads a reader when it needs it: naming it in an order to the
sandbox costs the caller nothing.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from .candidate import Candidates

READERS = ("embedded", "candidate")
"""What the sandbox loads beforehand for many files; for a single one the first will do."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """`xml` for a hybrid, `candidates` for a plain PDF."""

    xml: bytes | None = None
    candidates: Optional["Candidates"] = None


def read(content: bytes) -> Contents:
    """Refusals of `embedded.find_invoice_xml`. Call it in the sandbox."""
    from . import embedded

    xml = embedded.find_invoice_xml(content)
    if xml is not None:
        return Contents(xml=xml)
    from . import candidate

    return Contents(candidates=candidate.read(content))
