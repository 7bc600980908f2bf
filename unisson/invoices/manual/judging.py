"""A typed draft as the rules see it: the value that its Factur-X will say, held to what that file claims."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from django.db.models import Exists

from unisson.directory.agreed_texts import Subject
from unisson.directory.agreements import mandate_of
from unisson.directory.models import Agreement, Structure
from unisson.einvoice.model import Invoice as Value
from unisson.einvoice.model import Line
from unisson.einvoice.reading import Reading, Syntax
from unisson.kernel import clock
from unisson.kernel.findings import Finding
from unisson.kernel.identifiers import compact
from unisson.rules.en16931.codelists import codes

from ..admission import number_key
from ..drafting import typed as form
from ..models import Invoice
from ..status import NEVER_SENT, DepositMode, Kind
from . import fields
from .asked import IN_EUROS, asked
from .fields import NAMES, check_lines
from .filed import as_filed
from .numbering import next_number
from .value import Entered, Sides, entered

__all__ = ["NAMES", "as_filed", "check_lines", "entered_in", "field_of", "is_numbered_by_us", "placed", "read"]


def entered_in(invoice: Invoice) -> Entered:
    """What a draft says now, under the number that it would be given now. Two queries."""
    typed = invoice.draft.get("typed", {})
    recipient, is_mandated = _recipient(compact(typed.get("recipient_siret", "")), invoice.supplier)
    sides = Sides(
        supplier=invoice.supplier,
        recipient=recipient,
        account=invoice.account,
    )
    typed = _with_day_of_origin(typed, invoice.supplier)
    day = form.read_day(typed.get("issue_date", "")) or clock.today()
    number = next_number(invoice.supplier, day.year) if is_numbered_by_us(invoice) else ""
    found = entered(typed, sides, number=number)
    if is_mandated:
        return found
    ended = Finding(code="CPP-SAISIE-06", where="BT-29", values={"name": invoice.supplier.name})
    return replace(found, problems=(ended, *found.problems))


def _with_day_of_origin(typed: Mapping[str, str], supplier: Structure) -> Mapping[str, str]:
    """The day of the invoice that a credit note reduces, where that was sent here and nobody says it."""
    number = number_key(typed.get("original_number", ""))
    if typed.get("kind") != Kind.CREDIT_NOTE or not number or typed.get("original_day", "").strip():
        return typed
    sent = Invoice.objects.filter(supplier=supplier, number_key=number).exclude(status__in=NEVER_SENT)
    day = sent.exclude(issue_date=None).order_by("-issue_date").values_list("issue_date", flat=True).first()
    return {**typed, "original_day": form.as_typed(day)} if day else typed


def read(invoice: Invoice) -> tuple[Reading, tuple[Finding, ...]]:
    """The value of a draft as the rules judge it, and what the form itself has to say: texts that are no amount or no
    date, and what `asked` asks for."""
    found = entered_in(invoice)
    further = asked(invoice.draft.get("typed", {}), found.value)
    if invoice.deposit_mode == DepositMode.TYPED_API:  # whose wire format has no place for it
        further = (one for one in further if one.code != IN_EUROS)
    unread = {problem.where for problem in found.problems}
    problems = (*found.problems, *(one for one in further if one.where not in unread))
    return Reading.of(found.value, syntax=Syntax.FORM), problems


def field_of(invoice: Invoice) -> Callable[[Finding], str]:
    """What tells the field of the form that a finding is about."""
    if not invoice.is_typed:
        return form.field_of
    return partial(fields.field_of, ranks=fields.used_ranks(invoice.draft.get("typed", {})))


def is_numbered_by_us(invoice: Invoice) -> bool:
    """Whether a typed draft leaves its number to the portal."""
    return invoice.is_typed and not invoice.draft.get("typed", {}).get("number", "").strip()


def _recipient(siret: str, supplier: Structure) -> tuple[Structure | None, bool]:
    """Whom the draft goes to, and whether its supplier's mandate is in force. One query where it is known."""
    if siret:
        in_force = Agreement.objects.filter(structure=supplier, subject=Subject.MANDATE, ended_at=None)
        known = Structure.objects.filter(identifier=siret, kind=Structure.Kind.SIRET)
        for found in known.annotate(signed=Exists(in_force))[:1]:
            return found, found.signed
    return None, mandate_of(supplier) is not None


def placed(
    found: Sequence[Finding], value: Value, problems: Sequence[Finding], *, field_of: Callable[[Finding], str]
) -> tuple[Finding, ...]:
    """The findings of a typed invoice at the lines that they are about, which the rules of EN 16931 do not name, and
    without those that only follow from another, or that say of a field what the form says of it (`problems`). Each
    once by field. What alone keeps the invoice from leaving stays."""
    told = [one for finding in found for one in _at_lines(finding, value)]
    follow = _FOLLOW if value.vat_lines else _FOLLOW | {"CPP-TVA-03"}
    kept = [one for one in told if one.code not in follow]
    firsts = {(field_of(one), one.code): one for one in reversed(kept)}
    places = {one.where for one in kept if one.code.startswith("CPP-")}
    said = {field_of(one) for one in problems}
    own = tuple(
        one
        for one in reversed(firsts.values())
        if one.code.startswith("CPP-") or (one.where not in places and field_of(one) not in said)
    )
    return own if own or problems else tuple(told)


_FOLLOW = frozenset(
    {
        *("BR-07", "BR-10", "BR-11", "BR-24", "BR-47", "BR-48", "BR-CO-18", "CPP-TVA-09"),
        *("BR-S-01", "BR-E-01", "BR-AE-01", "BR-IC-01", "BR-G-01", "BR-O-01"),
    }
)
"""What a recipient that is not known yet, or a line without its price or rate, brings along."""
_WRONG: Mapping[str, Callable[[Line], bool]] = {
    "BT-129": lambda line: line.quantity is None,
    "BT-130": lambda line: line.unit not in codes("units"),
    "BT-146": lambda line: line.price is None or line.price < 0,
    "BT-151": lambda line: line.vat_category is None,
    "BT-152": lambda line: line.vat_rate is None or line.vat_rate < 0,
    "BT-153": lambda line: line.name is None,
}


def _at_lines(finding: Finding, value: Value) -> Sequence[Finding]:
    is_wrong = _WRONG.get(finding.where)
    lines = [rank for rank, line in enumerate(value.lines, start=1) if is_wrong and is_wrong(line)]
    return [replace(finding, where=f"BG-25[{rank}]/{finding.where}") for rank in lines] or (finding,)
