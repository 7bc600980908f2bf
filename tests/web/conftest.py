"""Every test of the web starts in French; the English catalogue is built at set-up and never committed."""

from collections.abc import Iterator

import pytest
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

from unisson.cli import messages


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """A page asked for in English leaves its language behind: each test starts from the source language."""
    with translation.override("fr"):
        yield


@pytest.fixture(scope="session")
def compiled() -> None:
    """The English catalogue as Django reads it, even if an earlier test met it missing."""
    messages.compile_catalogues()
    translation_file_changed(sender=None, file_path=messages.CATALOGUE.with_suffix(".mo"))
