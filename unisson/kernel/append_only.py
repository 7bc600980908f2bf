"""Tables of which the database itself refuses to change or delete a row: triggers for SQLite and PostgreSQL.

A migration that alters such a table has to install its guard again: SQLite makes an altered table anew, without them.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Guard:
    """What keeps the rows of `table` as they were written; `name` begins the names of its triggers."""

    table: str
    name: str

    def install(self, connection: Any) -> None:
        """Put the triggers in force."""
        says = f"{self.name} is append-only"
        _run(
            connection,
            sqlite=[
                f"CREATE TRIGGER {self.name}_not_{verb}d BEFORE {verb.upper()} ON {self.table}"
                f" BEGIN SELECT RAISE(ABORT, '{says}'); END"
                for verb in ("update", "delete")
            ],
            postgresql=[
                f"CREATE FUNCTION refuse_{self.name}_change() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN RAISE EXCEPTION '{says}'; END $$",
                f"CREATE TRIGGER {self.name}_append_only BEFORE UPDATE OR DELETE ON {self.table}"
                f" FOR EACH ROW EXECUTE FUNCTION refuse_{self.name}_change()",
            ],
        )

    def remove(self, connection: Any) -> None:
        """Take them away: only to undo the migration, or to empty a test database."""
        _run(
            connection,
            sqlite=[f"DROP TRIGGER {self.name}_not_{verb}d" for verb in ("update", "delete")],
            postgresql=[
                f"DROP TRIGGER {self.name}_append_only ON {self.table}",
                f"DROP FUNCTION refuse_{self.name}_change()",
            ],
        )


def _run(connection: Any, **statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
