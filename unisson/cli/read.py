"""`unisson read`: what invoices say, each value with how sure it is and where it stands."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from unisson.einvoice.model import Invoice
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence
from unisson.pdf.candidate import Candidates
from unisson.pdf.labels import Field as Seen

from .papers import Paper, paper_of


@dataclass(frozen=True, kw_only=True)
class Field:
    """A value of the answer: its name ("seller.siret"), its way from the invoice, what announces it on a page."""

    name: str
    path: str
    label: str
    seen: Seen | None = None
    digits: int | None = None
    """How much of what is seen is meant: a SIREN is the start of a SIRET."""


FIELDS = (
    Field(name="number", path="number", label="Numéro", seen=Seen.NUMBER),
    Field(name="issue_date", path="issue_date", label="Date", seen=Seen.ISSUE_DATE),
    Field(name="type_code", path="type_code", label="Type", seen=Seen.TYPE),
    Field(name="currency", path="currency", label="Devise", seen=Seen.CURRENCY),
    Field(name="seller.name", path="seller.name", label="Fournisseur"),
    Field(name="seller.siret", path="seller.siret", label="SIRET du fournisseur", seen=Seen.SELLER_SIRET),
    Field(name="seller.siren", path="seller.siren", label="SIREN du fournisseur", seen=Seen.SELLER_SIRET, digits=9),
    Field(name="seller.vat_id", path="seller.vat_id", label="TVA du fournisseur", seen=Seen.SELLER_VAT),
    Field(name="buyer.name", path="buyer.name", label="Destinataire"),
    Field(name="buyer.siret", path="buyer.siret", label="SIRET du destinataire", seen=Seen.RECIPIENT_SIRET),
    Field(name="buyer.siren", path="buyer.siren", label="SIREN du destinataire", seen=Seen.RECIPIENT_SIRET, digits=9),
    Field(name="buyer.vat_id", path="buyer.vat_id", label="TVA du destinataire"),
    Field(name="buyer_reference", path="buyer_reference", label="Code service", seen=Seen.SERVICE_CODE),
    Field(name="order_reference", path="order_reference", label="Numéro d’engagement", seen=Seen.COMMITMENT),
    Field(name="contract_reference", path="contract_reference", label="Numéro de marché", seen=Seen.CONTRACT),
    Field(name="total_ht", path="totals.net", label="Montant HT", seen=Seen.NET_TOTAL),
    Field(name="total_vat", path="totals.vat", label="Montant TVA", seen=Seen.VAT_TOTAL),
    Field(name="total_ttc", path="totals.gross", label="Montant TTC", seen=Seen.GROSS_TOTAL),
    Field(name="due_payable", path="totals.due", label="Montant à payer", seen=Seen.DUE),
)
"""The contract of `read --json`, in its order."""

Value = dict[str, Any]


def read(files: Sequence[str], *, as_json: bool) -> bool:
    """Print what each file says, in order, as one JSON object a line or for people; whether all could be read."""
    all_read = True
    for file in files:
        try:
            paper = paper_of(Path(file), advised=not as_json)
            values = dict(values_of(paper))
        except Refusal as refusal:
            all_read = False
            error = sentence(refusal.code, refusal.values)
            print(json.dumps({"file": file, "code": refusal.code, "error": error}) if as_json else error, flush=True)
        else:
            print(json.dumps(nested(file, values)) if as_json else shown(file, values, paper.advice), flush=True)
    return all_read


def values_of(paper: Paper) -> Iterator[tuple[str, Value]]:
    """Each field of the contract by name: `value` (dates ISO, amounts with a dot, None: not found), `confidence` from
    0 to 1, `source`, `page` from 1 and `box` in points from the top left of a page, None in a structured file."""
    for field in FIELDS:
        if paper.reading is not None:
            yield field.name, _from_xml(paper.reading.invoice, field)
        else:
            yield field.name, _from_page(paper, field)


def nested(file: str, values: dict[str, Value]) -> dict[str, Any]:
    """The object of one line: "seller.siret" stands in "seller"."""
    line: dict[str, Any] = {"file": file}
    for name, value in values.items():
        group, _, leaf = name.rpartition(".")
        (line.setdefault(group, {}) if group else line)[leaf] = value
    return line


def shown(file: str, values: dict[str, Value], advice: Sequence[Finding] | None = None) -> str:
    """The values that were found, with their labels, then what would make a PDF easier to read."""
    found = (f"  {field.label}\u00a0: {values[field.name]['value']}" for field in FIELDS if values[field.name]["value"])
    return "\n".join((file, *found, *_told(advice)))


def _told(advice: Sequence[Finding] | None) -> Iterator[str]:
    if advice:
        yield "  Pour être mieux lue\u00a0:"
        yield from (f"  - {sentence(one.code, one.values)}" for one in advice)
    elif advice is not None:
        yield "  Bien lisible\u00a0: rien à améliorer."


def _from_xml(invoice: Invoice, field: Field) -> Value:
    value: Any = invoice
    for key in field.path.split("."):
        value = getattr(value, key, None)
    text = format(value, "f") if isinstance(value, Decimal) else None if value is None else str(value)
    return _value(text, confidence=1.0, source="xml")


def _from_page(paper: Paper, field: Field) -> Value:
    candidates = paper.candidates or Candidates()
    candidate = candidates.fields.get(field.seen) if field.seen else None
    if candidate is None or not candidate.value:
        return _value(None, confidence=0.0, source="ocr" if paper.scanned else "text")
    return _value(
        candidate.value[: field.digits],
        confidence=round(candidate.confidence, 3),
        source="ocr" if candidate.page in paper.scanned else "text",
        page=candidate.page,
        box=[round(edge, 1) for edge in candidate.box],
    )


def _value(
    value: str | None, *, confidence: float, source: str, page: int | None = None, box: list[float] | None = None
) -> Value:
    return {
        "value": value,
        "confidence": confidence if value is not None else 0.0,
        "source": source,
        "page": page,
        "box": box,
    }
