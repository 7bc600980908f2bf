"""The rules of the portal, one module per theme; importing the package registers them in `choruspro`."""

# The order of the imports is the order of reports and pages: as a person reads an invoice.
# isort: off
from .ruleset import choruspro
from . import references, frameworks, parties, lines, vat, totals, payment
# isort: on

__all__ = ["choruspro", "frameworks", "lines", "parties", "payment", "references", "totals", "vat"]
