"""Any semantic invoice as a page a person can read (domain-rules §4.10): what it says, in order, nothing added.

Content of the official rendering: title with type and number, date, invoicing period, cadre, parties, references,
lines, VAT table, totals, payment, notes. What the invoice does not say is left out.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.einvoice.model import Address, AllowanceCharge, Identifier, Invoice, Line, Party, Period, VatLine
from unisson.kernel.identifiers import show_siret

from . import french

Facts = list[dict[str, str]]

_MENTION = "Vue lisible du fichier déposé. Seul le fichier déposé fait foi."
_TYPES = {
    "261": "Avoir autofacturé",
    "262": "Avoir global sur remise",
    "326": "Facture partielle",
    "380": "Facture",
    "381": "Avoir",
    "384": "Facture rectificative",
    "386": "Facture d’acompte",
    "389": "Facture autofacturée",
    "393": "Facture affacturée",
    "396": "Avoir affacturé",
    "503": "Avoir d’acompte",
}
"""UNTDID 1001."""
_MEANS = {
    "10": "Espèces",
    "20": "Chèque",
    "30": "Virement",
    "48": "Carte bancaire",
    "49": "Prélèvement",
    "54": "Carte de crédit",
    "55": "Carte de débit",
    "57": "Déjà convenu entre les parties",
    "58": "Virement SEPA",
    "59": "Prélèvement SEPA",
    "97": "Compensation",
}
"""UNTDID 4461."""
_CATEGORIES = {
    "AE": "Autoliquidation",
    "E": "Exonérée",
    "G": "Exportation",
    "K": "Livraison intracommunautaire",
    "L": "IGIC (Canaries)",
    "M": "IPSI (Ceuta et Melilla)",
    "O": "Hors du champ de la TVA",
    "Z": "Taux zéro",
}
"""UNTDID 5305; S shows its rate."""
_UNITS = {
    "ANN": "an",
    "C62": "unité",
    "DAY": "jour",
    "EA": "pièce",
    "GRM": "g",
    "H87": "pièce",
    "HUR": "h",
    "KGM": "kg",
    "KMT": "km",
    "KWH": "kWh",
    "LS": "forfait",
    "LTR": "l",
    "MIN": "min",
    "MON": "mois",
    "MTK": "m²",
    "MTQ": "m³",
    "MTR": "m",
    "NAR": "article",
    "PR": "paire",
    "SET": "lot",
    "TNE": "t",
    "WEE": "semaine",
}
"""UN/ECE Recommendation 20; others are shown as written."""
_TO_PAY = "Montant à payer"
_REGIMES = {
    "EXONERATION": "Exonération",
    "SANS_TVA": "Sans TVA",
    "TVA_SUR_DEBIT": "TVA sur les débits",
    "TVA_SUR_ENCAISSEMENT": "TVA sur les encaissements",
}


def values(invoice: Invoice) -> dict[str, Any]:
    """The values of `templates/invoice.typ`: texts and lists of {label, value}."""
    currency = invoice.currency or ""
    return {
        "title": _title(invoice),
        "day": [issued.year, issued.month, issued.day] if (issued := invoice.issue_date) else None,
        "mention": _MENTION,
        "heading": _heading(invoice),
        "parties": [_party(role, party) for role, party in _parties(invoice) if party],
        "references": _references(invoice),
        "lines": [_line(line) for line in invoice.lines],
        "vat": [_vat(row) for row in invoice.vat_lines],
        "adjustments": _adjustments(invoice),
        "totals": _totals(invoice, currency),
        "payment": _payment(invoice),
        "notes": [french.wrapped(text) for text in _notes(invoice)],
    }


def _title(invoice: Invoice) -> str:
    kind = _TYPES.get(invoice.type_code or "", "Avoir" if invoice.is_credit_note else "Facture")
    return f"{kind} n°\u00a0{french.wrapped(invoice.number)}" if invoice.number else kind


def _heading(invoice: Invoice) -> Facts:
    framework = FRAMEWORKS.get(invoice.framework or "")
    return _facts(
        ("Date", _day(invoice.issue_date)),
        ("Échéance", _day(invoice.due_date)),
        ("Période de facturation", _period(invoice.period)),
        ("Cadre de facturation", f"{framework.code}\u00a0: {framework.label}" if framework else invoice.framework),
        ("Devise", invoice.currency),
        ("Type de TVA", _REGIMES.get(invoice.portal.vat_regime or "", invoice.portal.vat_regime)),
    )


def _parties(invoice: Invoice) -> Iterable[tuple[str, Party | None]]:
    delivery = invoice.delivery
    delivered = Party(name=delivery.party_name, address=delivery.address) if delivery else None
    return (
        ("Fournisseur", invoice.seller),
        ("Destinataire", invoice.buyer),
        ("Bénéficiaire du paiement", invoice.payee),
        ("Représentant fiscal", invoice.tax_representative),
        ("Livré à", delivered if delivered != Party() else None),
    )


def _party(role: str, party: Party) -> dict[str, Any]:
    contact = party.contact
    lines = (
        party.trading_name if party.trading_name != party.name else None,
        *_address(party.address),
        f"SIRET {show_siret(party.siret)}" if party.siret else None,
        _identifier("SIREN", party.legal_id) if not party.siret else None,
        f"TVA {party.vat_id}" if party.vat_id else None,
        *((contact.name, contact.phone, contact.email) if contact else ()),
    )
    return {
        "role": role,
        "name": french.wrapped(party.name or ""),
        "lines": [french.wrapped(line) for line in lines if line],
    }


def _address(address: Address | None) -> tuple[str | None, ...]:
    if address is None:
        return ()
    place = " ".join(filter(None, (address.postcode, address.city)))
    abroad = address.country if address.country != "FR" else None
    return (address.line1, address.line2, address.line3, place, address.subdivision, abroad)


def _references(invoice: Invoice) -> Facts:
    return _facts(
        ("Code service", invoice.buyer_reference),
        ("Numéro d’engagement", invoice.order_reference),
        ("Numéro de marché", invoice.contract_reference),
        ("Commande du fournisseur", invoice.sales_order_reference),
        ("Projet", invoice.project_reference),
        ("Avis de réception", invoice.receiving_advice),
        ("Bon de livraison", invoice.despatch_advice),
        ("Appel d’offres", invoice.tender_reference),
        ("Objet facturé", invoice.invoiced_object.value if invoice.invoiced_object else None),
        ("Référence comptable", invoice.accounting_reference),
        ("Service du fournisseur", invoice.portal.seller_service),
        ("Date de livraison", _day(invoice.delivery.day) if invoice.delivery else None),
        *(
            ("Facture d’origine", " du ".join(filter(None, (one.number, _day(one.issue_date)))))
            for one in invoice.preceding
        ),
    )


def _line(line: Line) -> dict[str, Any]:
    unit = _UNITS.get(line.unit or "", line.unit or "")
    quantity = french.number(line.quantity) if line.quantity is not None else ""
    details = (
        line.description,
        f"Référence {line.seller_item_id}" if line.seller_item_id else None,
        _period(line.period),
        line.note,
        *(
            f"{'Frais' if one.charge else 'Remise'}\u00a0: {_money(one.amount)}{_reason(one.reason)}"
            for one in line.allowances_charges
        ),
    )
    return {
        "id": french.wrapped(line.id or ""),
        "name": french.wrapped(line.name or ""),
        "details": [french.wrapped(detail) for detail in details if detail],
        "quantity": f"{quantity}\u00a0{unit}".strip("\u00a0"),
        "price": french.number(line.price, decimals=2) if line.price is not None else "",
        "vat": _rate(line.vat_category, line.vat_rate),
        "net": _money(line.net),
    }


def _vat(row: VatLine) -> dict[str, str]:
    rate = _rate(row.category, row.rate)
    return {
        "rate": french.wrapped(rate + _reason(row.exemption_reason)),
        "base": _money(row.base),
        "amount": _money(row.amount),
    }


def _rate(category: str | None, rate: Decimal | None) -> str:
    if category in _CATEGORIES:
        return _CATEGORIES[category]
    return f"{french.number(rate)}\u00a0%" if rate is not None else ""


def _adjustments(invoice: Invoice) -> list[dict[str, Any]]:
    return [
        {
            "label": french.wrapped(f"{'Frais' if one.charge else 'Remise'}{_under(one)}{_reason(one.reason)}"),
            "value": _money(one.amount if one.charge or one.amount is None else -one.amount),
            "strong": False,
        }
        for one in invoice.allowances_charges
    ]


def _under(one: AllowanceCharge) -> str:
    """The VAT of what it comes off: a discount over several rates has a part under each."""
    rate = _rate(one.vat_category, one.vat_rate)
    return f" ({rate})" if one.vat_category in _CATEGORIES else f" (TVA {rate})" if rate else ""


def _totals(invoice: Invoice, currency: str) -> list[dict[str, Any]]:
    totals, portal = invoice.totals, invoice.portal
    counted = invoice.vat_currency or ""
    rows = (
        ("Total des lignes HT", totals.lines, currency),
        ("Remises HT", totals.allowances, currency),
        ("Frais HT", totals.charges, currency),
        ("Montant HT", totals.net, currency),
        ("Montant TVA", totals.vat, currency),
        (f"Montant TVA en {counted}".removesuffix(" en "), totals.vat_accounting, counted),
        ("Montant TTC avant remise globale", portal.gross_before_discount, currency),
        ("Montant remise globale TTC", portal.discount, currency),
        ("Montant TTC total", totals.gross, currency),
        ("Déjà payé", totals.paid, currency),
        ("Arrondi", totals.rounding, currency),
        (_TO_PAY, totals.due, currency),
    )
    return [
        {"label": label, "value": french.amount(value, money), "strong": label == _TO_PAY}
        for label, value, money in rows
        if value is not None
    ]


def _payment(invoice: Invoice) -> Facts:
    payment = invoice.payment
    if payment is None:
        return _facts(("Conditions", invoice.payment_terms))
    means = payment.means_text or _MEANS.get(payment.means_code or "", payment.means_code)
    accounts = (" — ".join(filter(None, (one.iban, one.bic, one.name))) for one in payment.accounts)
    return _facts(
        ("Mode de paiement", means),
        ("Conditions", invoice.payment_terms),
        ("Référence à rappeler", payment.remittance),
        *(("Compte", account) for account in accounts),
        ("Carte", payment.card_number),
        ("Mandat de prélèvement", payment.mandate),
        ("Compte débité", payment.debited_account),
    )


def _notes(invoice: Invoice) -> list[str]:
    return [text for text in (*(note.text for note in invoice.notes), invoice.portal.comment) if text]


def _facts(*pairs: tuple[str, str | None]) -> Facts:
    return [{"label": label, "value": french.wrapped(value)} for label, value in pairs if value]


def _identifier(label: str, identifier: Identifier | None) -> str | None:
    return f"{label} {identifier.value}" if identifier else None


def _day(day: date | None) -> str | None:
    return french.day(day) if day else None


def _period(period: Period | None) -> str | None:
    if period is None or not (period.start or period.end):
        return None
    if period.start and period.end:
        return f"Du {french.day(period.start)} au {french.day(period.end)}"
    return f"Depuis le {french.day(period.start)}" if period.start else f"Jusqu’au {_day(period.end)}"


def _money(amount: Decimal | None) -> str:
    return french.amount(amount, "") if amount is not None else ""


def _reason(reason: str | None) -> str:
    return f" — {reason}" if reason else ""
