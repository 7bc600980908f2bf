"""The French rules of the reform (BR-FR, flux 2), by theme; importing the package registers them in `reform`."""

# The order of the imports is the order of reports and pages: as XP Z12-012 numbers its rules.
# isort: off
from .ruleset import reform
from . import values, notes, conditions, parties, addresses, vat, references, amounts, several, subinvoices
# isort: on

__all__ = [
    "addresses",
    "amounts",
    "conditions",
    "notes",
    "parties",
    "references",
    "reform",
    "several",
    "subinvoices",
    "values",
    "vat",
]
