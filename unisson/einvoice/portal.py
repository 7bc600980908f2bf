"""What the portal derives from a structured invoice: the VAT regime and the billing framework."""

import re
from dataclasses import replace

from .frameworks import FRAMEWORKS
from .model import Invoice

ON_DEBIT = "TVA_SUR_DEBIT"
ON_RECEIPT = "TVA_SUR_ENCAISSEMENT"
EXEMPT = "EXONERATION"
NO_VAT = "SANS_TVA"

_DECLARED = {"72": ON_RECEIPT, "432": ON_RECEIPT}
"""VAT point codes (UNTDID 2475 in CII, 2005 in UBL) that say "when paid"; 5 and 29 (3, 35) are dates of the debit."""

_FRAMEWORK = re.compile(r"^(A\d{1,2})(?:_[A-Z_]+)?$")


def derived(invoice: Invoice) -> Invoice:
    """The invoice with the portal's terms filled and its framework in the short form ("A1").

    A framework that is not the portal's (B1, S1, `urn:…`) stays as written, a missing one stays missing.
    """
    portal = replace(invoice.portal, vat_regime=vat_regime(invoice))
    return replace(invoice, portal=portal, framework=framework_of(invoice.framework))


def vat_regime(invoice: Invoice) -> str:
    """The « type de TVA » of a structured file (domain-rules §4.3, end); on debit when nothing is declared."""
    if not invoice.vat_lines:
        return NO_VAT
    if any(line.exemption_reason or line.exemption_code or line.category == "E" for line in invoice.vat_lines):
        return EXEMPT
    return _DECLARED.get(invoice.tax_point_code or "", ON_DEBIT)


def framework_of(written: str | None) -> str | None:
    """The code of a framework written in short ("A1") or as the API names it ("A1_FACTURE_FOURNISSEUR")."""
    match = _FRAMEWORK.match((written or "").strip().upper())
    return match[1] if match and match[1] in FRAMEWORKS else written
