"""Group download: several invoices in one file (chorus-pro-api.md §4.1)."""

import base64

from unisson.directory.callers import Caller
from unisson.files import limits
from unisson.invoices import bundle, handed
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.kernel.sizes import Octets

from . import invoices_taken_wire as wire
from .endpoints import endpoint
from .faults import turn_away
from .invoice_rows import NOT_THERE
from .transverses_wire import DemandePaiementATelecharger

PDF, PIVOT = "PDF", "PIVOT"
Wanted = wire.TakeInvoices | DemandePaiementATelecharger


@endpoint(
    "factures/v1/telecharger/groupe", key="listeFacture.idFacture", summary="Télécharger des factures", says=NOT_THERE
)
def take(caller: Caller, asked: wire.TakeInvoices) -> wire.InvoicesTaken:
    """PDF: the file itself where it is alone, else a ZIP. PIVOT: one XML file with all attachments inside."""
    return wire.InvoicesTaken(fichierResultat=in_one_file(caller, asked))


def in_one_file(caller: Caller, asked: Wanted) -> str:
    """The invoices asked for, in base64. Their download enters the history; over 120 Mo it is refused with 413."""
    form = (asked.format or "").upper()
    if not form:
        raise Refusal("CPP-API-05", field="format", name="format")
    if form not in (PDF, PIVOT):
        raise Refusal("CPP-API-04", field="format", name="format", value=form, expected=f"{PDF}, {PIVOT}")
    wanted = [one.idFacture for one in asked.listeFacture if one.idFacture]
    attached = form == PIVOT or (asked.avecPiecesJointesComplementaires or "").upper() in ("OUI", "TRUE")
    several = handed.asked(caller.user, wanted, attachments=attached)
    if several.is_too_heavy:
        raise turn_away(413, "CPP-DOSSIER-03", weight=Octets(several.weight), limit=Octets(limits.DOSSIER))
    content = handed.as_pdf(several) if form == PDF else handed.as_data(several)
    bundle.note_downloads(caller.user, several.invoices, at=now())
    return base64.b64encode(content).decode()
