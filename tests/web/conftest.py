"""Every test of the web starts in French, as a visitor whom nobody counted yet."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from unisson.accounts import pacing


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """A page asked for in English leaves its language behind: each test starts from the source language."""
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def nobody_asked_before() -> Iterator[None]:
    pacing.forget()
    yield
    pacing.forget()
