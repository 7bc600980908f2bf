"""The sentences beside the codes: declared in French and English, filled in at the door in the reader's language."""

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from . import money, sizes
from .clock import PARIS
from .findings import Value
from .sizes import Octets

NBSP = "\u00a0"
NOTHING = "—"


@dataclass(frozen=True, kw_only=True)
class Words:
    """The French and the English sentence of one code; both use the same `{placeholders}`."""

    fr: str
    en: str

    @property
    def placeholders(self) -> frozenset[str]:
        return _names(self.fr)


_declared: dict[str, Words] = {}


def declare(code: str, *, fr: str, en: str) -> None:
    """Register the sentences of a code. ValueError if the code is taken or the two languages differ in placeholders."""
    if code in _declared and _declared[code] != Words(fr=fr, en=en):
        raise ValueError(f"{code} is declared twice")
    if _names(fr) != _names(en):
        raise ValueError(f"{code}: French and English do not use the same placeholders")
    _declared[code] = Words(fr=fr, en=en)


def declared() -> Mapping[str, Words]:
    """Every code known so far."""
    return dict(_declared)


def sentence(code: str, values: Mapping[str, Value], *, language: str = "fr") -> str:
    """The sentence of `code` in `language` ("fr" or "en"), its values written as that language writes them.

    A fault of several cases has a sentence for each: the value `case` ("MISSING") chooses XSD-MISSING for XSD.
    KeyError for a code nobody declared: that is a bug, not a case to soften.
    """
    words = _declared.get(f"{code}-{values.get('case')}") or _declared[code]
    shown = {name: show(values.get(name), language=language) for name in words.placeholders}
    filled = (words.en if language == "en" else words.fr).format(**shown)
    return filled.replace("….", "…")  # a value that was cut short may end the sentence


def show(value: Value, *, language: str = "fr") -> str:
    """A value as readers of `language` write it: 3 500,00, 29/10/2026, 29/10/2026 à 14 h 05 and 1,2 Mo, or 3,500.00,
    2026-10-29, 2026-10-29 at 14:05 and 1.2 MB. An instant is told as the clocks of France show it."""
    if value is None or value == "":
        return NOTHING
    return next((write(value, language) for kind, write in _WRITERS if isinstance(value, kind)), str(value))


def _show_moment(value: datetime, language: str) -> str:
    local = value.astimezone(PARIS)
    at = "at" if language == "en" else "à"
    return f"{_show_day(local.date(), language)} {at} {_show_time(local.time(), language)}"


def _show_day(value: date, language: str) -> str:
    return value.isoformat() if language == "en" else f"{value:%d/%m/%Y}"


def _show_time(value: time, language: str) -> str:
    return f"{value:%H:%M}" if language == "en" else f"{value.hour}{NBSP}h{NBSP}{value:%M}"


_WRITERS: tuple[tuple[type, Callable[[Any, str], str]], ...] = (
    (Decimal, lambda value, language: money.show(value, language=language)),
    (Octets, lambda value, language: sizes.show(value, language=language)),
    (datetime, _show_moment),
    (date, _show_day),
    (time, _show_time),
)
"""A datetime is also a date: the first that fits counts."""


def _names(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)
