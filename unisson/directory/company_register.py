"""What the register of companies says of an identifier, and whether it said anything at all."""

from dataclasses import dataclass

from unisson.kernel.ports import Company, ports

from .models import Structure

FACTS = ("name", "address", "postcode", "town", "country")
"""What a structure takes from it."""


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
    def facts(self) -> dict[str, str]:
        """Name and address, by field of a structure."""
        return {name: getattr(self.company, name) for name in FACTS} if self.company else {}


def look_up(kind: str, identifier: str) -> Looked:
    """Ask the register, outside any lock: it may take its time."""
    if kind != Structure.Kind.SIRET:
        return Looked()
    try:
        return Looked(company=ports.companies.find(identifier))
    except OSError:
        return Looked(silent=True)
