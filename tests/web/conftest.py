"""Every test of the web starts in French, as a visitor whom nobody counted yet."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """A page asked for in English leaves its language behind: each test starts from the source language."""
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def nobody_asked_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
