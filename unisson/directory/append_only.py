"""The database itself refuses to change or delete what managers and operators did.

Used by the migration, and by the tests that must empty their tables.
"""

from typing import Any

from unisson.kernel.append_only import Guard

_GUARDS = (
    Guard(table="directory_manageract", name="manager_acts"),
    Guard(table="directory_operatoract", name="operator_acts"),
)


def install(connection: Any) -> None:
    """Put the triggers in force."""
    for guard in _GUARDS:
        guard.install(connection)


def remove(connection: Any) -> None:
    """Take them away: only to undo the migration, or to empty a test database."""
    for guard in _GUARDS:
        guard.remove(connection)
