"""A drop of Claire's for SAFE STYLE, its files, and the worker's turn."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import AT, LATER, a_person, a_structure, a_supplier
from unisson.invoices.drops import adding, sending, work
from unisson.invoices.models import Drop, DropFile
from unisson.kernel.clock import stopped


def a_drop(files: Mapping[str, bytes] | None = None, *, vat_regime: str = "TVA_SUR_DEBIT", at: datetime = AT) -> Drop:
    """With these files, not yet read."""
    user, supplier = a_supplier()
    a_structure()
    a_structure(PONT_SAINT_ESPRIT)
    drop = adding.open_drop(user, supplier=supplier, service=None, framework="A1", vat_regime=vat_regime, at=at)
    if files:
        put(drop, files, at=at)
    return drop


def put(drop: Drop, files: Mapping[str, bytes], *, at: datetime = AT) -> adding.Added:
    return adding.add(a_person(), drop.pk, [brought(name, content) for name, content in files.items()], at=at)


def brought(name: str, content: bytes) -> adding.Brought:
    return adding.Brought(name=name, size=len(content), read=lambda: content)


def work_all(at: datetime = LATER) -> int:
    """Until nothing is left; how many things were done."""
    done = 0
    while some := work.advance(clock=stopped(at)):
        done += some
    return done


def read(files: Mapping[str, bytes]) -> Drop:
    """A drop whose files are read."""
    drop = a_drop(files)
    work_all()
    return drop


def states(drop: Drop) -> dict[str, str]:
    """Name → name of its state."""
    return {file.name: DropFile.State(file.state).name for file in drop.files.order_by("position")}


def codes(drop: Drop, name: str) -> list[str]:
    return [one["code"] for one in drop.files.get(name=name).findings]


def send_ready(drop: Drop, *, at: datetime = LATER) -> int:
    """« Envoyer les prêtes », asked for."""
    ready = drop.files.filter(state=DropFile.State.READY)
    seen = {pk: version or 0 for pk, version in ready.values_list("pk", "judged_version")}
    return sending.ask(a_person(), drop.pk, seen, at=at)


def a_zip(files: Mapping[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return archive.getvalue()
