"""Invoices as anybody might send them, drawn by Hypothesis: each term of the standard is there or not."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from unisson.einvoice.model import Identifier, Invoice, Line, PortalTerms
from unisson.einvoice.portal import derived
from unisson.einvoice.terms import TERMS

_ALL = frozenset(term.path for term in TERMS.values())
_STANDARD = frozenset(term.path for code, term in TERMS.items() if code.split("-")[1].isdigit())
_TEXT = st.text("aéàœ €’«»Z09-_/.,;:?!<>&\"'\n\t株🎻", min_size=1, max_size=12).map(str.strip).filter(bool)
_SCHEMES = st.sampled_from(("0002", "0009", "0088", "1", "EM"))
_AMOUNT = st.decimals(-(10**9), 10**9, places=2) | st.decimals(0, 1000, places=6)
_LEAVES: dict[type, st.SearchStrategy[Any]] = {
    str: _TEXT,
    bool: st.booleans(),
    bytes: st.binary(min_size=1, max_size=20),
    Decimal: _AMOUNT,
    date: st.dates(date(1000, 1, 1)),
    Identifier: st.builds(Identifier, value=_TEXT, scheme=_SCHEMES | st.none()),
}
_CHOSEN: dict[str, st.SearchStrategy[Any]] = {
    "type_code": st.sampled_from(("380", "381", "384", "261")),
    "currency": st.sampled_from(("EUR", "USD")),
    "vat_currency": st.sampled_from(("CHF", "SEK")) | st.none(),
    "tax_point_code": st.sampled_from(("5", "29", "72")) | st.none(),
    "framework": st.sampled_from(("A1", "S1", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0")) | st.none(),
    "notes.subject": st.sampled_from(("AAB", "PMD", "REG")) | st.none(),
    "portal": st.just(PortalTerms()),
}
_PRESENT = frozenset({"seller", "buyer", "payment", "payment.means_code", "order_reference", "notes.text"})
"""What every invoice here has: without it a syntax must write more than the invoice says ("NA", an undefined means)."""


def invoices(*, extended: bool) -> st.SearchStrategy[Invoice]:
    """Invoices that CII holds whole, and UBL too without the EXTENDED terms."""
    return _made(Invoice, "", _ALL if extended else _STANDARD).map(_consistent)


def _made(cls: type, path: str, bound: frozenset[str]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(cls)
    paths = {field.name: f"{path}.{field.name}".removeprefix(".") for field in fields(cls)}
    chosen = {
        name: _field(hints[name], inner, bound)
        for name, inner in paths.items()
        if name in ("charge", "portal") or any(f"{term}.".startswith(f"{inner}.") for term in bound)
    }
    return st.builds(cls, **chosen)


def _field(hint: Any, path: str, bound: frozenset[str]) -> st.SearchStrategy[Any]:
    if path in _CHOSEN:
        return _CHOSEN[path]
    if get_origin(hint) is tuple:
        least = 1 if path == "vat_lines" else 0  # where CII writes the VAT point
        return st.lists(_value(get_args(hint)[0], path, bound), min_size=least, max_size=2).map(_in_order)
    if isinstance(hint, UnionType):
        value = _value(next(part for part in get_args(hint) if part is not type(None)), path, bound)
        return value if path in _PRESENT else value | st.none()
    return _value(hint, path, bound)


def _value(holds: type, path: str, bound: frozenset[str]) -> st.SearchStrategy[Any]:
    if holds in _LEAVES:
        return _LEAVES[holds]
    assert is_dataclass(holds)
    return _made(holds, path, bound).filter(lambda value: any(getattr(value, field.name) for field in fields(value)))


def _in_order(values: list[Any]) -> tuple[Any, ...]:
    """Identifiers as CII orders them."""
    return tuple(sorted(values, key=lambda value: isinstance(value, Identifier) and value.scheme is not None))


def _consistent(invoice: Invoice) -> Invoice:
    totals = invoice.totals if invoice.vat_currency else replace(invoice.totals, vat_accounting=None)
    return derived(replace(invoice, totals=totals, lines=tuple(map(_priced, invoice.lines))))


def _priced(line: Line) -> Line:
    if line.gross_price is None or line.price_discount is None:
        return replace(line, gross_price=None, price_discount=None)
    return line
