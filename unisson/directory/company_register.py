"""What the register of companies says of an identifier, and whether it said anything at all."""

from dataclasses import dataclass
from typing import Any

from unisson.kernel.ports import Company, ports

from .companies.facts import told_by
from .models import Structure


@dataclass(frozen=True, kw_only=True)
class Looked:
    """An answer. Without a company: the register does not know the number, or (`silent`) did not answer; only
    establishments that have a SIRET are looked up."""

    company: Company | None = None
    silent: bool = False

    @property
    def closed(self) -> bool:
        return self.company is not None and not self.company.active

    @property
    def facts(self) -> dict[str, Any]:
        """What it says, by field of a structure: of who is masked neither name nor address."""
        return told_by(self.company) if self.company else {}


def look_up(kind: str, identifier: str) -> Looked:
    """Ask the register, outside any lock: it may take its time."""
    if kind != Structure.Kind.SIRET:
        return Looked()
    try:
        return Looked(company=ports.companies.find(identifier))
    except OSError:
        return Looked(silent=True)
