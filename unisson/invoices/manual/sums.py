"""The arithmetic of a typed invoice (domain-rules §4.4; EN 16931-1, 6.5): lines, discount, VAT summary, totals.

Each amount is rounded to two decimals where EN 16931 rounds it, once: what the form shows is what the file says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from unisson.einvoice.model import AllowanceCharge, Line, Totals, VatLine
from unisson.kernel.money import CENT, ZERO, cents

HUNDRED = Decimal(100)
EURO = "EUR"
Key = tuple[str | None, Decimal | None]
"""Category and rate of VAT."""


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What follows from the lines of an invoice."""

    totals: Totals
    vat_lines: tuple[VatLine, ...]
    allowances: tuple[AllowanceCharge, ...]


def net_of(quantity: Decimal, price: Decimal, discount: Decimal) -> Decimal:
    """Line HT = quantité × PU HT - remise HT; the discount, an amount, has two decimals itself (BR-DEC-24)."""
    return cents(quantity * price) - cents(discount)


def sums(lines: Sequence[Line], *, discount: Decimal, reason: str | None, paid: Decimal | None) -> Sums:
    """All that follows from the lines, a discount off the gross total, and what is paid already (None: all of it)."""
    bases = _bases(lines)
    taken = _spread(bases, discount, before=_gross(bases))
    after = {key: base - taken.get(key, ZERO) for key, base in bases.items()}
    rows = tuple(_row(key, base) for key, base in after.items())
    allowances = tuple(_allowance(key, amount, reason) for key, amount in taken.items() if amount)
    total, off = sum(bases.values(), ZERO), sum(taken.values(), ZERO)
    vat = sum((row.amount or ZERO for row in rows), ZERO)
    gross = total - off + vat
    paid = gross if paid is None else cents(paid)
    totals = Totals(
        lines=total,
        allowances=off if allowances else None,
        net=total - off,
        vat=vat,
        gross=gross,
        paid=paid or None,
        due=gross - paid,
    )
    return Sums(totals=totals, vat_lines=rows, allowances=allowances)


def before_discount(lines: Sequence[Line]) -> Decimal:
    """The gross total of the lines alone."""
    return _gross(_bases(lines))


def needs_euros(currency: str, vat: Decimal | None) -> bool:
    """Whether the VAT is to be told in euros too (BR-FR-CO-12; directive 2006/112/CE, art. 230)."""
    return bool(vat) and currency.strip() not in ("", EURO)


def explained(rows: Sequence[VatLine], *, reason: str | None, code: str | None) -> tuple[VatLine, ...]:
    """The rows that bear no VAT with the reason why."""
    free = [row.category not in (None, "S") for row in rows]
    return tuple(
        replace(row, exemption_reason=reason, exemption_code=code) if is_free else row
        for row, is_free in zip(rows, free, strict=True)
    )


def _bases(lines: Sequence[Line]) -> dict[Key, Decimal]:
    bases: dict[Key, Decimal] = {}
    for line in lines:
        if line.net is not None:
            key = (line.vat_category, line.vat_rate)
            bases[key] = bases.get(key, ZERO) + line.net
    return bases


def _vat(key: Key, base: Decimal) -> Decimal:
    return cents(base * (key[1] or ZERO) / HUNDRED)


def _gross(bases: Mapping[Key, Decimal]) -> Decimal:
    return sum((base + _vat(key, base) for key, base in bases.items()), ZERO)


def _spread(bases: Mapping[Key, Decimal], discount: Decimal, *, before: Decimal) -> dict[Key, Decimal]:
    """What comes off the net of each rate, in proportion, so that the gross total falls by `discount`.

    A cent off the net is more than a cent off the gross: the last cent is put where it comes nearest.
    """
    wanted = before - cents(discount)
    if not discount or not before:
        return {}
    taken = {key: cents(base * cents(discount) / before) for key, base in bases.items()}
    largest = max(bases, key=lambda key: abs(bases[key]))
    for _again in range(3):
        missing = _gross({key: base - taken[key] for key, base in bases.items()}) - wanted
        step = cents(missing / (1 + (largest[1] or ZERO) / HUNDRED))
        if not step:
            break
        taken[largest] += step
    return _nearest(bases, taken, largest, wanted)


def _nearest(
    bases: Mapping[Key, Decimal], taken: dict[Key, Decimal], largest: Key, wanted: Decimal
) -> dict[Key, Decimal]:
    tries = [{**taken, largest: taken[largest] + step} for step in (ZERO, CENT, -CENT)]
    return min(tries, key=lambda one: abs(_gross({key: base - one[key] for key, base in bases.items()}) - wanted))


def _row(key: Key, base: Decimal) -> VatLine:
    return VatLine(category=key[0], rate=key[1], base=base, amount=_vat(key, base))


def _allowance(key: Key, amount: Decimal, reason: str | None) -> AllowanceCharge:
    return AllowanceCharge(
        charge=False,
        amount=amount,
        vat_category=key[0],
        vat_rate=key[1],
        reason=reason,
        reason_code="95" if reason else None,
    )
