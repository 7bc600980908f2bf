"""The deposit form as data: its fields, the terms they stand for, and the semantic value that typed text builds.

Text is kept as typed, however wrong: a draft loses nothing. `to_value` reads it and says what it could not read.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.einvoice.model import (
    Identifier,
    Invoice,
    Party,
    PortalTerms,
    PrecedingInvoice,
    Totals,
    VatLine,
)
from unisson.kernel import money
from unisson.kernel.findings import Finding
from unisson.kernel.identifiers import compact

from ..status import Kind

SIRET_SCHEME = "0009"
VAT_ROWS = 6
"""Rates the form offers at once; a file may have more."""
VAT_NAMES = frozenset(f"vat_{part}_{rank}" for part in ("rate", "base", "amount") for rank in range(1, VAT_ROWS + 1))
"""The form fields of the VAT rows."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of the form. `terms` are the places of findings it answers for, the first being its own."""

    name: str
    block: str
    terms: tuple[str, ...]
    read: Callable[[str], Any] = str.strip
    unreadable: str = ""


def _amount(text: str) -> Decimal | None:
    return money.parse(text)


def read_day(text: str) -> date | None:
    """A day as a person types it, or as a field of the browser writes it; None when it is none."""
    plain = text.strip().replace(".", "/").replace("-", "/")
    for pattern in ("%d/%m/%Y", "%Y/%m/%d", "%d/%m/%y"):
        try:
            return datetime.strptime(plain, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _text(name: str, block: str, *terms: str) -> Field:
    return Field(name=name, block=block, terms=terms)


def _money(name: str, block: str, *terms: str) -> Field:
    return Field(name=name, block=block, terms=terms, read=_amount, unreadable="CPP-SAISIE-01")


def _date(name: str, block: str, *terms: str) -> Field:
    return Field(name=name, block=block, terms=terms, read=read_day, unreadable="CPP-SAISIE-02")


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        _text("supplier", "supplier", "BT-29", "BT-30", "BT-31", "BT-27"),
        _text("supplier_service", "supplier", "EXT-SELLER-SERVICE"),
        _text("account", "supplier", "BT-84"),
        _text("framework", "framework", "BT-23"),
        Field(name="recipient_siret", block="recipient", terms=("BT-46", "BT-47", "BT-44", "BT-48"), read=compact),
        _text("service_code", "recipient", "BT-10"),
        _text("number", "references", "BT-1"),
        _date("issue_date", "references", "BT-2"),
        _text("commitment", "references", "BT-13"),
        _text("kind", "references", "BT-3"),
        _text("original_number", "references", "BT-25", "BG-3"),
        _text("vat_regime", "references", "EXT-VAT-REGIME"),
        _text("exemption_reason", "references", "BT-120", "BT-121"),
        _text("currency", "references", "BT-5"),
        _text("contract", "references", "BT-12"),
        _date("due_date", "references", "BT-9"),
        _money("net_total", "totals", "BT-109", "BT-106"),
        _money("vat_total", "totals", "BT-110"),
        _money("gross_before_discount", "totals", "EXT-GROSS-BEFORE-DISCOUNT"),
        _money("discount", "totals", "EXT-DISCOUNT"),
        _text("discount_reason", "totals", "EXT-DISCOUNT-REASON"),
        _money("gross_total", "totals", "BT-112"),
        _money("net_to_pay", "totals", "BT-115"),
        _text("comment", "comment", "EXT-COMMENT"),
    )
}
TEXTS = FIELDS.keys() - {"supplier"}
"""Fields kept as text. The supplier is a row of its own, chosen among the person's structures."""
BLOCKS = ("supplier", "framework", "recipient", "references", "totals", "vat", "attachments", "comment")
_BY_TERM = {term: field.name for field in FIELDS.values() for term in field.terms}

TYPE_CODES: dict[str, str] = {Kind.INVOICE: "380", Kind.CREDIT_NOTE: "381", Kind.PREPAYMENT: "386"}
KINDS = {"380": Kind.INVOICE, "386": Kind.PREPAYMENT, "384": Kind.INVOICE}


def field_of(finding: Finding) -> str:
    """The form field to point at for a finding: by its term, "vat" for the VAT rows, "file" when none fits."""
    if finding.where.startswith("BG-23"):
        return "vat"
    return _BY_TERM.get(finding.term, "file")


def is_framework(text: str) -> bool:
    """Whether `text` is a cadre de facturation (A1 to A25), and not the process of another system."""
    return text in FRAMEWORKS


def kind_of(invoice: Invoice) -> Kind:
    """FACTURE, AVOIR or ACOMPTE for the type code of a value."""
    if invoice.is_credit_note:
        return Kind.CREDIT_NOTE
    return KINDS.get(invoice.type_code or "380", Kind.INVOICE)


def to_value(typed: Mapping[str, str], *, supplier: Party) -> tuple[Invoice, tuple[Finding, ...]]:
    """The semantic value of typed text, and a finding for each text that is no amount or no date."""
    values, problems = _read(typed)
    problems = (*problems, *_unreadable_rows(typed))
    net, vat = values["net_total"], values["vat_total"]
    original = values["original_number"]
    invoice = Invoice(
        number=values["number"],
        issue_date=values["issue_date"],
        type_code=TYPE_CODES.get(values["kind"], "380"),
        currency=values["currency"],
        due_date=values["due_date"],
        buyer_reference=values["service_code"],
        contract_reference=values["contract"],
        order_reference=values["commitment"],
        framework=values["framework"],
        preceding=(PrecedingInvoice(number=original),) if original else (),
        seller=supplier,
        buyer=party_of(values["recipient_siret"]),
        totals=Totals(net=net, vat=vat, gross=values["gross_total"], due=values["net_to_pay"]),
        vat_lines=_vat_lines(typed, values),
        portal=PortalTerms(
            vat_regime=values["vat_regime"],
            gross_before_discount=net + vat if net is not None and vat is not None else None,
            discount=values["discount"],
            discount_reason=values["discount_reason"],
            comment=values["comment"],
        ),
    )
    return invoice, problems


COMPLETED = frozenset(
    {
        "framework",
        "recipient_siret",
        "service_code",
        "commitment",
        "contract",
        "vat_regime",
        "comment",
    }
)
"""What a person may add to a structured file: all that `complete` takes. The rest only the file can say."""


def complete(invoice: Invoice, typed: Mapping[str, str], *, locked: Mapping[str, str]) -> Invoice:
    """A value read from a structured file, with what the file leaves open and a person typed. The file always wins."""
    given, _ = _read({name: text for name, text in typed.items() if name not in locked})
    portal = replace(
        invoice.portal,
        vat_regime=invoice.portal.vat_regime or given["vat_regime"],
        comment=invoice.portal.comment or given["comment"],
    )
    return replace(
        invoice,
        framework=given["framework"] or invoice.framework,
        buyer=invoice.buyer if "recipient_siret" in locked else party_of(given["recipient_siret"]) or invoice.buyer,
        buyer_reference=invoice.buyer_reference or given["service_code"],
        order_reference=invoice.order_reference or given["commitment"],
        contract_reference=invoice.contract_reference or given["contract"],
        portal=portal,
    )


def party_of(siret: str | None, *, name: str | None = None) -> Party | None:
    """A party known by its SIRET."""
    return Party(name=name, identifiers=(Identifier(value=siret, scheme=SIRET_SCHEME),)) if siret else None


def texts_of(invoice: Invoice) -> dict[str, str]:
    """The form's fields as a person would type them, from a value. Missing terms are left out."""
    totals, portal = invoice.totals, invoice.portal
    original = invoice.preceding[0].number if invoice.preceding else None
    values: dict[str, str | Decimal | date | None] = {
        "framework": invoice.framework,
        "recipient_siret": invoice.buyer.siret if invoice.buyer else None,
        "service_code": invoice.buyer_reference,
        "number": invoice.number,
        "issue_date": invoice.issue_date,
        "commitment": invoice.order_reference,
        "contract": invoice.contract_reference,
        "kind": kind_of(invoice) if invoice.type_code else None,
        "original_number": original,
        "vat_regime": portal.vat_regime,
        "exemption_reason": next((row.exemption_reason for row in invoice.vat_lines if row.exemption_reason), None),
        "currency": invoice.currency,
        "due_date": invoice.due_date,
        "net_total": totals.net,
        "vat_total": totals.vat,
        "discount": portal.discount,
        "gross_total": totals.gross,
        "net_to_pay": totals.due,
        "comment": portal.comment,
    }
    return {name: as_typed(value) for name, value in values.items() if value is not None}


def as_typed(value: str | Decimal | date) -> str:
    """A value as the form writes it: 3 500,00 and 29/10/2026."""
    if isinstance(value, Decimal):
        return money.show(value)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return value


def _read(typed: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    values: dict[str, Any] = {}
    problems: list[Finding] = []
    for field in FIELDS.values():
        text = typed.get(field.name, "").strip()
        values[field.name] = field.read(text) if text else None
        if text and values[field.name] is None:
            problems.append(Finding(code=field.unreadable, where=field.terms[0], values={"text": text}))
    return values, tuple(problems)


def _unreadable_rows(typed: Mapping[str, str]) -> Iterator[Finding]:
    """Text of the VAT rows that is no amount."""
    for rank in range(1, VAT_ROWS + 1):
        for part, term in (("rate", "BT-119"), ("base", "BT-116"), ("amount", "BT-117")):
            text = typed.get(f"vat_{part}_{rank}", "").strip()
            if text and _amount(text) is None:
                yield Finding(code="CPP-SAISIE-01", where=f"BG-23[{rank}]/{term}", values={"text": text})


def _vat_lines(typed: Mapping[str, str], values: Mapping[str, Any]) -> tuple[VatLine, ...]:
    """The rows typed under « Saisir le détail de la TVA »: vat_rate_1, vat_base_1, vat_amount_1, …"""
    rows = []
    for rank in range(1, VAT_ROWS + 1):
        rate, base, amount = (_amount(typed.get(f"vat_{part}_{rank}", "")) for part in ("rate", "base", "amount"))
        if rate is not None or base is not None or amount is not None:
            rows.append(VatLine(rate=rate, base=base, amount=amount, exemption_reason=values["exemption_reason"]))
    reason = values["exemption_reason"]
    if not rows and reason and values["net_total"] is not None:
        rows.append(VatLine(rate=money.ZERO, base=values["net_total"], amount=money.ZERO, exemption_reason=reason))
    return tuple(rows)
