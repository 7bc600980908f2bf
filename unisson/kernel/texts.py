"""Texts that people write in a box: kept as they are, or refused; never cut in silence."""

import unicodedata

from .refusal import Refusal
from .words import declare

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Controls and signs that show nothing: some turn the reading of a line round, a text of them alone says nothing."""
LONGEST = 2000
"""Characters of a comment, a note or a message (domain-rules §3.2)."""

declare(
    "CPP-TEXTE-01",
    fr="Ce texte a {length} caractères : {limit} au plus. Raccourcissez-le.",
    en="This text has {length} characters: {limit} at most. Shorten it.",
)


def one_line(text: str) -> str:
    """`text` as a name or a subject is kept: on one line, without signs that show nothing."""
    seen = "".join(" " if sign.isspace() else sign for sign in text if sign.isspace() or _is_seen(sign))
    return " ".join(seen.split())


def shown(text: str) -> str:
    """`text` of a stranger's file as a report or a terminal repeats it: every sign that shows nothing, or moves the
    cursor, is a « \ufffd »."""
    return "".join(sign if _is_seen(sign) and sign not in "\u2028\u2029" else "\ufffd" for sign in text)


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSEEN


def written(text: str, *, field: str, limit: int = LONGEST) -> str:
    """`text` as it is kept: without blanks around, its lines ended as the box counts them (browsers send CR LF).

    Refusal CPP-TEXTE-01 above `limit` characters.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign in "\n\t" or _is_seen(sign)).strip()
    if len(kept) > limit:
        raise Refusal("CPP-TEXTE-01", field=field, length=len(kept), limit=limit)
    return kept
