"""The invoice that the page of a plain PDF seems to say, before anybody confirmed it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from unisson.einvoice.model import Identifier, Invoice, Party, PortalTerms, Totals, VatLine
from unisson.einvoice.reading import Reading, Syntax
from unisson.pdf.candidate import Candidates
from unisson.pdf.labels import Field

_SIRET = "0009"
TERMS: Mapping[Field, str] = {
    Field.NUMBER: "BT-1",
    Field.ISSUE_DATE: "BT-2",
    Field.TYPE: "BT-3",
    Field.CURRENCY: "BT-5",
    Field.DUE_DATE: "BT-9",
    Field.SERVICE_CODE: "BT-10",
    Field.CONTRACT: "BT-12",
    Field.COMMITMENT: "BT-13",
    Field.SELLER_SIRET: "BT-29",
    Field.SELLER_VAT: "BT-31",
    Field.RECIPIENT_SIRET: "BT-46",
    Field.VAT_REGIME: "EXT-VAT-REGIME",
    Field.DISCOUNT: "EXT-DISCOUNT",
    Field.NET_TOTAL: "BT-109",
    Field.VAT_TOTAL: "BT-110",
    Field.GROSS_TOTAL: "BT-112",
    Field.DUE: "BT-115",
}


def reading_of(candidates: Candidates) -> Reading:
    """The values that were seen, as an invoice. What was not seen is missing."""

    def said(name: Field) -> str | None:
        return candidates.value(name) or None

    invoice = Invoice(
        number=said(Field.NUMBER),
        issue_date=_day(said(Field.ISSUE_DATE)),
        type_code=said(Field.TYPE),
        currency=said(Field.CURRENCY),
        due_date=_day(said(Field.DUE_DATE)),
        buyer_reference=said(Field.SERVICE_CODE),
        contract_reference=said(Field.CONTRACT),
        order_reference=said(Field.COMMITMENT),
        seller=_party(said(Field.SELLER_SIRET), said(Field.SELLER_VAT)),
        buyer=_party(said(Field.RECIPIENT_SIRET)),
        totals=Totals(
            net=_amount(said(Field.NET_TOTAL)),
            vat=_amount(said(Field.VAT_TOTAL)),
            gross=_amount(said(Field.GROSS_TOTAL)),
            due=_amount(said(Field.DUE)),
        ),
        vat_lines=_vat_rows(candidates),
        portal=PortalTerms(vat_regime=said(Field.VAT_REGIME), discount=_amount(said(Field.DISCOUNT))),
    )
    return Reading.of(invoice, syntax=Syntax.PDF)


def pages(candidates: Candidates) -> dict[str, str]:
    """The page on which each term was seen."""
    return {TERMS[name]: f"page {seen.page}" for name, seen in candidates.fields.items() if name in TERMS}


def _party(siret: str | None, vat_number: str | None = None) -> Party | None:
    if siret is None and vat_number is None:
        return None
    return Party(identifiers=(Identifier(value=siret, scheme=_SIRET),) if siret else (), vat_id=vat_number)


def _vat_rows(candidates: Candidates) -> tuple[VatLine, ...]:
    """All rows whole, or none: a row without its base says too little to be judged."""
    if not all(row.base for row in candidates.vat_rows):
        return ()
    return tuple(
        VatLine(base=_amount(row.base), amount=_amount(row.amount), rate=_amount(row.rate))
        for row in candidates.vat_rows
    )


def _amount(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
