"""A finding is data: what is wrong, where, with which values. Sentences are filled in at the door (`kernel.words`)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from .sizes import Octets

Value = str | int | Decimal | date | time | None
"""What a finding may carry: plain values that can be stored and shown in either language. An int may be `Octets`, a
date a datetime."""


class Severity(StrEnum):
    """How a rule set rates a finding. Whether it blocks is decided by `invoices.admission`, never here."""

    FATAL = "fatal"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault: an official or `CPP-` code, the term it concerns, and the values that fill its sentence.

    `where` is a business term of EN 16931 ("BT-106"), optionally inside a repeated group, counted from 1
    ("BG-25[2]/BT-131"), or a field of ours without a term ("EXT-DISCOUNT"). Empty when the whole document is meant.
    """

    code: str
    where: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    severity: Severity = Severity.FATAL

    @property
    def term(self) -> str:
        """The last term of `where`: "BT-131" for "BG-25[2]/BT-131"."""
        return self.where.rsplit("/", 1)[-1].split("[", 1)[0]


Findings = Iterator[Finding]


def to_data(finding: Finding) -> dict[str, Any]:
    """A finding as plain JSON: what is stored (design §7: codes and values, never the sentence)."""
    return {
        "code": finding.code,
        "where": finding.where,
        "severity": finding.severity.value,
        "values": {name: _tagged(value) for name, value in finding.values.items()},
    }


def from_data(data: Mapping[str, Any]) -> Finding:
    """The finding that `to_data` wrote."""
    return Finding(
        code=data["code"],
        where=data["where"],
        severity=Severity(data["severity"]),
        values={name: _untagged(value) for name, value in data["values"].items()},
    )


_TAGS: tuple[tuple[str, type, Callable[[Any], Any], Callable[[Any], Value]], ...] = (
    ("amount", Decimal, str, Decimal),
    ("octets", Octets, int, Octets),
    ("moment", datetime, datetime.isoformat, datetime.fromisoformat),
    ("day", date, date.isoformat, date.fromisoformat),
    ("time", time, time.isoformat, time.fromisoformat),
)
"""Name, type, how it is written and read back. A datetime is also a date: the first that fits counts."""


def _tagged(value: Value) -> Any:
    return next(({tag: write(value)} for tag, kind, write, _ in _TAGS if isinstance(value, kind)), value)


def _untagged(value: Any) -> Value:
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    return next(read(value[tag]) for tag, _, _, read in _TAGS if tag in value)
