"""What a structure takes from the register of companies."""

from unisson.kernel.identifiers import show_siret
from unisson.kernel.ports import Company

PLACE = ("name", "address", "postcode", "town", "country")
"""What a person types where no register says it."""
FACTS = (*PLACE, "legal_category", "masked")


def told_by(company: Company) -> dict[str, object]:
    """What the register says, by field of a structure: of who is masked neither name nor place, so that what was typed
    stays. A country it does not name is none."""
    said = FACTS[len(PLACE) :] if company.masked else FACTS
    return {name: getattr(company, name) for name in said if name != "country" or company.country}


def called(company: Company, *, siret: str) -> str:
    """How a sentence names an establishment: one that is masked, or has no name, by its number."""
    return company.name or show_siret(siret)
