"""The rules of the portal, one module per theme; importing the package registers them in `choruspro`."""

from . import frameworks, lines, parties, payment, references, totals, vat
from .ruleset import choruspro

__all__ = ["choruspro", "frameworks", "lines", "parties", "payment", "references", "totals", "vat"]
