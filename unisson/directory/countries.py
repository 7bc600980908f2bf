"""The countries an address may be in: ISO 3166-1, named by CLDR."""

from functools import cache

from babel import Locale

_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Codes of two letters that CLDR names and that are no country's."""


@cache
def named(language: str) -> dict[str, str]:
    """Code of two letters → name, by name."""
    found = Locale.parse(language).territories
    kept = {code: name for code, name in found.items() if len(code) == 2 and code not in _NO_COUNTRY}
    return dict(sorted(kept.items(), key=lambda one: _sorted_as(one[1])))


def is_country(code: str) -> bool:
    """Whether two letters are a country's."""
    return code in named("fr")


def _sorted_as(name: str) -> str:
    return name.translate(str.maketrans("ÉÎÅ", "EIA"))
