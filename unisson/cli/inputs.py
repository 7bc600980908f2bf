"""Files named on the command line: their bytes."""

from pathlib import Path

from unisson.kernel.refusal import Refusal

LARGEST = 10 * 1024 * 1024
"""Bytes of an invoice file (domain-rules §9, 3)."""


def content_of(path: Path) -> bytes:
    """The bytes of a file. Refusal when it cannot be read, or is larger than an invoice may be."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        raise Refusal("CPP-COMMANDE-03", file=str(path)) from error
    if len(content) > LARGEST:
        raise Refusal("CPP-COMMANDE-06", file=str(path), limit=LARGEST // 1024 // 1024)
    return content
