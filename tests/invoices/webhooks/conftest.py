import pytest

from tests.invoices.builders import a_clerk, a_structure, a_supplier, grant
from unisson.accounts.models import User
from unisson.directory.models import SpaceOpening, Structure
from unisson.directory.spaces import Space


def with_webhooks(structure: Structure, person: User) -> Structure:
    """The space « Raccordement » is open there, and `person` has it with the right to change."""
    for space in (Space.CONNECTIONS, Space.FLOWS):
        SpaceOpening.objects.get_or_create(structure=structure, space=space)
    grant(person, structure, Space.CONNECTIONS)
    return structure


@pytest.fixture
def supplier() -> Structure:
    person, structure = a_supplier()
    return with_webhooks(structure, person)


@pytest.fixture
def town() -> Structure:
    return with_webhooks(a_structure(), a_clerk())
