"""Whether this process can do its work now: what a balancer asks before it sends people here."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from unisson.files import store
from unisson.invoices import pulse
from unisson.kernel.clock import now


def readiness() -> dict[str, bool | float | None]:
    """Each part, and `ready`, which holds when all parts do.

    The worker's age is told and decides nothing: without a worker, what people send is kept all the same.
    """
    try:
        parts = {"database": True, "migrations": _known() <= MigrationRecorder(connection).applied_migrations().keys()}
        age = pulse.age(at=now()) if parts["migrations"] else None
    except DatabaseError:
        parts, age = {"database": False, "migrations": False}, None
    parts["store"] = store.answers()
    return {"ready": all(parts.values()), **parts, "worker_seconds": None if age is None else age.total_seconds()}


@cache
def _known() -> frozenset[tuple[str, str]]:
    """The migrations that this code comes with."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
