"""`unisson directory export`, `unisson directory import`: the public directory as a file."""

import os
import tempfile
from pathlib import Path

from unisson.accounts.models import User
from unisson.directory import catalogue, importing
from unisson.directory.exchange import Problem
from unisson.kernel.clock import now, today
from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence


def export(file: Path) -> None:
    """Write the directory of today; the file is whole, or is not there. Refusal CPP-COMMANDE-02 where none can be."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    except OSError as error:
        raise Refusal("CPP-COMMANDE-02", folder=str(file.parent)) from error
    try:
        with os.fdopen(handle, "wb") as target:
            count = catalogue.write(target, on=today())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    print(sentence("CPP-COMMANDE-60", {"count": count, "file": str(file)}))


def bring(file: Path, *, dry_run: bool, by: str) -> bool:
    """Print the report, and import the file if it has no fault and this is no dry run; whether it has none."""
    actor = None if dry_run else _operator(by)
    try:
        with file.open("rb") as source:
            report = importing.examine(source, at=now())
            if actor and not report.faults:
                source.seek(0)
                report = importing.apply(source, actor=actor, name=file.name, seen=report.mark, at=now())
    except OSError as error:
        raise Refusal("CPP-COMMANDE-03", file=str(file)) from error
    for one in report.problems:
        print(_told(one))
    print(sentence("CPP-COMMANDE-61", report.counts))
    if report.faults:
        print(sentence("CPP-COMMANDE-62", {"count": report.faults}))
    else:
        print(sentence("CPP-COMMANDE-63" if dry_run else "CPP-COMMANDE-64", {}))
    return not report.faults


def _told(one: Problem) -> str:
    where = ", ".join(filter(None, (f"ligne {one.line}", one.column, f"« {one.value} »" if one.value else "")))
    return f"{where} : {sentence(one.code, one.values)} [{one.code}]"


def _operator(address: str) -> User:
    """Who imports, for the journal. Refusal CPP-ANNUAIRE-31 when several could, -32 for who is none."""
    operators = User.objects.filter(is_operator=True, is_active=True)
    if address:
        found = operators.filter(email=address.strip().lower()).first()
        if found is None:
            raise Refusal("CPP-ANNUAIRE-32", address=address)
        return found
    if (count := operators.count()) != 1:
        raise Refusal("CPP-ANNUAIRE-31", count=count)
    return operators.get()
