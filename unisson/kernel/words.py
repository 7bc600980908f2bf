"""The sentences beside the codes: declared in French and English, filled in at the door in the reader's language."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from . import money
from .findings import Value

NBSP = "\u00a0"


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

    KeyError for a code nobody declared: that is a bug, not a case to soften.
    """
    words = _declared[code]
    shown = {name: show(values.get(name), language=language) for name in words.placeholders}
    return (words.en if language == "en" else words.fr).format(**shown)


def show(value: Value, *, language: str = "fr") -> str:
    """A value as readers of `language` write it: 3 500,00 and 29/10/2026, or 3,500.00 and 2026-10-29."""
    if value is None or value == "":
        return "—"
    if isinstance(value, Decimal):
        return money.show(value, language=language)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y") if language == "fr" else value.isoformat()
    return str(value)


def _names(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)
