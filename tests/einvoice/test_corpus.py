"""The readers against the shared corpus: what its truth files say, and two syntaxes of one invoice."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from unisson.einvoice.detect import FileKind, detect
from unisson.einvoice.model import Delivery, Invoice, Party, PortalTerms
from unisson.einvoice.read import read_xml
from unisson.einvoice.write import Written, to_cii, to_ubl
from unisson.kernel.refusal import Refusal

from .test_write import taxed

pytestmark = pytest.mark.conformance

SAMPLE = 2
"""Every second file: the long proof is in the writers' own property tests."""
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


@pytest.mark.parametrize("write", [to_cii, to_ubl])
def test_every_readable_invoice_comes_back_from_what_is_written(
    write: Callable[[Invoice], Written], corpus: Path
) -> None:
    """What does not come back is told, and CII loses nothing."""
    untold = []
    for file in sorted((corpus / "A-structured").glob("*.xml"))[::SAMPLE]:
        content = file.read_bytes()
        if detect(content) in INVOICES:
            invoice = read_xml(content).invoice
            written = write(invoice)
            if not written.losses and comparable(read_xml(written.content).invoice) != comparable(invoice):
                untold.append(file.name)
            assert write is to_ubl or written.losses == (), file.name
    assert untold == []


def comparable(invoice: Invoice) -> Invoice:
    """Without what a writer adds for the schema's sake, or orders in its own way."""
    lines = tuple(replace(line, gross_price=None, price_discount=None) for line in invoice.lines)
    return replace(
        invoice,
        tax_point_code=None,
        lines=lines,
        order_reference=invoice.order_reference or "NA",
        totals=taxed(invoice),
        payment=invoice.payment and replace(invoice.payment, means_code=invoice.payment.means_code or "1"),
        delivery=None if invoice.delivery == Delivery() else invoice.delivery,
        seller=ordered(invoice.seller),
        buyer=ordered(invoice.buyer),
        portal=PortalTerms(),
    )


def ordered(party: Party | None) -> Party | None:
    return party and replace(party, identifiers=tuple(sorted(party.identifiers, key=lambda one: one.value)))


def test_a_hostile_file_is_read_or_refused_and_nothing_else(corpus: Path) -> None:
    files = sorted((corpus / "C-hostile-xml").glob("*.xml"))
    assert files
    for file in files:
        try:
            read_xml(file.read_bytes())
        except Refusal as refusal:
            assert refusal.code.startswith("CPP-XML-")
