"""`unisson run`: prepares everything, then keeps the web processes and the workers alive."""

import socket
import sys
import tempfile
from pathlib import Path

from unisson.kernel.refusal import Refusal

from .supervise import supervise


def run(*, host: str, port: int) -> None:
    """Serve the portal on `host`:`port` until Ctrl-C. Refusal when the port is taken or nothing can be kept."""
    from django.conf import settings

    from .prepare import prepare

    refuse_busy_port(host, port)
    refuse_unwritable(settings.VAR)
    prepare()
    web = ("gunicorn", "--config", "python:unisson.config.gunicorn", "--bind", f"{host}:{port}")
    workers = {f"worker {rank}": ("unisson.cli.main", "worker") for rank in range(1, settings.WORKERS + 1)}
    supervise(
        {name: (sys.executable, "-m", *command) for name, command in {"web": web, **workers}.items()},
        ready=lambda: answers(host, port),
        announce=lambda: announce(host, port),
    )


def refuse_busy_port(host: str, port: int) -> None:
    """Refusal CPP-COMMANDE-01 when another program listens there: said before anything slow begins."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refusal("CPP-COMMANDE-01", port=str(port), other=str(port + 1)) from error


def refuse_unwritable(folder: Path) -> None:
    """Refusal CPP-COMMANDE-02 when no file can be made in `folder`, which is created if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise Refusal("CPP-COMMANDE-02", folder=str(folder)) from error


def answers(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def announce(host: str, port: int) -> None:
    """The address, and in a demonstration the accounts to try it with."""
    from django.conf import settings

    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0") else host  # noqa: S104 - compared, not bound
    print(f"\nUnisson est prêt : http://{shown}:{port}\n")
    if settings.DEMO:
        from . import demo

        print(demo.accounts())
    print("Ctrl-C pour arrêter.", flush=True)
