"""The European standard EN 16931, one module per theme; importing the package registers its rules in `en16931`."""

# The order of the imports is the order of reports and pages: as the standard numbers its rules.
# isort: off
from .ruleset import en16931
from . import (
    presence,
    conditions,
    uncategorised,
    reasons,
    totals,
    decimals,
    codes,
    codes_apart,
    vat_families,
    vat_special,
)
from . import syntax_ubl, syntax_ubl_values, syntax_ubl_documents, syntax_cii, syntax_cii_children, syntax_cii_values
# isort: on

__all__ = [
    "codes",
    "codes_apart",
    "conditions",
    "decimals",
    "en16931",
    "presence",
    "reasons",
    "syntax_cii",
    "syntax_cii_children",
    "syntax_cii_values",
    "syntax_ubl",
    "syntax_ubl_documents",
    "syntax_ubl_values",
    "totals",
    "uncategorised",
    "vat_families",
    "vat_special",
]
