"""The invoice files of the demonstration: a supplier’s own PDF page, or a CII file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Template
from typing import Any
from xml.sax.saxutils import escape

import typst

from unisson.invoices.status import Kind
from unisson.kernel import money

from .people import ARSOUILLE, STRUCTURES, StructureRow
from .stories import Story

_HERE = Path(__file__).parent
_ROWS = {row.identifier: row for row in STRUCTURES}
_COLOURS = {ARSOUILLE: "#9a4b1e"}
_TERM = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one invoice says: its story, dated and numbered."""

    story: Story
    number: str
    issued: date
    commitment: str

    @property
    def due(self) -> date:
        return self.issued + _TERM

    @property
    def net(self) -> Decimal:
        return money.cents(self.story.quantity * Decimal(self.story.price))

    @property
    def vat(self) -> Decimal:
        return money.cents(self.net * Decimal(self.story.rate) / 100)

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat

    @property
    def original(self) -> str:
        """What a credit note corrects: the invoice before it in the table."""
        if self.story.kind is not Kind.CREDIT_NOTE:
            return ""
        head, _, rank = self.number.rpartition("-")
        return f"{head}-{int(rank) - 1:03}"


def pdf(sheet: Sheet) -> bytes:
    """The supplier's page: text that can be read back, the same bytes each time."""
    return _compiled("invoice.typ", _printed(sheet))


def note(title: str, body: str) -> bytes:
    """A page to join to an invoice."""
    page: bytes = typst.compile(
        f"#set document(date: none)\n= {title}\n{body}".encode(), ignore_system_fonts=True, format="pdf"
    )
    return page


def cii(sheet: Sheet) -> bytes:
    """The same invoice as a Cross Industry Invoice."""
    story, seller, buyer = sheet.story, _ROWS[sheet.story.supplier], _ROWS[sheet.story.to.recipient]
    texts = {
        "number": sheet.number,
        "type_code": "381" if story.kind is Kind.CREDIT_NOTE else "380",
        "issue_day": f"{sheet.issued:%Y%m%d}",
        "due_day": f"{sheet.due:%Y%m%d}",
        "subject": story.subject,
        "price": story.price,
        "quantity": str(story.quantity),
        "rate": story.rate,
        "iban": seller.iban,
        "seller_vat": seller.facts["vat_number"],
        **{name: str(getattr(sheet, name)) for name in ("net", "vat", "gross")},
        **_party("seller", seller),
        **_party("buyer", buyer),
    }
    elements = {
        "service": _element("BuyerReference", story.to.service),
        "commitment": _element("BuyerOrderReferencedDocument", _element("IssuerAssignedID", sheet.commitment)),
        "original": _element("InvoiceReferencedDocument", _element("IssuerAssignedID", sheet.original)),
    }
    return _template().substitute({name: escape(text) for name, text in texts.items()}, **elements).encode()


@cache
def _template() -> Template:
    return Template((_HERE / "invoice.xml").read_text(encoding="utf-8"))


def _element(name: str, content: str) -> str:
    return f"<ram:{name}>{content}</ram:{name}>" if content else ""


def _party(role: str, row: StructureRow) -> dict[str, str]:
    return {
        f"{role}_siret": row.identifier,
        f"{role}_siren": row.identifier[:9],
        f"{role}_name": row.name,
        f"{role}_street": row.street,
        f"{role}_postcode": row.postcode,
        f"{role}_town": row.town,
    }


def _printed(sheet: Sheet) -> dict[str, Any]:
    story = sheet.story
    clear = not story.faint
    title = "Avoir" if story.kind is Kind.CREDIT_NOTE else "Facture"
    return {
        "title": f"{title} n° {sheet.number}" if clear else f"{title} {sheet.number}",
        "colour": _COLOURS.get(story.supplier, "#1f5f7a"),
        "issue_date": f"{sheet.issued:%d/%m/%Y}",
        "due_date": f"{sheet.due:%d/%m/%Y}",
        "seller": _address(story.supplier),
        "buyer": {**_address(story.to.recipient), **({} if clear else {"siret": ""})},
        "service": story.to.service if clear else "",
        "commitment": sheet.commitment if clear else "",
        "original": sheet.original,
        "lines": [
            [story.subject, str(story.quantity), money.show(Decimal(story.price)), money.show(sheet.net)],
        ],
        "totals": _totals(sheet) if clear else _faint_totals(sheet),
        "iban": _ROWS[story.supplier].iban,
    }


def _totals(sheet: Sheet) -> list[list[str]]:
    return [
        ["Total HT", f"{money.show(sheet.net)} €"],
        [f"TVA {sheet.story.rate.replace('.', ',')} %", f"{money.show(sheet.vat)} €"],
        ["Total TTC", f"{money.show(sheet.gross)} €"],
        ["Net à payer", f"{money.show(sheet.gross)} €"],
    ]


def _faint_totals(sheet: Sheet) -> list[list[str]]:
    return [["Sous-total", money.show(sheet.net)], ["Total à régler", money.show(sheet.gross)]]


def _address(identifier: str) -> dict[str, str]:
    row = _ROWS[identifier]
    return {"name": row.name, "address": f"{row.street}, {row.postcode} {row.town}", "siret": identifier}


def _compiled(template: str, values: Mapping[str, Any]) -> bytes:
    page: bytes = typst.compile(
        str(_HERE / template),
        root=str(_HERE),
        ignore_system_fonts=True,
        sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
        format="pdf",
    )
    return page
