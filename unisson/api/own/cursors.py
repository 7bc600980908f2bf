"""A cursor: the place of a reader in the changes, as text that says nothing to anybody else."""

import base64
import binascii

from ..faults import turn_away

NOW = "now"
PATTERN = "^(now|AQ[A-Za-z0-9_-]{10})?$"
_HEAD = b"\x01"
_OCTETS = 8
_LAST = 2**60 - 1


def written(place: int) -> str:
    """The cursor of that place."""
    return base64.urlsafe_b64encode(_HEAD + place.to_bytes(_OCTETS, "big")).decode()


def read(cursor: str) -> int:
    """The place of a cursor that `written` made. TurnedAwayError 400 for anything else."""
    try:
        found = base64.b64decode(cursor, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise _unreadable(cursor) from error
    place = int.from_bytes(found[1:], "big")
    if len(found) != 1 + _OCTETS or place > _LAST or written(place) != cursor:
        raise _unreadable(cursor)
    return place


def _unreadable(cursor: str) -> Exception:
    return turn_away(400, "CPP-API-40", name="since", value=cursor[:80])
