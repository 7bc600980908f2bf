"""Tests that commit for real: two connections, or a process of its own."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

from unisson.directory import append_only as acts
from unisson.invoices.register import append_only


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """A database where each transaction commits; emptied afterwards, histories too, which refuse to be."""
    yield
    for kept in (append_only, acts):
        kept.remove(connection)
    call_command("flush", interactive=False, verbosity=0)
    for kept in (append_only, acts):
        kept.install(connection)
