"""Whole worker processes, as in production, on the database and the files of a run."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from unisson.config import settings as real

REAL_TASKS = real.TASKS
"""Those of the settings: the tests' own wake nobody."""
_STARTING = 5.0


@contextmanager
def working(number: int) -> Iterator[None]:
    """So many workers, ready to work."""
    command = [sys.executable, "-c", "from unisson.cli.main import main; main(['worker'])"]
    given = environment()
    processes = [subprocess.Popen(command, env=given) for _ in range(number)]
    try:
        time.sleep(_STARTING)
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


def environment() -> dict[str, str]:
    """What a process of its own needs to work on them."""
    given = {name: value for name, value in os.environ.items() if not name.startswith(("UNISSON_", "DJANGO_"))}
    made = connection.settings_dict
    given |= {"UNISSON_VAR": str(settings.VAR), "UNISSON_LOG_LEVEL": "WARNING", "PYTHONPATH": str(Path.cwd())}
    if connection.vendor == "postgresql":
        address = f"{made['HOST'] or 'localhost'}:{made['PORT'] or 5432}"
        given["UNISSON_DATABASE_URL"] = f"postgresql://{made['USER']}:{made['PASSWORD']}@{address}/{made['NAME']}"
    else:
        place = Path(settings.VAR) / "unisson.sqlite3"
        place.unlink(missing_ok=True)
        place.symlink_to(made["NAME"])
    return given
