"""The database itself refuses to change or delete the history of an invoice.

Used by the migration, and by the tests that must empty their tables.
"""

from typing import Any

from unisson.kernel.append_only import Guard

_HISTORY = Guard(table="invoices_statuschange", name="history")


def install(connection: Any) -> None:
    """Put the triggers in force."""
    _HISTORY.install(connection)


def remove(connection: Any) -> None:
    """Take them away: only to undo the migration, or to empty a test database."""
    _HISTORY.remove(connection)
