"""Which migrations the code before them could not live with: it still serves while they run, and may come back.

A column that goes, a name that changes, a value that becomes required: the old code breaks on them. They come in two
versions instead: add, fill and stop using in one, take away in the next (docs/how-to/production.md).
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED, ManyToManyField

_NEVER = (
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.AlterModelTable,
    migrations.RemoveField,
    migrations.RenameField,
    migrations.AddConstraint,
    migrations.AlterUniqueTogether,
    migrations.RunSQL,
)
"""Whatever they concern, but a table of the same migration, which no older code knows."""


def dangers() -> Iterator[tuple[str, str]]:
    """Each operation of our migrations that old code would break on: "invoices.0007_treatment", and what it does."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    apps = {app for app, _ in loader.disk_migrations if _ours(loader, app)}
    for app, name in sorted(key for key in loader.disk_migrations if key[0] in apps):
        migration = loader.disk_migrations[app, name]
        state = loader.project_state((app, name), at_end=False)
        new: set[str] = set()
        for operation in migration.operations:
            if isinstance(operation, migrations.CreateModel):
                new.add(operation.name_lower)
            elif _model(operation) not in new and breaks(operation, app=app, state=state):
                yield f"{app}.{name}", operation.describe()
            operation.state_forwards(app, state)


def breaks(operation: Operation, *, app: str, state: ProjectState) -> bool:
    """Whether code that does not know this operation fails once it is done; `state` is the one before it."""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        required = not field.null and field.db_default is NOT_PROVIDED
        return required and not isinstance(field, ManyToManyField)
    if isinstance(operation, migrations.AlterField):
        model = state.apps.get_model(app, operation.model_name)
        before = model._meta.get_field(operation.name)
        after = operation.field.clone()
        after.set_attributes_from_name(operation.name)
        after.model = model
        editor: Any = connection.schema_editor(collect_sql=True)
        return bool(editor._field_should_be_altered(before, after))
    return isinstance(operation, _NEVER)


def _model(operation: Operation) -> str:
    return str(getattr(operation, "model_name", None) or getattr(operation, "name", "")).lower()


def _ours(loader: MigrationLoader, app: str) -> bool:
    return any(
        migration.__module__.startswith("unisson.")
        for key, migration in loader.disk_migrations.items()
        if key[0] == app
    )
