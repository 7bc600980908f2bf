"""From the text of an element to a value of the model: days, numbers, attachments. What is none raises `Unreadable`."""

import base64
import binascii
import re
from datetime import date
from decimal import Decimal

from unisson.kernel import money
from unisson.kernel.findings import Value

LARGEST_DOCUMENT = 10 * 1024 * 1024
"""Bytes of one attachment once decoded (domain-rules §9, 3)."""
_EXCERPT = 80

_BASIC_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_EXTENDED_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T[0-9:.]{5,20})?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})")  # xsd:decimal: no comma, no exponent


class Unreadable(Exception):  # noqa: N818 - it tells of the text, not of an error of ours
    """A text that is no value of its kind: the code of the finding and its values."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def day(text: str, *, example: str) -> date:
    """A day as UBL ("2026-11-02") or CII ("20261102") writes it; a time or zone after it is let go."""
    match = _BASIC_DAY.fullmatch(text) or _EXTENDED_DAY.fullmatch(text)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise Unreadable("CPP-LEC-01", text=excerpt(text), example=example)


def number(text: str) -> Decimal:
    """A decimal exactly as written, within what the portal stores."""
    if not _NUMBER.fullmatch(text):
        raise Unreadable("CPP-LEC-02", text=excerpt(text))
    value = Decimal(text)
    if abs(value) > money.LARGEST:
        raise Unreadable("CPP-LEC-03", text=excerpt(text))
    return value


def content(text: str) -> bytes:
    """The bytes of a base64 attachment, of 10 Mo at most; the size is judged before decoding."""
    packed = "".join(text.split())
    if len(packed) // 4 * 3 - packed[-2:].count("=") > LARGEST_DOCUMENT:
        raise Unreadable("CPP-LEC-06", limit=LARGEST_DOCUMENT // 1024 // 1024)
    try:
        return base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):  # ValueError: not even ASCII
        raise Unreadable("CPP-LEC-07") from None


def excerpt(text: str) -> str:
    """The start of a text, short enough for a sentence."""
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
