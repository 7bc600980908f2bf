"""The rules of common sense, one module per theme; importing the package registers them in `sense`."""

# The order of the imports is the order of reports and pages: as a person reads an invoice.
# isort: off
from .ruleset import sense
from . import types, dates, parties, payment, amounts, vat, attachments, profiles, container
# isort: on

__all__ = ["amounts", "attachments", "container", "dates", "parties", "payment", "profiles", "sense", "types", "vat"]
