"""The document that goes with a request to the operator: a PDF or a picture, judged by what it is.

It is only ever given back as a download, to operators (design §9).
"""

import io
from datetime import datetime

from PIL import Image, UnidentifiedImageError

from unisson.files import limits, store
from unisson.files.store import Kept
from unisson.kernel.refusal import Refusal

_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png"}
_ENDINGS = {"application/pdf": (".pdf",), "image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",)}
_TAIL = 2048
_MOST_PIXELS = 60_000_000


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
