"""A finding is data: what is wrong, where, with which values. Sentences are filled in at the door (`kernel.words`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

Value = str | int | Decimal | date | None
"""What a finding may carry: plain values that can be stored and shown in either language."""


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


def _tagged(value: Value) -> Any:
    if isinstance(value, Decimal):
        return {"amount": str(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value


def _untagged(value: Any) -> Value:
    if isinstance(value, dict):
        return Decimal(value["amount"]) if "amount" in value else date.fromisoformat(value["day"])
    return value  # type: ignore[no-any-return]
