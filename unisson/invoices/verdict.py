"""What was found in one's own invoice, and the value that it was found in: for whoever asks why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from unisson.accounts.models import User
from unisson.einvoice.model import Invoice as Value
from unisson.einvoice.reading import Syntax
from unisson.files import store
from unisson.kernel.findings import Finding, from_data

from .access import get_readable
from .drafting import drafts
from .drafting.reading import read_structured
from .models import Invoice
from .status import Status


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The findings of an invoice: as it is now for a draft, as it was admitted for one that was sent."""

    invoice: Invoice
    findings: tuple[Finding, ...]
    value: Callable[[], Value | None]
    """What it says; None where only a PDF says it."""

    @property
    def is_draft(self) -> bool:
        return self.invoice.status == Status.BROUILLON


def verdict(actor: User, pk: int, *, at: datetime) -> Verdict:
    """The verdict on an invoice that `actor` may read, from whichever side. NotFound when it is not theirs."""
    invoice = get_readable(actor, pk)
    if invoice.status != Status.BROUILLON:
        return Verdict(
            invoice=invoice, findings=tuple(map(from_data, invoice.findings)), value=lambda: _value_of(invoice)
        )
    checked = drafts.check(invoice, at=at)
    findings = (*drafts.remarks(invoice), *checked.findings, *checked.decision.remarks)
    return Verdict(invoice=invoice, findings=findings, value=lambda: checked.reading.invoice)


def _value_of(invoice: Invoice) -> Value | None:
    syntax = Syntax(invoice.syntax)
    return read_structured(store.content_of(invoice.file_id), syntax).invoice if syntax.is_structured else None
