"""A person points at a value on the page, and the field takes it: the day, the amount, the SIRET that stands there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from unisson.accounts.models import User
from unisson.einvoice.reading import Syntax
from unisson.files import store
from unisson.pdf import printed, sandbox
from unisson.pdf.learned import KINDS as LEARNT
from unisson.pdf.printed import Kind, Point, Printed
from unisson.pdf.words import Box

from ..models import Invoice
from . import drafts
from .reading import FORM_FIELDS, form_text
from .sights import candidates

__all__ = ["KINDS", "Kind", "Pick", "Point", "offered", "pickable", "take"]

KINDS: Mapping[str, Kind] = {
    **{FORM_FIELDS[field]: kind for field, kind in LEARNT.items()},
    "original_number": Kind.REFERENCE,
    "exemption_reason": Kind.TEXT,
    "discount_reason": Kind.TEXT,
}
"""The fields that can be taken from the page. The others are chosen from a list, or our own."""
_ON_PAPER = frozenset({Syntax.PDF, Syntax.FACTURX})
_MOST = 200


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A value on the page: `text` as the form writes it, `shown` as printed, `context` the line it stands on."""

    text: str
    shown: str
    page: int
    box: Box
    context: str


def pickable(invoice: Invoice) -> tuple[str, ...]:
    """The fields of a draft that may be taken from its pages, none where the file is no PDF."""
    if invoice.syntax not in _ON_PAPER:
        return ()
    return tuple(name for name in KINDS if not drafts.is_fixed(invoice, name))


def offered(invoice: Invoice, name: str) -> tuple[Pick, ...]:
    """All that the pages print in the shape of a field: what was seen for it first, then in reading order.

    Refusals of the PDF reader.
    """
    found = sandbox.run(printed.everything, store.content_of(invoice.file_id), kind=KINDS[name], most=_MOST)
    likely = [sight["value"] for sight in candidates(invoice, name)]
    rank = {value: number for number, value in enumerate(likely)}
    return tuple(sorted((_pick(name, one) for one in found), key=lambda pick: rank.get(pick.text, len(rank))))


def take(actor: User, invoice: Invoice, name: str, point: Point, *, at: datetime) -> Pick | None:
    """Put the value under `point` into the field; None, and nothing changed, where nothing has its shape.

    Refusals of the PDF reader, and of `drafts.fill`.
    """
    found = sandbox.run(printed.pointed, store.content_of(invoice.file_id), kind=KINDS[name], at=point)
    if found is None:
        return None
    pick = _pick(name, found)
    sight = {"value": pick.text, "shown": pick.shown, "page": pick.page, "box": list(pick.box)}
    drafts.fill(actor, invoice.pk, {name: pick.text}, picked={name: sight}, at=at)
    return pick


def _pick(name: str, found: Printed) -> Pick:
    return Pick(
        text=form_text(name, found.value), shown=found.shown, page=found.page, box=found.box, context=found.context
    )
