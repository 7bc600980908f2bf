"""The `unisson` command. Each subcommand is one row of the table below and one function elsewhere."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence

from . import codes  # noqa: F401 - declares its sentences

DONE, REFUSED, INTERRUPTED, UNHEARD = 0, 1, 130, 141
"""Exit codes: done; refused, with the reason on standard error; Ctrl-C; the reader of a pipe left (`| head`), 128 and
the signal as shells count it. argparse adds 2: command not understood."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit code says how it went."""
    try:
        try:
            return _done(arguments)
        finally:
            print(end="", flush=True)
    except BrokenPipeError:
        _hush()
        return UNHEARD


def _hush() -> None:
    """Let what was not yet printed go nowhere: Python would try again as it ends, and complain."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _done(arguments: Sequence[str] | None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unisson.config.settings")
    chosen = parser().parse_args(arguments)
    try:
        if "port" in chosen:
            # Addresses in e-mails and certificates must lead where this portal answers.
            os.environ.setdefault("UNISSON_BASE_URL", f"http://localhost:{chosen.port}")
        if chosen.needs_django:
            start_django()
        return int(chosen.do(chosen) or DONE)
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
    except OSError as error:
        raise Refusal("CPP-COMMANDE-02", folder=str(error.filename)) from error
    except ValidationError as error:
        first = error.errors()[0]
        name = "UNISSON_" + "_".join(map(str, first["loc"])).upper()
        raise Refusal("CPP-COMMANDE-04", name=name, value=str(first["input"])) from error


def _late(module: str, name: str) -> Callable[[argparse.Namespace], int]:
    """What a subcommand does whose arguments are those of one function, loaded when called for; False is refused."""

    def do(chosen: argparse.Namespace) -> int:
        given = {argument: value for argument, value in vars(chosen).items() if argument not in ("do", "needs_django")}
        return REFUSED if getattr(import_module(f"unisson.cli.{module}"), name)(**given) is False else DONE

    return do


def _run(chosen: argparse.Namespace) -> None:
    from .run import run

    run(host=chosen.host, port=chosen.port)


def _read(chosen: argparse.Namespace) -> int:
    from .read import read

    return DONE if read(chosen.files, as_json=chosen.json) else REFUSED


def _check(chosen: argparse.Namespace) -> int:
    from .check import check

    valid = check(chosen.files, rules=chosen.rules, with_schema=not chosen.no_schema, as_json=chosen.json)
    return DONE if valid else REFUSED


def _rules(text: str) -> tuple[str, ...]:
    from .check import rules_named

    return rules_named(text)


def _convert(chosen: argparse.Namespace) -> None:
    from .convert import convert

    convert(chosen.source, chosen.target, to=chosen.to, page=chosen.pdf)


def _status(chosen: argparse.Namespace) -> int:
    from .status import status

    return DONE if status() else REFUSED


def _audit(chosen: argparse.Namespace) -> int:
    from . import audit

    if chosen.checkpoint or chosen.enter:
        audit.print_checkpoint() if chosen.checkpoint else audit.enter()
        return DONE
    sound = audit.run(as_json=chosen.json, since=chosen.since, every_seal=chosen.seals, sealed_by=chosen.sealed_by)
    return DONE if sound else REFUSED


def _doctor(chosen: argparse.Namespace) -> int:
    from . import doctor

    return DONE if doctor.doctor() else REFUSED


def _backup(chosen: argparse.Namespace) -> None:
    from .backup import backup

    backup(chosen.folder)


def _restore(chosen: argparse.Namespace) -> None:
    from .backup import restore

    restore(chosen.folder, over=chosen.over)


def _add_operator(chosen: argparse.Namespace) -> None:
    from .operator import add

    add(chosen.address, first_name=chosen.first_name, last_name=chosen.last_name)


def _clear(chosen: argparse.Namespace) -> None:
    from .operator import clear

    clear(chosen.address, what=chosen.what)


def _load_demo(chosen: argparse.Namespace) -> None:
    from . import demo
    from .prepare import make_tables

    make_tables()
    demo.load()


def _messages(chosen: argparse.Namespace) -> int:
    from . import messages

    untranslated = messages.update()
    messages.compile_catalogues()
    print(*untranslated, sep="\n", end="\n" if untranslated else "")
    return REFUSED if untranslated else DONE


def _publish_news(chosen: argparse.Namespace) -> None:
    from unisson.kernel.clock import now
    from unisson.notices import feed

    feed.publish(title=chosen.title, body=chosen.body, title_en=chosen.title_en, body_en=chosen.body_en, at=now())


@dataclass(frozen=True, kw_only=True)
class Command:
    """One subcommand: its words, what it says of itself, the function that does it, and argparse's own options."""

    name: str
    help: str
    do: Callable[[argparse.Namespace], int | None]
    arguments: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    needs_django: bool = True


COMMANDS = (
    Command(
        name="run",
        help="prépare, puis sert le portail et son travailleur",
        do=_run,
        arguments={
            "--port": {"type": int, "default": 8000},
            "--host": {"default": "127.0.0.1", "help": "adresse d’écoute (défaut : cette machine seulement)"},
        },
    ),
    Command(
        name="prepare",
        help="met à jour les tables, les fichiers statiques et les catalogues",
        do=_late("prepare", "prepare"),
    ),
    Command(name="status", help="dit ce qui attend, ce qui a échoué et ce qui manque au portail", do=_status),
    Command(
        name="retry", help="redonne leur chance aux fichiers et aux courriels abandonnés", do=_late("status", "retry")
    ),
    Command(name="archive", help="archive ce qui est dû, revérifie les archives", do=_late("archive", "move")),
    Command(name="worker", help="un travailleur : achemine, prévient, balaie", do=_late("worker", "work")),
    Command(
        name="verify",
        help="dit si un certificat de dépôt est intègre, et s’il est celui de cette facture",
        do=_late("verify", "verify"),
        arguments={
            "certificate": {"type": Path, "metavar": "CERTIFICAT.pdf"},
            "invoice": {"type": Path, "metavar": "FACTURE", "nargs": "?"},
        },
    ),
    Command(
        name="read",
        help="lit des factures (UBL, CII, Factur-X, PDF) et dit ce qu’elles contiennent",
        do=_read,
        needs_django=False,
        arguments={
            "--json": {"action": "store_true", "help": "un objet JSON par fichier et par ligne"},
            "files": {"metavar": "FICHIER", "nargs": "+"},
        },
    ),
    Command(
        name="check",
        help="dit si des factures (UBL, CII, Factur-X, PDF) sont valables, et quoi corriger",
        do=_check,
        needs_django=False,
        arguments={
            "--json": {"action": "store_true", "help": "un objet JSON par fichier et par ligne"},
            "--rules": {
                "type": _rules,
                "default": (),
                "metavar": "JEUX",
                "help": "auto (défaut), ou des jeux de règles séparés par des virgules : en16931, choruspro…",
            },
            "--no-schema": {"action": "store_true", "help": "sans comparer le fichier à son schéma officiel (XSD)"},
            "files": {"metavar": "FICHIER", "nargs": "+"},
        },
    ),
    Command(
        name="convert",
        help="écrit une facture (UBL, CII, Factur-X) dans une autre syntaxe",
        do=_convert,
        needs_django=False,
        arguments={
            "--to": {"choices": ("cii", "ubl", "facturx"), "required": True, "help": "la syntaxe à produire"},
            "--pdf": {
                "type": Path,
                "metavar": "PAGE.pdf",
                "help": "le PDF où mettre la facture, au lieu d’une page produite",
            },
            "source": {"type": Path, "metavar": "FACTURE"},
            "target": {"type": Path, "metavar": "RÉSULTAT"},
        },
    ),
    Command(name="demo load", help="charge les données d’exemple", do=_load_demo),
    Command(
        name="audit",
        help="vérifie tout ce qui est gardé : historiques, certificats, registre, délais, fichiers, sceaux",
        do=_audit,
        arguments={
            "--json": {"action": "store_true", "help": "un objet JSON par faute et par ligne"},
            "--checkpoint": {
                "action": "store_true",
                "help": "affiche seulement un point de contrôle, à garder ailleurs",
            },
            "--since": {"type": Path, "metavar": "FICHIER", "help": "les points de contrôle gardés"},
            "--enter": {"action": "store_true", "help": "inscrit au registre ce qui a été écrit avant lui"},
            "--seals": {"action": "store_true", "help": "les sceaux de tous les certificats, au lieu d’un échantillon"},
            "--sealed-by": {
                "type": Path,
                "action": "append",
                "default": [],
                "metavar": "CERTIFICAT",
                "help": "le certificat d’une clé que le sceau a eue avant",
            },
        },
    ),
    Command(name="recount", help="compte de nouveau les tableaux de bord", do=_late("recount", "recount")),
    Command(name="doctor", help="dit ce qui ne va pas dans un déploiement, et quoi faire", do=_doctor),
    Command(
        name="backup",
        help="sauvegarde la base, les fichiers et les clés dans un dossier, pendant que le portail tourne",
        do=_backup,
        arguments={"folder": {"type": Path, "metavar": "DOSSIER"}},
    ),
    Command(
        name="restore",
        help="ramène une sauvegarde, portail arrêté",
        do=_restore,
        arguments={
            "folder": {"type": Path, "metavar": "DOSSIER"},
            "--over": {"action": "store_true", "help": "remplace ce que le portail contient"},
        },
    ),
    Command(
        name="operator add",
        help="nomme un exploitant du portail et donne le lien où choisir son mot de passe",
        do=_add_operator,
        arguments={
            "address": {"metavar": "ADRESSE"},
            "--first-name": {"metavar": "PRÉNOM", "default": "Exploitant"},
            "--last-name": {"metavar": "NOM", "default": "du portail"},
        },
    ),
    Command(
        name="operator clear",
        help="retire le second facteur ou la question secrète à qui les a perdus ; vérifiez d’abord son identité",
        do=_clear,
        arguments={
            "what": {"choices": ("second-factor", "secret-question")},
            "address": {"metavar": "ADRESSE"},
        },
    ),
    Command(
        name="directory import-sirene",
        help="charge un fichier de l’INSEE (StockEtablissement, StockUniteLegale) dans le registre embarqué",
        do=_late("register", "import_sirene"),
        arguments={
            "path": {"type": Path, "metavar": "FICHIER"},
            "--report": {"type": Path, "metavar": "RAPPORT.csv", "help": "où écrire ce qui n’a pas pu être lu"},
        },
    ),
    Command(
        name="directory export",
        help="écrit l’annuaire des structures publiques dans un fichier CSV",
        do=_late("directory", "export"),
        arguments={"file": {"type": Path, "metavar": "FICHIER"}},
    ),
    Command(
        name="directory import",
        help="importe un fichier de l’annuaire : tout, ou rien et le rapport ligne par ligne",
        do=_late("directory", "bring"),
        arguments={
            "file": {"type": Path, "metavar": "FICHIER"},
            "--dry-run": {"action": "store_true", "help": "seulement le rapport"},
            "--by": {"default": "", "metavar": "ADRESSE", "help": "l’exploitant qui importe, s’il y en a plusieurs"},
        },
    ),
    Command(
        name="sandbox advance",
        help="avance l’horloge du bac à sable : 31d, 12h",
        do=_late("sandbox", "advance"),
        arguments={"span": {"metavar": "DURÉE"}},
    ),
    Command(name="sandbox clock", help="dit l’heure du bac à sable", do=_late("sandbox", "tell")),
    Command(name="sandbox reset", help="remet l’horloge du bac à sable à l’heure vraie", do=_late("sandbox", "reset")),
    Command(
        name="sandbox credentials",
        help="dit avec quoi appeler l’API du bac à sable",
        do=_late("sandbox", "credentials"),
        arguments={"--json": {"action": "store_true", "help": "un seul objet JSON"}},
    ),
    Command(name="messages", help="met à jour et compile les catalogues de traduction", do=_messages),
    Command(
        name="news publish",
        help="publie une actualité sur l’accueil",
        do=_publish_news,
        arguments={
            "title": {"metavar": "TITRE"},
            "body": {"metavar": "TEXTE"},
            "--title-en": {"default": ""},
            "--body-en": {"default": ""},
        },
    ),
)


def parser() -> argparse.ArgumentParser:
    """`COMMANDS` as argparse knows it; a name of two words is a command of a group."""
    whole = argparse.ArgumentParser(prog="unisson", description="Le portail des factures au secteur public.")
    top = whole.add_subparsers(required=True, metavar="COMMANDE")
    groups = {"": top}
    for command in COMMANDS:
        group, _, name = command.name.rpartition(" ")
        if group not in groups:
            groups[group] = top.add_parser(group, help=command.help).add_subparsers(required=True, metavar=name)
        place = groups[group]
        own = place.add_parser(name, help=command.help)
        for flag, options in command.arguments.items():
            own.add_argument(flag, **options)
        own.set_defaults(do=command.do, needs_django=command.needs_django)
    return whole


if __name__ == "__main__":
    sys.exit(main())
