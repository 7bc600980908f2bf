"""The type of the document and the element that holds it."""

from unisson.einvoice.model import Invoice
from unisson.einvoice.reading import Syntax
from unisson.kernel.findings import Findings
from unisson.rules.en16931 import codelists
from unisson.rules.engine import Context, at

from .ruleset import sense

_OTHERS = {Syntax.UBL_INVOICE: "credit_note_types", Syntax.UBL_CREDIT_NOTE: "invoice_types"}
_OWN = {Syntax.UBL_INVOICE: "invoice_types", Syntax.UBL_CREDIT_NOTE: "credit_note_types"}
_ELEMENTS = {Syntax.UBL_INVOICE: "Invoice", Syntax.UBL_CREDIT_NOTE: "CreditNote"}


@sense.rule(
    "CPP-SENS-01",
    source="UBL 2.1 ; EN 16931-1, BT-3 ; UNTDID 1001",
    fr="Le type {code} ne va pas dans un document UBL « {element} » : un avoir s’écrit dans CreditNote, une facture "
    "dans Invoice. Corrigez le type, ou exportez l’autre document.",
    en="The type {code} has no place in a UBL document “{element}”: a credit note is written as CreditNote, an "
    "invoice as Invoice. Correct the type, or export the other document.",
    syntaxes=frozenset(_ELEMENTS),
)
def type_of_the_other_document(invoice: Invoice, context: Context) -> Findings:
    """UBL a un document pour les factures et un autre pour les avoirs ; le type et le document disent la même chose.

    Exemple : le type 380 (facture) dans un document CreditNote.
    """
    syntax = context.reading.syntax
    code = invoice.type_code
    if code in codelists.codes(_OTHERS[syntax]) and code not in codelists.codes(_OWN[syntax]):
        yield at("BT-3", code=code, element=_ELEMENTS[syntax])
