"""The evidence in a semantic value: what was typed, or read on the page of a PDF and confirmed.

The same groups and terms as `ubl.TABLE`, so that one rule judges both.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from unisson.einvoice.model import AllowanceCharge, Invoice, Line, Party, Payment, Totals, VatLine
from unisson.einvoice.ubl import NAMESPACES

from .binding import Binding
from .evidence import Evidence, Group

BINDING = Binding(name="FORM", table={}, namespaces=NAMESPACES)

_ADDRESSES = {"BG-4": ("BG-5", "BT-40"), "BG-7": ("BG-8", "BT-55"), "BG-11": ("BG-12", "BT-69")}
_NAMES = {"BG-4": "BT-27", "BG-7": "BT-44", "BG-10": "BT-59", "BG-11": "BT-62"}
_IDENTIFIERS = {"BG-4": "BT-29", "BG-7": "BT-46", "BG-10": "BT-60"}
_LEGAL = {"BG-4": "BT-30", "BG-7": "BT-47", "BG-10": "BT-61"}
_ENDPOINTS = {"BG-4": "BT-34", "BG-7": "BT-49"}


def evidence(invoice: Invoice) -> Evidence:
    """What the value says; an empty text counts as nothing said."""
    document = _group("", _fields(invoice, "number", "issue_date", "type_code", "currency", "vat_currency"))
    _say(document, {"BT-24": invoice.specification, "BT-7": invoice.tax_point})
    for kind, party in (
        ("BG-4", invoice.seller),
        ("BG-7", invoice.buyer),
        ("BG-10", invoice.payee),
        ("BG-11", invoice.tax_representative),
    ):
        if party is not None:
            _add(document, _party(kind, party))
    _header(document, invoice)
    _totals(document, invoice.totals)
    for row in invoice.vat_lines:
        _add(document, _vat_row(row))
    for allowance_charge in invoice.allowances_charges:
        _add(document, _allowance_charge(allowance_charge))
    for line in invoice.lines:
        _add(document, _line(line))
    return Evidence(document, BINDING)


def _fields(part: Any, *names: str) -> dict[str, Any]:
    terms = {name: type(part).__dataclass_fields__[name].metadata["term"] for name in names}
    return {term: getattr(part, name) for name, term in terms.items()}


def _say(group: Group, values: Mapping[str, Any]) -> None:
    for term, value in values.items():
        text = f"{value:f}" if isinstance(value, Decimal) else str(value or "")
        if text:
            group.texts[term] = [text]


def _group(kind: str, values: Mapping[str, Any]) -> Group:
    group = Group(kind)
    _say(group, values)
    return group


def _add(home: Group, member: Group) -> Group:
    home.members.setdefault(member.kind, []).append(member)
    return member


def _numbered(home: Group, member: Group) -> Group:
    _add(home, member)
    member.place = f"{home.place}{member.kind}[{len(home.members[member.kind])}]/"
    return member


def _party(kind: str, party: Party) -> Group:
    group = _group(kind, {_NAMES[kind]: party.name, "BT-28": party.trading_name})
    if kind in _LEGAL and party.legal_id is not None:
        _say(group, {_LEGAL[kind]: party.legal_id.value})
    for identifier in party.identifiers if kind in _IDENTIFIERS else ():
        _say(group, {_IDENTIFIERS[kind]: identifier.value})
        _add(group, _group(_IDENTIFIERS[kind], {"id": identifier.value, "scheme": identifier.scheme}))
    if party.vat_id:
        _add(group, _group("REGISTRATION", {"id": party.vat_id, "scheme": "VAT"}))
    if party.tax_registration_id:
        _add(group, _group("REGISTRATION", {"id": party.tax_registration_id, "scheme": "LOC"}))
    if party.address is not None and kind in _ADDRESSES:
        address, country = _ADDRESSES[kind]
        _add(group, _group(address, {country: party.address.country}))
    if party.electronic_address is not None and kind in _ENDPOINTS:
        endpoint = party.electronic_address
        _add(group, _group(_ENDPOINTS[kind], {"id": endpoint.value, "scheme": endpoint.scheme}))
    return group


def _header(document: Group, invoice: Invoice) -> None:
    _period(document, invoice)
    for preceding in invoice.preceding:
        _numbered(document, _group("BG-3", _fields(preceding, "number")))
    for supporting in invoice.documents:
        _numbered(document, _group("BG-24", _fields(supporting, "reference")))
    if invoice.delivery is not None:
        delivery = _add(document, _group("BG-13", _fields(invoice.delivery, "day")))
        if invoice.delivery.address is not None:
            _add(delivery, _group("BG-15", {"BT-80": invoice.delivery.address.country}))
    if invoice.payment is not None:
        _payment(document, invoice.payment)


def _period(document: Group, invoice: Invoice) -> None:
    period = invoice.period
    if period is not None or invoice.tax_point_code:
        start, end = (period.start, period.end) if period is not None else (None, None)
        _add(document, _group("BG-14", {"BT-73": start, "BT-74": end, "BT-8": invoice.tax_point_code}))


def _payment(document: Group, payment: Payment) -> None:
    group = _numbered(document, _group("BG-16", _fields(payment, "means_code")))
    for account in payment.accounts:
        _add(group, _group("BG-17", _fields(account, "iban")))
    if payment.card_number:
        _add(group, _group("BG-18", _fields(payment, "card_number")))


def _totals(document: Group, totals: Totals) -> None:
    names = ("lines", "allowances", "charges", "net", "gross", "paid", "rounding", "due")
    _add(document, _group("BG-22", _fields(totals, *names)))
    vat = _add(document, Group("VAT"))
    for term, value, currency in (("BT-110", totals.vat, "BT-5"), ("BT-110", totals.vat_accounting, "BT-6")):
        if value is not None:
            _add(vat, _group(term, {"amount": value, "currency": document.first(currency)}))


def _category(category: str | None, rate: Decimal | None, home: Group) -> Group:
    group = _add(home, _group("CATEGORY", {"category": category, "rate": rate, "scheme": "VAT"}))
    group.place = home.place
    return group


def _vat_row(row: VatLine) -> Group:
    group = _group("BG-23", _fields(row, "base", "amount"))
    _say(_category(row.category, row.rate, group), _fields(row, "exemption_reason", "exemption_code"))
    return group


def _allowance_charge(part: AllowanceCharge) -> Group:
    values = {"amount": part.amount, "base": part.base, "reason": part.reason, "reason code": part.reason_code}
    group = _group("ALLOWANCE-CHARGE", {"indicator": "true" if part.charge else "false", **values})
    if part.vat_category:
        _category(part.vat_category, part.vat_rate, group)
    return group


def _line(line: Line) -> Group:
    group = _group("BG-25", _fields(line, "id", "quantity", "unit", "net", "name", "price", "gross_price"))
    if line.vat_category:
        _category(line.vat_category, line.vat_rate, group)
    if line.period is not None:
        _add(group, _group("BG-26", {"BT-134": line.period.start, "BT-135": line.period.end}))
    for allowance_charge in line.allowances_charges:
        _add(group, _allowance_charge(allowance_charge))
    for attribute in line.attributes:
        _add(group, _group("BG-32", _fields(attribute, "name", "value")))
    if line.standard_item_id is not None:
        identifier = line.standard_item_id
        _add(group, _group("BT-157", {"id": identifier.value, "scheme": identifier.scheme}))
    for classification in line.classifications:
        _add(group, _group("BT-158", {"id": classification.value, "scheme": classification.scheme}))
    return group
