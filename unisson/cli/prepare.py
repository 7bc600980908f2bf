"""What must be ready before the portal answers: tables, catalogues, static files, and the demonstration's data."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from unisson.kernel.ports import ports
from unisson.kernel.refusal import Refusal


def prepare() -> None:
    """Bring everything up to date; a second call does only what changed since."""
    from . import demo, messages

    refuse_unusable_seal()
    make_tables()
    if is_stale(_catalogues(".mo"), sources=_catalogues(".po")):
        messages.compile_catalogues()
    if is_stale([Path(settings.STATIC_ROOT) / "staticfiles.json"], sources=_static_sources()):
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    if settings.DEMO:
        demo.load()


def refuse_unusable_seal() -> None:
    """Refusal CPP-COMMANDE-10 when the key of the seal cannot be used: else each certificate would fail, one by one."""
    if ports.seal is None:
        return
    try:
        ports.seal.check()
    except (OSError, ValueError) as error:
        raise Refusal("CPP-COMMANDE-10", file=str(settings.SEAL_PKCS12 or settings.VAR / "seal.p12")) from error


def make_tables() -> None:
    """Bring the tables of the database to the shape the code expects."""
    call_command("migrate", interactive=False, verbosity=0)


def is_stale(products: Iterable[Path], *, sources: Iterable[Path]) -> bool:
    """As make(1) judges: a product is missing, or a source is newer than one."""
    made = [product.stat().st_mtime if product.exists() else 0.0 for product in products]
    return any(source.stat().st_mtime > min(made, default=0.0) for source in sources)


def _catalogues(suffix: str) -> list[Path]:
    found = (path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po"))
    return [path.with_suffix(suffix) for path in found]


def _static_sources() -> list[Path]:
    return [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
