"""The folder in which the web processes of one master put what they measure, for whichever of them Prometheus asks."""

import os
import shutil
import tempfile
from pathlib import Path

_NAME = "unisson-metrics-"


def folder_of_measures(within: str | None) -> str:
    """A new one, named by its master; those of masters that were killed go."""
    place = Path(within or tempfile.gettempdir())
    for left in place.glob(f"{_NAME}*-*"):
        pid = left.name.removeprefix(_NAME).partition("-")[0]
        if pid.isdecimal() and not _runs(int(pid)):
            shutil.rmtree(left, ignore_errors=True)
    return tempfile.mkdtemp(prefix=f"{_NAME}{os.getpid()}-", dir=place)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError as error:
        return isinstance(error, PermissionError)  # somebody else's
    return True
