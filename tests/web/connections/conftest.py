import pytest

from .people import People, people


@pytest.fixture
def us(db: None) -> People:
    return people()
