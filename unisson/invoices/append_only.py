"""The database itself refuses to change or delete history: triggers for SQLite and PostgreSQL.

Used by the migration, and by the tests that must empty their tables.
"""

from typing import Any

TABLE = "invoices_statuschange"

_SQLITE = [
    f"CREATE TRIGGER history_not_{verb.lower()}d BEFORE {verb} ON {TABLE}"
    " BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
    for verb in ("UPDATE", "DELETE")
]
_POSTGRESQL = [
    "CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$",
    f"CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON {TABLE}"
    " FOR EACH ROW EXECUTE FUNCTION refuse_history_change()",
]
_UNDO_SQLITE = [f"DROP TRIGGER history_not_{verb}d" for verb in ("update", "delete")]
_UNDO_POSTGRESQL = [f"DROP TRIGGER history_append_only ON {TABLE}", "DROP FUNCTION refuse_history_change()"]


def install(connection: Any) -> None:
    """Put the triggers in force."""
    _run(connection, {"sqlite": _SQLITE, "postgresql": _POSTGRESQL})


def remove(connection: Any) -> None:
    """Take them away: only to undo the migration, or to empty a test database."""
    _run(connection, {"sqlite": _UNDO_SQLITE, "postgresql": _UNDO_POSTGRESQL})


def _run(connection: Any, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
