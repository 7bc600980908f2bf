"""The `unisson` command. Each subcommand is one row of the table below and one function elsewhere."""

import argparse
import os
import sys
from collections.abc import Sequence

from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence

from . import codes  # noqa: F401 - declares its sentences

OK, REFUSED, INTERRUPTED = 0, 1, 130
"""Exit codes: done; refused, with the reason on standard error; Ctrl-C. argparse adds 2: command not understood."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit code says how it went."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unisson.config.settings")
    chosen = parser().parse_args(arguments)
    try:
        start_django()
        return int(chosen.do(chosen) or OK)
    except Refusal as refusal:
        print(sentence(refusal.code, refusal.values), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED


def start_django() -> None:
    """Load the settings and the apps. Refusal when the `var` folder cannot be written or a setting is wrong."""
    import django
    from pydantic import ValidationError

    try:
        django.setup()
    except PermissionError as error:
        raise Refusal("CPP-COMMANDE-02", folder=str(error.filename)) from error
    except ValidationError as error:
        first = error.errors()[0]
        name = "UNISSON_" + "_".join(map(str, first["loc"])).upper()
        raise Refusal("CPP-COMMANDE-04", name=name, reason=first["msg"]) from error


def parser() -> argparse.ArgumentParser:
    """The subcommands and their arguments."""
    whole = argparse.ArgumentParser(prog="unisson", description="Le portail des factures au secteur public.")
    commands = whole.add_subparsers(required=True, metavar="COMMANDE")

    run = commands.add_parser("run", help="prépare, puis sert le portail et son travailleur")
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (défaut : cette machine seulement)")
    run.set_defaults(do=_run)

    worker = commands.add_parser("worker", help="un travailleur : achemine, prévient, balaie")
    worker.set_defaults(do=_worker)
    return whole


def _run(chosen: argparse.Namespace) -> None:
    from .run import run

    run(host=chosen.host, port=chosen.port)


def _worker(chosen: argparse.Namespace) -> None:
    from .worker import work

    work()


if __name__ == "__main__":
    sys.exit(main())
