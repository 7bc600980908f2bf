"""How files come: in a form, or as the body itself. Read after the gate, and never over what a deposit takes."""

from collections.abc import Collection

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from unisson.files import limits
from unisson.invoices.deposit import Upload
from unisson.kernel.sizes import Octets

from ..expected import SHOWN
from ..faults import turn_away

FORM = "multipart/form-data"
XML = ("application/xml", "text/xml")
PDF = "application/pdf"
BYTES = "application/octet-stream"
"""What a body is that is announced as nothing (RFC 9110 §8.3)."""
_AROUND = 64 * 1024
"""What a form writes around a file."""


def kind_of(request: HttpRequest, *, accepted: Collection[str]) -> str:
    """The announced type. TurnedAwayError 415 for one that is not `accepted`."""
    announced = (request.content_type or BYTES).lower()
    if announced not in accepted:
        raise turn_away(415, "CPP-API-41", type=announced[:SHOWN], expected=", ".join(accepted))
    return announced


def whole(request: HttpRequest, *, limit: int = limits.INVOICE_FILE) -> bytes:
    """The body itself. TurnedAwayError 413 over `limit`."""
    _check_announced(request, limit)
    body = request.read(limit + 1)
    if len(body) > limit:
        raise _too_large(limit)
    return body


def files(request: HttpRequest, *, most: int = 1) -> dict[str, Upload]:
    """The files of a form, by field. TurnedAwayError 413 for more than `most` of the largest, 400 if not readable."""
    _check_announced(request, most * limits.INVOICE_FILE + _AROUND)
    try:
        sent = request.FILES
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise turn_away(400, "CPP-API-42") from error
    return {name: Upload(name=one.name or "", content=one.read()) for name, one in sent.items()}  # type: ignore[union-attr]


def one_of(found: dict[str, Upload], name: str) -> Upload:
    """The file of that field. TurnedAwayError 400 without it."""
    if name not in found:
        raise turn_away(400, "CPP-API-05", name=name)
    return found[name]


def _check_announced(request: HttpRequest, limit: int) -> None:
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > limit:
        raise _too_large(limit)


def _too_large(limit: int) -> Exception:
    return turn_away(413, "CPP-API-43", limit=Octets(limit))
