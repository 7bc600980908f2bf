"""The document that goes with what is asked of operators, or proposed among them: a PDF or a picture, by what it is.

It is only ever given back as a download, to operators (design §9).
"""

import io
from dataclasses import dataclass
from datetime import datetime

from PIL import Image, UnidentifiedImageError

from unisson.accounts.models import User
from unisson.files import limits, store
from unisson.files.store import Kept
from unisson.kernel.refusal import NotFound, Refusal

from . import acts
from .models import OperatorAct, Structure

_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png"}
_ENDINGS = {"application/pdf": (".pdf",), "image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",)}
_TAIL = 2048
_MOST_PIXELS = 60_000_000


@dataclass(frozen=True, kw_only=True)
class Document:
    """The file that proves it, as a door received it."""

    name: str
    content: bytes


def keep(content: bytes, *, name: str, at: datetime) -> Kept:
    """Scan and store the document. Before the transaction, since it is slow.

    Refusal CPP-FICHIER-01 to -04, -06 and -07; CPP-SUCCESSION-02 when it is neither a PDF nor a picture.
    """
    limits.check_size(name, len(content), limit=limits.ATTACHMENT)
    limits.check_name(name, limit=limits.ATTACHMENT_NAME)
    media_type = _media_type(content)
    if media_type is None:
        raise Refusal("CPP-SUCCESSION-02", field="document", name=name)
    return store.put(content, name=name, media_type=media_type, at=at)


def read(
    operator: User, file_pk: str | None, name: str, *, about: User, structure: Structure, at: datetime
) -> tuple[bytes, str]:
    """The document and its name; that this operator read it is written in the journal. NotFound for none."""
    if file_pk is None:
        raise NotFound
    content, what = store.content_of(file_pk), OperatorAct.What.DOCUMENT_READ
    acts.note(what, actor=operator, about=about, structure=structure, subject=name, at=at)
    return content, name


def was_read(*, by: User, about: User, structure_pk: int, since: datetime) -> bool:
    """Whether this operator read the document about that person, at that structure, since it was sent."""
    read = OperatorAct.objects.filter(what=OperatorAct.What.DOCUMENT_READ, actor=by, about=about)
    return read.filter(structure=structure_pk, at__gte=since).exists()


def fitting_name(name: str, media_type: str) -> str:
    """`name` with the ending of what the document is: whoever opens it from a folder goes by that."""
    ending = _ENDINGS[media_type]
    stem, dot, last = name.rpartition(".")
    return (
        name if dot and f".{last.lower()}" in ending else f"{(stem or last)[: limits.ATTACHMENT_NAME - 5]}{ending[0]}"
    )


def _media_type(content: bytes) -> str | None:
    if content.removeprefix(b"\xef\xbb\xbf").startswith(b"%PDF-"):
        return "application/pdf" if b"%%EOF" in content[-_TAIL:] else None
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_PICTURES)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            picture.verify()
            return _PICTURES[picture.format or ""]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
