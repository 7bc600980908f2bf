"""A typed draft as the rules see it: the value that its Factur-X will say, held to what that file claims."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from unisson.directory.models import Structure
from unisson.einvoice.model import Invoice as Value
from unisson.einvoice.model import Line
from unisson.einvoice.reading import Reading, Syntax
from unisson.kernel import clock
from unisson.kernel.findings import Finding
from unisson.kernel.identifiers import compact

from .. import typed as form
from ..models import Invoice
from . import fields
from .fields import NAMES
from .numbering import next_number
from .value import Entered, Sides, entered

__all__ = ["NAMES", "entered_in", "field_of", "is_numbered_by_us", "placed", "read"]


def entered_in(invoice: Invoice) -> Entered:
    """What a draft says now, under the number that it would be given now. Two queries."""
    typed = invoice.draft.get("typed", {})
    sides = Sides(
        supplier=invoice.supplier,
        recipient=_recipient(compact(typed.get("recipient_siret", ""))),
        account=invoice.account,
    )
    day = form.read_day(typed.get("issue_date", "")) or clock.today()
    number = next_number(invoice.supplier, day.year) if is_numbered_by_us(invoice) else ""
    return entered(typed, sides, number=number)


def read(invoice: Invoice) -> tuple[Reading, tuple[Finding, ...]]:
    """The value of a draft as the rules judge it, and a finding for each text that is no amount or no date."""
    found = entered_in(invoice)
    return Reading.of(found.value, syntax=Syntax.FORM), found.problems


def field_of(invoice: Invoice) -> Callable[[Finding], str]:
    """What tells the field of the form that a finding is about."""
    if not invoice.is_typed:
        return form.field_of
    return partial(fields.field_of, ranks=fields.used_ranks(invoice.draft.get("typed", {})))


def is_numbered_by_us(invoice: Invoice) -> bool:
    """Whether a typed draft leaves its number to the portal."""
    return invoice.is_typed and not invoice.draft.get("typed", {}).get("number", "").strip()


def _recipient(siret: str) -> Structure | None:
    return Structure.objects.filter(identifier=siret, kind=Structure.Kind.SIRET).first() if siret else None


def placed(found: Sequence[Finding], value: Value) -> list[Finding]:
    """The findings of a typed invoice at the lines that they are about, which the rules of EN 16931 do not name, and
    without those that only follow from another. What alone keeps the invoice from leaving stays."""
    told = [one for finding in found for one in _at_lines(finding, value)]
    kept = [one for one in told if one.code not in _FOLLOW]
    firsts = {(one.where, one.code): one for one in kept}
    places = {one.where for one in kept if one.code.startswith("CPP-")}
    own = [one for one in firsts.values() if one.code.startswith("CPP-") or one.where not in places]
    return own or told


_FOLLOW = frozenset({"BR-07", "BR-10", "BR-11", "BR-24", "BR-47", "BR-48", "BR-CO-18", "BR-S-01", "CPP-TVA-09"})
"""What a recipient that is not known yet, or a line without its price or rate, brings along."""
_WRONG: Mapping[str, Callable[[Line], bool]] = {
    "BT-129": lambda line: line.quantity is None,
    "BT-130": lambda line: line.unit is None,
    "BT-146": lambda line: line.price is None or line.price < 0,
    "BT-151": lambda line: line.vat_category is None,
    "BT-152": lambda line: line.vat_rate is None or line.vat_rate < 0,
    "BT-153": lambda line: line.name is None,
}


def _at_lines(finding: Finding, value: Value) -> Sequence[Finding]:
    is_wrong = _WRONG.get(finding.where)
    lines = [rank for rank, line in enumerate(value.lines, start=1) if is_wrong and is_wrong(line)]
    return [replace(finding, where=f"BG-25[{rank}]/{finding.where}") for rank in lines] or (finding,)
