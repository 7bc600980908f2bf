"""One-click repairs: what a person may accept instead of retyping. The invoice itself is never changed here.

A repair takes an invoice and gives the new value of each place it would change, as text with a decimal point; an
empty mapping when it has nothing sure to propose.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal

from unisson.einvoice.model import Invoice, Party
from unisson.kernel import identifiers, money

from .arithmetic import HUNDRED, given, is_computable, total
from .catalogue import find
from .choruspro.lines import document_changes
from .choruspro.parties import RECIPIENT_ID, SELLER_ID, is_well_formed, siret_of
from .choruspro.tables import LENGTHS, REFORM_FRAMEWORKS

Proposal = Mapping[str, str]
Repair = Callable[[Invoice], Proposal]

_FORBIDDEN = re.compile(r"[^A-Za-z0-9\-_/+]+")


def propose(code: str, invoice: Invoice) -> Proposal:
    """What the repair of the rule `code` proposes for `invoice`: place → new value, empty without a repair."""
    rule = find(code)
    if rule is None or rule.repair is None:
        return {}
    return REPAIRS[rule.repair](invoice)


def clean_number(invoice: Invoice) -> Proposal:
    """Accents dropped, each run of other forbidden characters made one dash."""
    plain = unicodedata.normalize("NFKD", invoice.number or "").encode("ascii", "ignore").decode()
    number = _FORBIDDEN.sub("-", plain).strip("-")
    return {"BT-1": number} if 0 < len(number) <= LENGTHS["number"] else {}


def assume_euro(invoice: Invoice) -> Proposal:
    """The currency that Chorus Pro assumes."""
    return {"BT-5": "EUR"}


def assume_supplier_framework(invoice: Invoice) -> Proposal:
    """A1, the invoice of a supplier."""
    return {"BT-23": "A1"}


def translate_framework(invoice: Invoice) -> Proposal:
    """The framework of the portal that the one of the reform amounts to."""
    known = REFORM_FRAMEWORKS.get(invoice.framework or "")
    return {"BT-23": known} if known else {}


def compact_seller_siret(invoice: Invoice) -> Proposal:
    """The supplier's SIRET without separators."""
    return _compact(SELLER_ID, invoice.seller)


def compact_recipient_siret(invoice: Invoice) -> Proposal:
    """The recipient's SIRET without separators."""
    return _compact(RECIPIENT_ID, invoice.buyer)


def compute_net(invoice: Invoice) -> Proposal:
    """HT: the sum of the lines with what the document adds, else of the VAT bases."""
    nets = given(*(line.net for line in invoice.lines))
    bases = given(*(row.base for row in invoice.vat_lines))
    match given(document_changes(invoice)):
        case (changes,) if nets:
            return _amount("BT-109", total(nets) + changes)
    return _amount("BT-109", total(bases)) if bases else {}


def compute_vat(invoice: Invoice) -> Proposal:
    """TVA: the sum of the breakdown."""
    rows = given(*(row.amount for row in invoice.vat_lines))
    return _amount("BT-110", total(rows)) if rows else {}


def compute_gross_before_discount(invoice: Invoice) -> Proposal:
    """TTC avant remise = HT + TVA."""
    match given(invoice.totals.net, invoice.totals.vat):
        case net, vat:
            return _amount("EXT-GROSS-BEFORE-DISCOUNT", net + vat)
    return {}


def compute_gross(invoice: Invoice) -> Proposal:
    """TTC après remise = HT + TVA - remise globale."""
    match given(invoice.totals.net, invoice.totals.vat, invoice.portal.discount or money.ZERO):
        case net, vat, discount:
            return _amount("BT-112", net + vat - discount)
    return {}


def compute_due(invoice: Invoice) -> Proposal:
    """Net à payer = TTC - what is already paid."""
    match given(invoice.totals.gross, invoice.totals.paid or money.ZERO):
        case gross, paid:
            return _amount("BT-115", gross - paid)
    return {}


def compute_vat_rows(invoice: Invoice) -> Proposal:
    """Each amount of the breakdown = base × rate."""
    proposal: dict[str, str] = {}
    for rank, row in enumerate(invoice.vat_lines, start=1):
        match given(row.base, row.rate):
            case base, rate:
                proposal |= _amount(f"BG-23[{rank}]/BT-117", base * rate / HUNDRED)
    return proposal


def drop_discount_sign(invoice: Invoice) -> Proposal:
    """The discount without its sign."""
    match given(invoice.portal.discount):
        case (discount,):
            return _amount("EXT-DISCOUNT", discount.copy_abs())
    return {}


REPAIRS: dict[str, Repair] = {
    repair.__name__: repair
    for repair in (
        clean_number,
        assume_euro,
        assume_supplier_framework,
        translate_framework,
        compact_seller_siret,
        compact_recipient_siret,
        compute_net,
        compute_vat,
        compute_gross_before_discount,
        compute_gross,
        compute_due,
        compute_vat_rows,
        drop_discount_sign,
    )
}


def _compact(place: str, party: Party | None) -> Proposal:
    siret = identifiers.compact(siret_of(party))
    return {place: siret} if is_well_formed(siret) else {}


def _amount(place: str, amount: Decimal) -> Proposal:
    return {place: f"{money.cents(amount)}"} if is_computable(amount) else {}
