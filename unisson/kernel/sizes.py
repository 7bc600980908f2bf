"""Sizes of files: one megabyte for the limits, the refusals and the pages."""

from decimal import ROUND_CEILING, Decimal

KILO = 1024
MEGA = KILO * KILO
"""The Mo of people's own computers; domain-rules §4.7 does not say which is meant."""

_UNITS = {"fr": ("Mo", "Ko", "octet"), "en": ("MB", "kB", "byte")}


class Octets(int):
    """A number of octets that sentences and pages write as a size."""


def show(size: int, *, language: str = "fr") -> str:
    """1,2 Mo, 43 Ko, 512 octets; 1.2 MB, 43 kB, 512 bytes. Rounded up: what is over a limit never looks equal to it."""
    mega, kilo, octet = _UNITS[language]
    if size >= MEGA:
        tenths = (Decimal(size) / MEGA).quantize(Decimal("0.1"), rounding=ROUND_CEILING)
        number = f"{tenths}".removesuffix(".0")
        return f"{number if language == 'en' else number.replace('.', ',')}\u00a0{mega}"
    if size >= KILO:
        return f"{-(-size // KILO)}\u00a0{kilo}"
    return f"{size} {octet}" if size == 1 else f"{size} {octet}s"
