"""The file that the portal makes of a typed invoice: a Factur-X, page and data in one PDF/A-3."""

from dataclasses import dataclass
from datetime import datetime

from unisson.directory.agreements import mandate_of
from unisson.einvoice.model import Invoice as Value
from unisson.einvoice.reading import Syntax
from unisson.files import limits, store
from unisson.kernel.refusal import Refusal
from unisson.pdf import hybrid

from ..models import Flow, Invoice
from .judging import is_numbered_by_us
from .value import with_discount

_TAKEN = "CPP-ADM-10"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """The bytes on disk, and the value that they say."""

    kept: store.Kept
    name: str
    value: Value


def made(invoice: Invoice, value: Value, *, at: datetime) -> Paper:
    """The Factur-X of a draft that lacks nothing, put on disk. Before the transaction: it takes a while. Refusal
    CPP-SAISIE-06 when the mandate has ended meanwhile."""
    if mandate_of(invoice.supplier) is None:
        raise Refusal("CPP-SAISIE-06", field="supplier", name=invoice.supplier.name)
    content = hybrid.made(value).content
    name = limits.clean_name(f"{value.number}.pdf".replace("/", "-"), limit=limits.INVOICE_NAME)
    kept = store.put(content, name=name, media_type="application/pdf", at=at)
    reason = invoice.draft.get("typed", {}).get("discount_reason", "")
    return Paper(kept=kept, name=name, value=with_discount(value, reason))


def number_was_given(invoice: Invoice, refusal: Refusal) -> bool:
    """Whether a draft was only refused because the number that the portal had for it went to another one meanwhile."""
    return refusal.code == _TAKEN and is_numbered_by_us(invoice)


def hand_in(paper: Paper, invoice: Invoice) -> None:
    """From now on the draft is that file, as if it had been deposited. Inside the transaction of its deposit."""
    store.record(paper.kept)
    invoice.file, invoice.file_name, invoice.syntax = paper.kept.file, paper.name, Syntax.FACTURX
    Flow.objects.filter(pk=invoice.flow_id).update(
        file=invoice.file, file_name=invoice.file_name, syntax=invoice.syntax
    )
    invoice.flow.refresh_from_db(fields=["file", "file_name", "syntax"])
