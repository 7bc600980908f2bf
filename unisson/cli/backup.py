"""`unisson backup` and `unisson restore`: the database, the files it names and the keys, consistent with each other.

The database is copied first, as it stands at one instant, while the portal runs; then every file that this copy names.
Bytes are on disk before the row that names them commits, and are never deleted: so each file of the copy is there. The
manifest is written last: a backup that was cut off has none and is not restored.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from unisson.accounts.models import User
from unisson.files import store
from unisson.files.models import StoredFile
from unisson.invoices import pulse
from unisson.invoices.models import Pulse
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal

MANIFEST = "manifest.json"
_SQLITE, _DUMP = "database.sqlite3", "database.dump"
_A_SWEEP = timedelta(seconds=15)
"""How long a pass over what waits may take beside the time between two beats."""
_KEYS = ("secret-key", "seal.p12")
"""Made at the first start, in the `var` folder: without the seal's key, later certificates would bear another."""


def backup(target: Path) -> None:
    """Write a whole backup into the new folder `target`.

    Refusal CPP-COMMANDE-22 when it holds something, -23 when the database cannot be copied, -24 for a file that is lost
    or altered: a backup never hides it.
    """
    if target.exists() and any(target.iterdir()):
        raise Refusal("CPP-COMMANDE-22", folder=str(target))
    (target / "files").mkdir(parents=True, exist_ok=True)
    for folder in (target, target / "files"):
        folder.chmod(0o700)  # passwords' digests, sessions and letters: for the portal's account only
    copy = _copy_database(target)
    copy.chmod(0o600)
    count = 0
    for digest in _named(copy):
        try:
            intact = store.copy_out(digest, target / "files" / digest)
        except FileNotFoundError:
            intact = False
        if not intact:
            raise Refusal("CPP-COMMANDE-24", digest=digest)
        count += 1
    for name in _KEYS:
        if (settings.VAR / name).exists():
            shutil.copy2(settings.VAR / name, target / name)
    whole = {"database": copy.name, "sha256": _digest_of(copy), "vendor": connection.vendor, "files": count}
    _write_manifest(target, whole)
    print(f"{count} fichiers et la base sont dans {target}.")


def restore(source: Path, *, over: bool) -> None:
    """Bring back a backup into an empty portal, or `over` what is there. The portal is stopped meanwhile.

    Refusal CPP-COMMANDE-25 for a folder that is no whole backup or is another database's, -26 when the portal holds
    accounts already, -24 for a file that is no longer what its name says, -32 for a backup of a later version, -33
    while a worker works here.
    """
    manifest = _manifest(source)
    _check_database(source / manifest["database"], manifest, folder=source)
    _check_version(manifest)
    if not over and _holds_accounts():
        raise Refusal("CPP-COMMANDE-26")
    if _at_work():
        raise Refusal("CPP-COMMANDE-33")
    for file in sorted((source / "files").iterdir()):
        if _digest_of(file) != file.name:
            raise Refusal("CPP-COMMANDE-24", digest=file.name)
        store.bring_back(file)
    _bring_back_database(source / manifest["database"])
    for name in _KEYS:
        if (source / name).is_file() and not (source / name).is_symlink():
            shutil.copy2(source / name, settings.VAR / name)
    print(f"{manifest['files']} fichiers et la base sont revenus. Lancez « unisson audit » avant d’ouvrir.")


def _copy_database(target: Path) -> Path:
    if connection.vendor == "sqlite":
        copy = target / _SQLITE
        with (
            closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as live,
            closing(sqlite3.connect(copy)) as to,
        ):
            live.backup(to)
        return copy
    copy = target / _DUMP
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={copy}", _database())
    return copy


def _bring_back_database(copy: Path) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        name = settings.DATABASES["default"]["NAME"]
        with closing(sqlite3.connect(copy)) as kept, closing(sqlite3.connect(name)) as live:
            kept.backup(live)
        return
    _run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        f"--dbname={_database()}",
        str(copy),
    )


def _check_version(manifest: Mapping[str, Any]) -> None:
    """Tables of a later version would be read by code that does not know them."""
    known = MigrationLoader(None).disk_migrations.keys()
    if any(tuple(step) not in known for step in manifest["migrations"]):
        raise Refusal("CPP-COMMANDE-32")


def _at_work() -> bool:
    """Whether a worker beats here: its last beat is fresh, and another follows. Waits for that one."""
    if Pulse._meta.db_table not in connection.introspection.table_names():
        return False
    first = pulse.age(at=now())
    if first is None or first > pulse.TOO_OLD:
        return False
    print("Un travailleur a passé il y a peu : on attend de voir s’il repasse.", file=sys.stderr, flush=True)
    deadline = time.monotonic() + (pulse.EVERY + _A_SWEEP).total_seconds()
    before = _last_beat()
    while time.monotonic() < deadline:
        time.sleep(1)
        if _last_beat() != before:
            return True
    return False


def _last_beat() -> datetime | None:
    return Pulse.objects.values_list("at", flat=True).first()


def _check_database(copy: Path, manifest: Mapping[str, Any], *, folder: Path) -> None:
    """Refusal CPP-COMMANDE-25 for a copy that is cut off, is not the one that the manifest names, or is no database of
    a portal: before anything is touched."""
    if copy.is_symlink() or copy.parent != folder or _digest_of(copy) != manifest["sha256"]:
        raise Refusal("CPP-COMMANDE-25", folder=str(folder))
    if connection.vendor != "sqlite":
        return  # pg_restore refuses it whole, in one transaction
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as kept:
            ((said,),) = kept.execute("PRAGMA integrity_check(1)").fetchall()
            whole = said == "ok" and kept.execute("SELECT COUNT(*) FROM django_migrations").fetchone()[0] > 0
    except (sqlite3.DatabaseError, ValueError):
        whole = False
    if not whole:
        raise Refusal("CPP-COMMANDE-25", folder=str(folder))


def _named(copy: Path) -> Iterator[str]:
    """The digests that the copied database names; on PostgreSQL, those named now, which are the same and more."""
    if copy.name == _SQLITE:
        with closing(sqlite3.connect(copy)) as kept:
            for (digest,) in kept.execute(f"SELECT digest FROM {StoredFile._meta.db_table} ORDER BY digest"):  # noqa: S608
                yield digest
    else:
        yield from StoredFile.objects.order_by("digest").values_list("digest", flat=True).iterator()


def _database() -> str:
    """What libpq's tools take as a database; the password goes by the environment."""
    given = settings.DATABASES["default"]
    parts = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "dbname": given["NAME"]}
    return " ".join(f"{name}={value}" for name, value in parts.items() if value)


def _run(program: str, *arguments: str) -> None:
    password = settings.DATABASES["default"].get("PASSWORD") or ""
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    try:
        subprocess.run([program, *arguments], env=environment, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise Refusal("CPP-COMMANDE-23", why=f"{program} : paquet postgresql-client") from error
    except subprocess.CalledProcessError as error:
        raise Refusal("CPP-COMMANDE-23", why=(error.stderr or "").strip()[-300:]) from error


def _write_manifest(target: Path, said: Mapping[str, Any]) -> None:
    steps = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
    content = {**said, "made_at": now().isoformat(), "migrations": steps}
    (target / MANIFEST).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _manifest(source: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
        files, database = source / "files", source / str(manifest["database"])
        whole = database.exists() and files.is_dir() and len(list(files.iterdir())) == manifest["files"]
        ours = manifest["vendor"] == connection.vendor and bool(manifest["sha256"]) and bool(manifest["migrations"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refusal("CPP-COMMANDE-25", folder=str(source)) from error
    if not (whole and ours):
        raise Refusal("CPP-COMMANDE-25", folder=str(source))
    return manifest


def _holds_accounts() -> bool:
    """Whether this is a portal in use; one that was never prepared has no tables yet."""
    return User._meta.db_table in connection.introspection.table_names() and User.objects.exists()


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
