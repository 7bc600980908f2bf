"""« Dans votre fichier » and « Où est l’écart »: what a rule found in the invoice from which its page was reached."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest
from django.urls import reverse

from unisson.accounts.models import User
from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.einvoice.model import AllowanceCharge, Invoice, Line
from unisson.einvoice.terms import TERMS
from unisson.invoices.models import Invoice as Deposited
from unisson.invoices.verdict import Verdict, verdict
from unisson.kernel.clock import now
from unisson.kernel.findings import Finding
from unisson.kernel.money import ZERO
from unisson.kernel.refusal import NotFound
from unisson.notices.language import reader_language
from unisson.web.rights import actor

ASKED = "facture"
"""The parameter of the address that names the invoice: see `tags.explained`."""
MOST_DIGITS = 18
MOST_LINES = 100
MINUS = "−"


@dataclass(frozen=True, kw_only=True)
class LineShown:
    """A line in the sum: `left_out` when the total is short of it by just its amount."""

    label: str
    quantity: Decimal | None
    price: Decimal | None
    reduced: Decimal
    net: Decimal | None
    left_out: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """An amount that goes into a total, with its sign."""

    label: str
    sign: str
    amount: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Gap:
    """How an amount that should be comes about: out of the lines, or out of other totals."""

    lines: Sequence[LineShown] = ()
    more_lines: int = 0
    parts: Sequence[Part] = ()
    computed: Decimal
    declared: Decimal
    label: str

    @property
    def difference(self) -> Decimal:
        """By how much the two differ."""
        return abs(self.computed - self.declared)


@dataclass(frozen=True, kw_only=True)
class OwnFile:
    """What the rule found in one's own invoice, and the way back to it."""

    name: str
    is_draft: bool
    back: str
    findings: Sequence[Finding]
    gap: Gap | None


def own_file(request: HttpRequest, code: str) -> OwnFile | None:
    """What `code` found in the invoice that the address names; None without one, or where one may not read it."""
    asked = request.GET.get(ASKED, "")
    if not (isinstance(request.user, User) and asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS):
        return None
    try:
        found = verdict(actor(request), int(asked), at=now())
    except NotFound:
        return None
    findings = [finding for finding in found.findings if finding.code == code]
    if not findings:
        return None
    return OwnFile(
        name=found.invoice.file_name,
        is_draft=found.is_draft,
        back=_back(request.user, found),
        findings=findings,
        gap=_gap(code, findings[0], found),
    )


def _back(person: User, found: Verdict) -> str:
    invoice = found.invoice
    route = "issued:invoice" if _issues(person, invoice) else "received:invoice"
    return reverse(route, args=[invoice.pk])  # a draft's own page sends on to its form


def _issues(person: User, invoice: Deposited) -> bool:
    own = scope(person, Space.ISSUED, Level.READ)
    return own.covers(structure_id=invoice.supplier_id, service_id=invoice.supplier_service_id)


def _gap(code: str, finding: Finding, found: Verdict) -> Gap | None:
    declared, computed = finding.values.get("declared"), finding.values.get("computed")
    if code not in (*OF_LINES, *OF_TOTALS) or not isinstance(declared, Decimal) or not isinstance(computed, Decimal):
        return None
    value = found.value()
    if value is None:
        return None
    term = TERMS[finding.term].label(reader_language())
    if code in OF_TOTALS:
        return Gap(parts=[*_parts(value, OF_TOTALS[code])], computed=computed, declared=declared, label=term)
    lines = list(_lines(value.lines, computed - declared))
    if not lines:
        return None
    shown, more = lines[:MOST_LINES], max(0, len(lines) - MOST_LINES)
    return Gap(lines=shown, more_lines=more, computed=computed, declared=declared, label=term)


OF_LINES = ("BR-CO-10",)
"""Rules on the sum of the lines."""
OF_TOTALS: dict[str, tuple[tuple[str, str, Callable[[Invoice], Decimal | None]], ...]] = {
    "BR-CO-13": (
        ("BT-106", "", lambda invoice: invoice.totals.lines),
        ("BT-107", MINUS, lambda invoice: invoice.totals.allowances),
        ("BT-108", "+", lambda invoice: invoice.totals.charges),
    ),
    "BR-CO-15": (
        ("BT-109", "", lambda invoice: invoice.totals.net),
        ("BT-110", "+", lambda invoice: invoice.totals.vat),
    ),
    "BR-CO-16": (
        ("BT-112", "", lambda invoice: invoice.totals.gross),
        ("BT-113", MINUS, lambda invoice: invoice.totals.paid),
        ("BT-114", "+", lambda invoice: invoice.totals.rounding),
    ),
}
"""Rules on a total that comes of others: the terms that go into it, with their signs."""


def _parts(value: Invoice, terms: Iterable[tuple[str, str, Callable[[Invoice], Decimal | None]]]) -> Iterable[Part]:
    for term, sign, amount in terms:
        if (said := amount(value)) is not None or not sign:
            yield Part(label=TERMS[term].label(reader_language()), sign=sign, amount=said)


def _lines(lines: Sequence[Line], missing: Decimal) -> Iterable[LineShown]:
    """The lines of the sum; the one that is as much as what is missing was left out, if there is but one such."""
    suspects = [line for line in lines if line.net == missing]
    for rank, line in enumerate(lines, start=1):
        yield LineShown(
            label=f"{line.id or rank}. {line.name or ''}".strip(),
            quantity=line.quantity,
            price=line.price,
            reduced=_reduced(line.allowances_charges),
            net=line.net,
            left_out=len(suspects) == 1 and line is suspects[0],
        )


def _reduced(changes: Iterable[AllowanceCharge]) -> Decimal:
    """Allowances less charges of a line."""
    return sum(((-one.amount if one.charge else one.amount) for one in changes if one.amount), ZERO)
