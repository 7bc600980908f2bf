"""What of an invoice did not come back from the file it was written to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import zip_longest
from typing import Any

from unisson.kernel.findings import Finding, Severity, Value

from .lexical import excerpt
from .model import AllowanceCharge, Identifier, Invoice
from .terms import code_of


def losses(invoice: Invoice, back: Invoice, *, syntax: str) -> tuple[Finding, ...]:
    """A finding at its term for each value of `invoice` that `back` does not hold (CPP-ECR-01)."""
    return tuple(
        Finding(
            code="CPP-ECR-01",
            where=where,
            values={"value": _shown(value), "syntax": syntax},
            severity=Severity.WARNING,
        )
        for where, value in _lost(invoice, back, path="", place="")
    )


def _lost(value: Any, back: Any, *, path: str, place: str) -> Iterator[tuple[str, Any]]:
    """Place and value of what differs; `path` leads to `value` in the model, `place` names the member one is in."""
    for field in fields(value):
        said, again = getattr(value, field.name), getattr(back, field.name, None)
        if said is None or said == () or said == again or isinstance(said, bool):
            continue
        inner = f"{path}.{field.name}" if path else field.name
        if isinstance(said, tuple):
            yield from _lost_members(said, again or (), path=inner, place=place)
        elif is_dataclass(said) and not isinstance(said, Identifier):
            yield from _lost(said, again, path=inner, place=place)
        else:
            yield _where(place, inner, value), said


def _lost_members(said: tuple[Any, ...], again: tuple[Any, ...], *, path: str, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(said[0], Identifier):  # no order: CII writes those without a scheme first
        yield from ((place + _code(path, None), one) for one in said if one not in again)
        return
    numbers: Counter[str] = Counter()
    for one, back in zip_longest(said, again):
        code = _code(path, one)
        numbers[code] += 1
        if one is not None and one != back:
            yield from _lost(one, back, path=path, place=f"{place}{code}[{numbers[code]}]/")


def _where(place: str, path: str, holder: Any) -> str:
    """The place of a field; that of the member around it when the field has no term."""
    code = _code(path, holder)
    return place[:-1] if place and code == _code(path.rpartition(".")[0], holder) else place + code


def _code(path: str, holder: Any) -> str:
    """The term at `path`, else the nearest group around it that has one."""
    charge = isinstance(holder, AllowanceCharge) and holder.charge
    while path:
        try:
            return code_of(path, charge=charge)
        except KeyError:
            path = path.rpartition(".")[0]
    return ""


def _shown(value: Any) -> Value:
    """A value short enough for a sentence."""
    if isinstance(value, Identifier):
        return excerpt(value.value)
    if isinstance(value, bytes):
        return f"{len(value)} octets"
    return excerpt(value) if isinstance(value, str) else value
