"""What must be ready before the portal answers: tables, catalogues, static files, and the demonstration's data."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from unisson.kernel.ports import ports
from unisson.kernel.refusal import Refusal

LONGEST_WAIT = 5
"""Seconds: who waits for a table makes everybody behind wait too."""
_ONE_AT_ONCE = 0x756E6973
"""The key of a lock that only `make_tables` takes."""


def prepare() -> None:
    """Bring everything up to date; a second call does only what changed since."""
    from . import demo, messages

    refuse_unusable_seal()
    make_tables()
    if is_stale(messages.compiled(), sources=[messages.CATALOGUE]):
        messages.compile_catalogues()
    if is_stale([Path(settings.STATIC_ROOT) / "staticfiles.json"], sources=_static_sources()):
        collect()
    if settings.DEMO:
        demo.load()


def collect() -> None:
    """Gather the static files anew. Those that older pages name, by their digest, stay for who still reads one."""
    for name in _static_names():
        (Path(settings.STATIC_ROOT) / name).unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)


def refuse_unusable_seal() -> None:
    """Refusal CPP-COMMANDE-10 when the key of the seal cannot be used: else each certificate would fail, one by one."""
    if ports.seal is None:
        return
    try:
        ports.seal.check()
    except (OSError, ValueError) as error:
        raise Refusal("CPP-COMMANDE-10", file=str(settings.SEAL_PKCS12 or settings.VAR / "seal.p12")) from error


def make_tables() -> None:
    """Bring the tables of the database to the shape the code expects. Of two machines at once, one waits.

    Refusal CPP-COMMANDE-29 when a table is held for so long that to wait for it would stop the portal that serves.
    """
    if connection.vendor != "postgresql":
        call_command("migrate", interactive=False, verbosity=0)
        tell_planner()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_ONCE])
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{LONGEST_WAIT}s"])
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise Refusal("CPP-COMMANDE-29", seconds=LONGEST_WAIT) from error
            raise
        finally:
            cursor.execute("RESET lock_timeout")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_AT_ONCE])


def tell_planner() -> None:
    """How many rows of each kind SQLite has, by a sample of a moment: without it a big list may enter the wrong index.
    PostgreSQL looks by itself."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit=1000")
        cursor.execute("ANALYZE")


def is_stale(products: Iterable[Path], *, sources: Iterable[Path]) -> bool:
    """As make(1) judges: a product is missing, or a source is newer than one."""
    made = [product.stat().st_mtime if product.exists() else 0.0 for product in products]
    return any(source.stat().st_mtime > min(made, default=0.0) for source in sources)


def _static_names() -> list[str]:
    return [name for finder in get_finders() for name, _storage in finder.list([])]


def _static_sources() -> list[Path]:
    return [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
