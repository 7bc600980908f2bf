"""Rows of the lists of Factures émises."""

from collections.abc import Sequence
from dataclasses import dataclass

from unisson.directory.models import Structure
from unisson.directory.rights import Scope
from unisson.invoices.drafting.typed import as_typed
from unisson.invoices.manual.value import Sides, entered
from unisson.invoices.models import Invoice
from unisson.invoices.status import Kind
from unisson.kernel import money
from unisson.kernel.identifiers import compact


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """A draft in the list: what was typed stands for what is not yet an invoice. `editable`: the reader may go on."""

    invoice: Invoice
    editable: bool
    number: str
    recipient: str
    gross: str
    commitment: str


def draft_rows(drafts: Sequence[Invoice], *, writes: Scope) -> list[DraftRow]:
    """The drafts for a person who may deposit within `writes`: one query, for the names of the recipients."""
    sirets = {compact(_typed(draft, "recipient_siret")) for draft in drafts} - {""}
    names = dict(Structure.objects.filter(identifier__in=sirets).values_list("identifier", "name"))
    return [
        DraftRow(
            invoice=draft,
            editable=writes.covers(structure_id=draft.supplier_id, service_id=draft.supplier_service_id),
            number=_typed(draft, "number"),
            recipient=names.get(compact(_typed(draft, "recipient_siret")), _typed(draft, "recipient_siret")),
            gross=_gross(draft),
            commitment=_typed(draft, "commitment"),
        )
        for draft in drafts
    ]


def _gross(draft: Invoice) -> str:
    """Typed, or what typed lines come to; of a credit note with the minus that it will have once sent."""
    text = _typed(draft, "gross_total")
    gross = money.parse(text)
    if draft.is_typed:
        gross = entered(draft.draft["typed"], Sides(supplier=draft.supplier), number="").value.totals.gross
    if gross and _typed(draft, "kind") == Kind.CREDIT_NOTE:
        gross = -abs(gross)
    return as_typed(gross) if gross else "" if draft.is_typed else text


def _typed(draft: Invoice, name: str) -> str:
    text: str = draft.draft.get("typed", {}).get(name, "")
    return text
