"""What every list of invoices says of a line, and how its criteria are read (chorus-pro-api.md §4.1)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from unisson.directory.models import BankAccount, Structure
from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.invoices.lists.further import Between
from unisson.invoices.lists.paged import FURTHEST, Extent
from unisson.invoices.lists.sorting import USUAL, Sort
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.kernel.clock import legal_day

from .paging import MOST, Paging, ParametresRetour, Window, descending, window

RowT = TypeVar("RowT")
REQUEST = "FACTURE"
"""TypeDemandePaiement of all that the portal holds."""
_BOTH_SIDES = {
    "TypeFacture": "type",
    "NumeroFacture": "numero",
    "DateFacture": "date",
    "DateDepot": "depot",
    "MontantHT": "ht",
    "MontantTTC": "ttc",
    "MontantAPayer": "net",
    "Devise": "devise",
    "Statut": "etat",
    "NumeroMarche": "marche",
    "NumeroBonCommande": "engagement",
}
SENT: Mapping[str, str] = {
    **_BOTH_SIDES,
    "CodeDestinataire": "siret",
    "DesignationDestinataire": "tiers",
    "CodeServiceExecutant": "leur_service",
    "NomServiceExecutant": "leur_service",
    "CodeServiceFournisseur": "service",
    "NomServiceFournisseur": "service",
}
"""`triColonne` → a column of `sorting`; by others the newest deposit comes first."""
RECEIVED: Mapping[str, str] = {
    **_BOTH_SIDES,
    "CodeFournisseur": "siret",
    "Fournisseur": "tiers",
    "CodeServiceExecutant": "service",
    "NomServiceExecutant": "service",
    "CodeServiceFournisseur": "leur_service",
    "NomServiceFournisseur": "leur_service",
}


def sort_of(paging: Paging, column: str | None, known: Mapping[str, str]) -> Sort:
    """The order asked for."""
    return Sort(column=known.get(column or "", USUAL.column), descending=descending(paging))


def extent_of(paging: Paging, most: int | None) -> tuple[Window, Extent]:
    """The page asked for, and the part of the list that it is."""
    asked = window(paging)
    end = most if most and most > 0 else FURTHEST
    return asked, Extent(start=asked.start, size=asked.size, most=end)


def back(asked: Window, extent: Extent, total: int) -> ParametresRetour:
    """Where the page stands, as far as rows may be asked for."""
    return asked.back(min(total, extent.end))


def statuses_of(asked: Iterable[str | None]) -> tuple[Status, ...] | None:
    """Those that the portal knows; None where others alone are asked for, which no invoice has."""
    named = {one for one in asked if one}
    known = tuple(one for one in Status if one in named)
    return known if known or not named else None


def framework_of(code: str | None) -> str:
    """A1 of A1_FACTURE_FOURNISSEUR."""
    return (code or "").partition("_")[0]


def framework_told(invoice: Invoice) -> str | None:
    known = FRAMEWORKS.get(invoice.framework)
    return known.api_code if known else None


def between(low: date | Decimal | None, high: date | Decimal | None) -> Between:
    return Between(low=low, high=high)


def keys(asked: Collection[int]) -> tuple[int, ...]:
    """Without the zeros that stand for none."""
    return tuple(one for one in asked if 0 < one < 2**63)


def day_of_deposit(invoice: Invoice) -> date | None:
    return legal_day(invoice.deposited_at) if invoice.deposited_at else None


def common(invoice: Invoice) -> dict[str, Any]:
    """The fields that a line has in each list of either side, its parties loaded."""
    recipient, service, own = invoice.recipient, invoice.recipient_service, invoice.supplier_service
    return {
        **_amounts(invoice),
        "codeDestinataire": recipient.identifier if recipient else None,
        "codeFournisseur": invoice.supplier.identifier,
        "codeServiceExecutant": service.code if service else None,
        "codeServiceFournisseur": own.code if own else None,
        "dateDepot": day_of_deposit(invoice),
        "dateFacture": invoice.issue_date,
        "designationDestinataire": recipient.name if recipient else None,
        "designationFournisseur": invoice.supplier.name,
        "devise": invoice.currency,
        "idDestinataire": invoice.recipient_id,
        "idServiceExecutant": invoice.recipient_service_id,
        "nomServiceExecutant": service.name if service else None,
        "nomServiceFournisseur": own.name if own else None,
        "numeroBonCommande": invoice.commitment or None,
        "numeroFacture": invoice.number or None,
        "numeroMarche": invoice.contract or None,
        "statut": invoice.status,
        "typeDemandePaiement": REQUEST,
        "typeFacture": invoice.kind,
        "typeIdentifiantFournisseur": invoice.supplier.kind,
    }


def _amounts(invoice: Invoice) -> dict[str, Decimal | None]:
    """As people read them: those of a credit note have a minus."""
    return {
        "montantAPayer": invoice.signed(invoice.net_to_pay),
        "montantHT": invoice.signed(invoice.net_total),
        "montantTTC": invoice.signed(invoice.gross_total),
    }


def bank(account: BankAccount | None) -> dict[str, Any]:
    """The parts of an IBAN under their official names; of a French one those of its RIB, too."""
    if account is None:
        return {}
    iban = account.iban.replace(" ", "")
    told = {"CleIban": iban[2:4], "CodePays": iban[:2], "CompteBancaire": iban[4:]}
    if iban[:2] in _RIB and len(iban) == _FRENCH:
        told |= {"CodeBanque": iban[4:9], "CompteBancaire": iban[14:25], "CleRib": iban[25:]}
    return {f"coordBancairesFournisseur{name}": value for name, value in told.items()}


_RIB = ("FR", "MC")
_FRENCH = 27


def branch(account: BankAccount) -> str | None:
    """« Code guichet » of a French account."""
    iban = account.iban.replace(" ", "")
    return iban[9:14] if iban[:2] in _RIB and len(iban) == _FRENCH else None


def identifier(structure: Structure | None) -> str | None:
    return structure.identifier if structure else None


NOT_THERE = {"CPP-ACCES-01": (20000, "GDP_MSG_11.008")}
"""What an invoice that is not there, or not theirs, is told as."""


def paged(
    rows: Sequence[RowT], *, page: int | None, size: int | None, sense: str | None, column: str | None = None
) -> tuple[list[RowT], ParametresRetour]:
    """The page of a list inside an invoice, all of it where no size is asked: clients read the last row as the present
    state. In the order of `rows` unless `sense` or `column` says otherwise.

    « HistoStatutCode » sorts by `histoStatutCode`.
    """
    asked = Paging(pageResultatDemandee=page, nbResultatsParPage=size or MOST, triSens=sense)
    rows = _sorted(rows, (column or "")[:1].lower() + (column or "")[1:])
    turned = list(rows)[::-1] if descending(asked, default=False) else rows
    shown, back = window(asked).of(turned)
    return list(shown), back


def _sorted(rows: Sequence[RowT], name: str) -> Sequence[RowT]:
    """By a field of theirs; those without a value first."""
    if not rows or not hasattr(rows[0], name):
        return rows
    return sorted(rows, key=lambda row: (getattr(row, name) is not None, getattr(row, name)))
