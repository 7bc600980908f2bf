"""A signature that comes in a file of its own, beside the invoice that it signs."""

from dataclasses import replace
from datetime import datetime

from unisson.einvoice import xades
from unisson.files import limits
from unisson.kernel.refusal import Refusal

from . import attachments
from .drafting.reading import FileRead, told


def beside(
    signature: attachments.Joined | None, content: bytes, read: FileRead, *, at: datetime
) -> tuple[FileRead, tuple[attachments.Document, ...]]:
    """What was `read` with what the signature tells of `content`, and the signature file on disk, to be joined as it
    came; nothing more without one. Refusal CPP-SIGNATURE-01 when it holds none, and those of `attachments.stored`."""
    if signature is None:
        return read, ()
    report = told(xades.detached(signature.content, content, at=at))
    if report is None:
        raise Refusal("CPP-SIGNATURE-01", field="signature", name=signature.name)
    fitting = replace(signature, name=limits.clean_name(signature.name, limit=limits.ATTACHMENT_NAME))
    return replace(read, signature=report), tuple(attachments.stored([fitting], at=at))
