"""The readers against the shared corpus: what its truth files say, and two syntaxes of one invoice."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from unisson.einvoice.detect import FileKind, detect
from unisson.einvoice.read import read_xml
from unisson.kernel.refusal import Refusal

pytestmark = pytest.mark.conformance

INVOICES = {FileKind.CII, FileKind.UBL_INVOICE, FileKind.UBL_CREDIT_NOTE}
TEXTS = {
    "number": "number",
    "type_code": "type_code",
    "currency": "currency",
    "buyer_reference": "buyer_reference",
    "order_reference": "order_reference",
    "contract_reference": "contract_reference",
}
TOTALS = {"total_ht": "net", "total_vat": "vat", "total_ttc": "gross", "due_payable": "due"}


def disagreements(file: Path) -> list[tuple[str, str, object, object]]:
    truth = json.loads(file.with_suffix(".truth.json").read_text(encoding="utf-8"))
    invoice = read_xml(file.read_bytes()).invoice
    pairs: list[tuple[str, object, object]] = [
        (name, truth[name], getattr(invoice, field)) for name, field in TEXTS.items()
    ]
    for name, field in TOTALS.items():
        pairs.append((name, truth[name] and Decimal(truth[name]), getattr(invoice.totals, field)))
    for name, party in (("seller", invoice.seller), ("buyer", invoice.buyer)):
        for field in ("name", "siret", "vat_id"):
            pairs.append((f"{name}.{field}", truth[name][field], party and getattr(party, field)))
    return [(file.name, name, told, read) for name, told, read in pairs if told != read]


def test_the_truth_of_every_structured_invoice_is_found(corpus: Path) -> None:
    files = [
        file
        for file in sorted((corpus / "A-structured").glob("*.xml"))
        if file.with_suffix(".truth.json").exists() and detect(file.read_bytes()) in INVOICES
    ]
    assert len(files) > 190
    assert [found for file in files for found in disagreements(file)] == []


def test_a_hostile_file_is_read_or_refused_and_nothing_else(corpus: Path) -> None:
    files = sorted((corpus / "C-hostile-xml").glob("*.xml"))
    assert files
    for file in files:
        try:
            read_xml(file.read_bytes())
        except Refusal as refusal:
            assert refusal.code.startswith("CPP-XML-")
