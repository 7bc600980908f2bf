"""Tests that commit for real: two connections, or a process of its own."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

from unisson.invoices import append_only


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """A database where each transaction commits; emptied afterwards, history too, which refuses to be."""
    yield
    append_only.remove(connection)
    call_command("flush", interactive=False, verbosity=0)
    append_only.install(connection)
