"""A PostgreSQL server of one's own, on a socket in a folder: started, killed as a whole, started again."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
_USER = "unisson"
STARTS_WITHIN = 60.0


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest version first; None when this machine has none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    places = [path for pattern in _PLACES for path in Path("/").glob(pattern.removeprefix("/"))]
    return max((path for path in places if (path / "initdb").exists()), key=_version, default=None)


def _version(path: Path) -> float:
    digits = "".join(char for char in path.parent.name if char.isdecimal() or char == ".")
    return float(digits or 0)


@dataclass
class Cluster:
    """One server with its data in `folder`, which another user owns when we are root: it refuses to run as root."""

    folder: Path
    _server: "subprocess.Popen[bytes] | None" = field(default=None)

    @property
    def url(self) -> str:
        return f"postgresql://{_USER}@/{_USER}?host={self.folder}"

    def create(self) -> None:
        """Make the data and one database in it; the server runs afterwards."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if _other_user():
            shutil.chown(self.folder, "nobody")
        self._run("initdb", "--no-sync", "--auth=trust", f"--username={_USER}", "--encoding=UTF8", "--locale=C", "data")
        self.start()
        self._run("createdb", f"--host={self.folder}", f"--username={_USER}", _USER)

    def start(self) -> None:
        """Start the server, and wait until it lets somebody in."""
        own = ("-c", "listen_addresses=", "-c", f"unix_socket_directories={self.folder}")
        with (self.folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                (str(_bin("postgres")), "-D", "data", *own),
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **_other_user(),
            )
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise AssertionError((self.folder / "server.log").read_text()[-2000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL to the server and to each of its processes, as when the machine stops.

        It is held first, so that no process is born meanwhile and none ends what it was doing.
        """
        if self._server is None:
            return
        self._server.send_signal(signal.SIGSTOP)
        children = _children(self._server.pid)
        for pid in (*children, self._server.pid):
            os.kill(pid, signal.SIGKILL)
        self._server.wait()
        self._server = None
        while any(_lives(pid) for pid in children):  # their shared memory would keep the next server from starting
            time.sleep(0.01)

    def _answers(self) -> bool:
        asked = (str(_bin("pg_isready")), "--quiet", f"--host={self.folder}", f"--username={_USER}")
        return subprocess.run(asked, check=False).returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            (str(_bin(program)), *arguments), cwd=self.folder, check=True, capture_output=True, **_other_user()
        )


def _bin(program: str) -> Path:
    folder = programs()
    assert folder
    return folder / program


def _other_user() -> dict[str, Any]:
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _children(parent: int) -> Sequence[int]:
    listed = subprocess.run(("ps", "-o", "pid=", "--ppid", str(parent)), capture_output=True, text=True, check=False)
    return [int(pid) for pid in listed.stdout.split()]


def _lives(pid: int) -> bool:
    """Whether the process is still there; a zombie holds no memory any more."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
