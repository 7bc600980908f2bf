"""The public directory as data: structures found, and what each requires before anybody types an invoice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from unisson.directory.models import Service, Structure
from unisson.directory.needs import needs_of
from unisson.directory.search import public_structures, services_of
from unisson.invoices.periods import payment_days
from unisson.web.needs import Need, needs_in_words

LIMIT = 20
SERVICES = 50


@dataclass(frozen=True, kw_only=True)
class Found:
    """One structure of the results."""

    structure: Structure
    needs: Sequence[Need]
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The structure whose services are shown. `more`: there are others than those listed."""

    structure: Structure
    needs: Sequence[Need]
    legal_days: int
    services: Sequence[Service]
    more: bool


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The page. `cut`: more structures match than are shown."""

    query: str
    found: Sequence[Found]
    cut: bool
    chosen: Chosen | None
    service_query: str


def look_up(query: str, *, siret: str = "", service: str = "", on: date) -> Directory:
    """Structures for `query`, and the services of the one with `siret` that match `service`. Three queries at most."""
    rows = list(public_structures(query, limit=LIMIT + 1)) if query else []
    chosen = next((one for one in rows if one.identifier == siret), None)
    if siret and chosen is None:
        chosen = next(iter(public_structures(siret, limit=1)), None)
    return Directory(
        query=query,
        found=[Found(structure=one, needs=needs(one), chosen=one == chosen) for one in rows[:LIMIT]],
        cut=len(rows) > LIMIT,
        chosen=_chosen(chosen, service, on=on) if chosen else None,
        service_query=service,
    )


def needs(structure: Structure) -> list[Need]:
    """What `structure` requires, as chips."""
    return needs_in_words(needs_of(structure), works_only=structure.works_owner_only)


def _chosen(structure: Structure, text: str, *, on: date) -> Chosen:
    services = list(services_of(structure, text, on=on, limit=SERVICES + 1))
    return Chosen(
        structure=structure,
        needs=needs(structure),
        legal_days=payment_days(structure.buyer, on=on),
        services=services[:SERVICES],
        more=len(services) > SERVICES,
    )
