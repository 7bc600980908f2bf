"""The table of steps, written out from domain-rules §5.2 and held against the code: each one a yes or a no."""

from itertools import product

import pytest

from unisson.invoices.lifecycle import EDGES, By, Edge, allowed
from unisson.invoices.status import Status

_RETURNS = "recycle-asked suspended rejected"
_FROM_BOOKED = "paid"
_FROM_ACCOUNTANT = f"booked {_FROM_BOOKED}"
_FROM_MANDATED = f"sent-to-accountant {_FROM_ACCOUNTANT}"
_FROM_CERTIFIED = f"mandated {_FROM_MANDATED}"
_FROM_TAKEN = f"service-certified {_FROM_CERTIFIED}"
_FROM_AVAILABLE = f"taken-in-charge {_FROM_TAKEN} {_RETURNS}"
YES = {
    ("BROUILLON", By.SUPPLIER, "A1"): "draft-deleted deposited",
    ("BROUILLON", By.SUPPLIER, "A9"): "draft-deleted sent-to-validator",
    ("BROUILLON", By.PLATFORM, ""): "draft-abandoned",
    ("DEPOSEE", By.PLATFORM, ""): "routed",
    ("EN_COURS_ACHEMINEMENT", By.PLATFORM, ""): "made-available",
    ("MISE_A_DISPOSITION", By.BUYER, ""): _FROM_AVAILABLE,
    ("COMPLETEE", By.BUYER, ""): _FROM_AVAILABLE,
    ("PRISE_EN_COMPTE_DESTINATAIRE", By.BUYER, ""): f"{_FROM_TAKEN} {_RETURNS}",
    ("SERVICE_FAIT", By.BUYER, ""): f"{_FROM_CERTIFIED} {_RETURNS}",
    ("MANDATEE", By.BUYER, ""): f"{_FROM_MANDATED} suspended rejected",
    ("MISE_A_DISPOSITION_COMPTABLE", By.BUYER, ""): f"{_FROM_ACCOUNTANT} suspended rejected",
    ("COMPTABILISEE", By.BUYER, ""): _FROM_BOOKED,
    ("A_RECYCLER", By.SUPPLIER, ""): "recycled",
    ("SUSPENDUE", By.SUPPLIER, ""): "completed",
    ("SUSPENDUE", By.BUYER, ""): "rejected suspension-lifted",
}
"""Status, actor and framework (where it matters) → the events allowed; every other event is a no."""


def _events(edges: tuple[Edge, ...]) -> list[str]:
    return sorted(edge.event for edge in edges)


@pytest.mark.parametrize(("status", "by", "framework"), list(product(Status, By, ("A1", "A9"))))
def test_each_status_and_actor_has_exactly_the_events_of_the_rules(status: Status, by: By, framework: str) -> None:
    expected = YES.get((status.value, by, framework)) or YES.get((status.value, by, ""), "")
    assert _events(allowed(status, by, framework=framework)) == sorted(expected.split())


def test_what_begins_an_invoice_is_exactly_what_the_rules_say() -> None:
    first = {(edge.event, edge.by, edge.target.value) for edge in EDGES if edge.source is None}
    assert first == {
        ("drafted", By.SUPPLIER, "BROUILLON"),
        ("refused-at-intake", By.PLATFORM, "NON_CONFORME"),
        ("deposited", By.SUPPLIER, "DEPOSEE"),
        ("sent-to-validator", By.SUPPLIER, "A_VALIDER_1"),
    }
