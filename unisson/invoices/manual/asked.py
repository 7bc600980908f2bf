"""What the form asks for beyond the rules: of a file the portal only remarks it, or need not know it; of what it makes
itself it can ask before anything leaves."""

from collections.abc import Iterator, Mapping

from unisson.einvoice.model import Invoice, Line
from unisson.kernel import money
from unisson.kernel.findings import Finding
from unisson.rules.en16931.codelists import codes

from ..drafting import typed as form
from .fields import MEANS
from .numbering import is_ours
from .sums import HUNDRED, before_discount, needs_euros

IN_EUROS = "CPP-SAISIE-21"
_ALREADY_PAID = "A2"


def asked(typed: Mapping[str, str], value: Invoice) -> Iterator[Finding]:
    """The faults of a typed invoice. `value`: what `typed` says."""
    yield from _references(typed, value)
    yield from _payment(typed, value)
    if not value.lines:
        yield Finding(code="CPP-SAISIE-19", where="BG-25")
    for index, line in enumerate(value.lines, start=1):
        yield from _line(f"BG-25[{index}]", line)
    yield from _totals(typed, value)
    yield from _euros(typed, value)


def _references(typed: Mapping[str, str], value: Invoice) -> Iterator[Finding]:
    number, kind = typed.get("number", "").strip(), typed.get("kind", "").strip()
    if is_ours(number):
        yield Finding(code="CPP-SAISIE-11", where="BT-1", values={"number": number})
    if kind not in form.TYPE_CODES:
        yield Finding(code="CPP-REF-08" if kind else "CPP-REF-07", where="BT-3", values={"type": kind})
    if value.is_credit_note and not value.preceding:
        yield Finding(code="CPP-REF-09", where="BT-25")


def _payment(typed: Mapping[str, str], value: Invoice) -> Iterator[Finding]:
    """A credit note is paid by nobody (domain-rules §4.3)."""
    due, due_date, issued = value.totals.due, value.due_date, value.issue_date
    if typed.get("means", "") not in MEANS and not value.is_credit_note:
        yield Finding(code="CPP-SAISIE-18", where="BT-81")
    if due_date and issued and due_date < issued:
        yield Finding(code="CPP-SAISIE-17", where="BT-9", values={"due": due_date, "issued": issued})
    if due and value.framework == _ALREADY_PAID:
        yield Finding(code="CPP-PAIEMENT-03", where="BT-115", values={"due": due})


def _line(place: str, line: Line) -> Iterator[Finding]:
    off = sum((one.amount or money.ZERO for one in line.allowances_charges), money.ZERO)
    whole = line.net + off if line.net is not None else None
    if whole is not None and 0 <= whole < off:
        yield Finding(code="CPP-SAISIE-15", where=f"{place}/BT-136", values={"discount": off, "total": whole})
    if line.unit not in codes("units"):
        yield Finding(code="CPP-SAISIE-20", where=f"{place}/BT-130", values={"unit": line.unit or ""})
    if line.vat_rate is not None and line.vat_rate > HUNDRED:
        yield Finding(code="CPP-SAISIE-16", where=f"{place}/BT-152", values={"rate": line.vat_rate})


def _euros(typed: Mapping[str, str], value: Invoice) -> Iterator[Finding]:
    """The VAT in euros has the sign of the VAT."""
    vat, in_euros = value.totals.vat or money.ZERO, value.totals.vat_accounting or money.ZERO
    if needs_euros(typed.get("currency", ""), value.totals.vat) and vat * in_euros <= 0:
        yield Finding(code=IN_EUROS, where="BT-111", values={"vat": vat, "currency": value.currency or ""})


def _totals(typed: Mapping[str, str], value: Invoice) -> Iterator[Finding]:
    discount = money.parse(typed.get("discount", "")) or money.ZERO
    before, gross = before_discount(value.lines), value.totals.gross or money.ZERO
    if value.is_credit_note and before < 0:
        yield Finding(code="CPP-SAISIE-13", where="BT-112", values={"gross": gross})
    elif discount < 0:
        yield Finding(code="CPP-TOTAL-09", where="EXT-DISCOUNT", values={"discount": discount})
    elif value.lines and discount > max(before, money.ZERO):
        yield Finding(code="CPP-SAISIE-14", where="EXT-DISCOUNT", values={"discount": discount, "total": before})
    if discount and not typed.get("discount_reason", "").strip():
        yield Finding(code="CPP-TOTAL-08", where="EXT-DISCOUNT-REASON", values={"discount": discount})
