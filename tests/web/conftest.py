"""Every test of the web starts in French."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """A page asked for in English leaves its language behind: each test starts from the source language."""
    with translation.override("fr"):
        yield
