"""The register: every entry (`traces`) gets a serial number and is chained to the one before it (ADR 13).

Who writes takes no turn: the worker numbers entries afterwards, in order, so a number is never left out. A row taken
away with its entry leaves a gap; what is taken from the end is told by a `Checkpoint` kept elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from unisson.kernel.clock import Clock
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal
from unisson.kernel.words import declare

from ..models import Entry

MISSING = "CPP-AUDIT-11"
UNCHAINED = "CPP-AUDIT-12"
CUT = "CPP-AUDIT-13"
REWRITTEN = "CPP-AUDIT-14"

declare(
    MISSING,
    fr="Registre des dépôts : du n° {first} au n° {last}, rien n’y est plus.",
    en="Register: from no. {first} to no. {last}, nothing is there any more.",
)
declare(
    UNCHAINED,
    fr="Registre des dépôts : le n° {serial} n’est pas celui qui suivait le n° {before}.",
    en="Register: no. {serial} is not the one that followed no. {before}.",
)
declare(
    CUT,
    fr="Registre des dépôts : il finit au n° {last}, et le point de contrôle du {moment} en connaissait {serial}.",
    en="Register: it ends at no. {last}, and the checkpoint of {moment} knew {serial}.",
)
declare(
    REWRITTEN,
    fr="Registre des dépôts : jusqu’au n° {serial}, il n’est plus celui du point de contrôle du {moment}.",
    en="Register: up to no. {serial}, it is no longer that of the checkpoint of {moment}.",
)
declare(
    "CPP-AUDIT-16",
    fr="« {file} » n’est pas un fichier de points de contrôle : gardez ce que « unisson audit --checkpoint » affiche.",
    en="“{file}” is no file of checkpoints: keep what “unisson audit --checkpoint” prints.",
)


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """How many entries there were, and the link of the last: whoever keeps it can prove what came before."""

    serial: int
    link: str
    at: str

    def __str__(self) -> str:
        return json.dumps(asdict(self))


def number_pending(*, clock: Clock, batch: int = 500) -> int:
    """Chain the entries that have no number yet, in the order in which they were written; returns how many.

    Run at once with its twin, one of them finds the end of the chain held or its number taken, and leaves it.
    """
    try:
        with transaction.atomic():
            return _number(batch)
    except IntegrityError:
        return 0


def checkpoint(*, at: datetime) -> Checkpoint:
    """The end of the register as it is."""
    last = _last()
    return Checkpoint(serial=last.serial or 0 if last else 0, link=last.link if last else "", at=at.isoformat())


def read_checkpoints(text: str, *, file: str) -> list[Checkpoint]:
    """What was printed at several times, a line each. Refusal CPP-AUDIT-16 for anything else."""
    try:
        known = [Checkpoint(**json.loads(line)) for line in text.splitlines() if line.strip()]
        moments = [datetime.fromisoformat(one.at) for one in known]
    except (ValueError, TypeError) as error:
        raise Refusal("CPP-AUDIT-16", file=file) from error
    if not moments:
        raise Refusal("CPP-AUDIT-16", file=file)
    return known


def faults(since: Iterable[Checkpoint] = ()) -> Iterator[Finding]:
    """What is missing from the register or out of its chain, then what the checkpoints knew otherwise."""
    rows = Entry.objects.filter(serial__isnull=False).order_by("serial")
    before, link = 0, ""
    for row in rows.iterator(chunk_size=2000):
        serial = row.serial or 0
        if serial != before + 1:
            yield Finding(code=MISSING, values={"first": before + 1, "last": serial - 1})
        elif link_of(link, row, serial=serial) != row.link:
            yield Finding(code=UNCHAINED, values={"serial": serial, "before": before})
        before, link = serial, row.link
    for known in since:
        yield from _against(known, last=before)


def link_of(previous: str, row: Entry, *, serial: int) -> str:
    """SHA-256 (hexadecimal) over the link before and all that the entry says."""
    content = f"{previous}\n{serial}\n{row.of}\n{row.key}\n{row.invoice_id}\n{row.digest}"
    return hashlib.sha256(content.encode()).hexdigest()


def _against(known: Checkpoint, *, last: int) -> Iterator[Finding]:
    moment = datetime.fromisoformat(known.at)
    if known.serial > last:
        yield Finding(code=CUT, values={"last": last, "serial": known.serial, "moment": moment})
    elif known.serial:
        links = Entry.objects.filter(serial=known.serial).values_list("link", flat=True)
        if list(links) != [known.link]:
            yield Finding(code=REWRITTEN, values={"serial": known.serial, "moment": moment})


def _number(batch: int) -> int:
    last = _last()
    if last is not None and not _hold(last):
        return 0
    # Read once the end is held: what a twin numbered before is no longer among them.
    waiting = _waiting(batch)
    serial, link = (last.serial or 0, last.link) if last else (0, "")
    for entry in waiting:
        serial += 1
        link = link_of(link, entry, serial=serial)
        entry.serial, entry.link = serial, link
    # A number given once is never given anew, whatever another worker did meanwhile.
    pending = Entry.objects.filter(serial=None)
    if pending.bulk_update(waiting, ["serial", "link"], batch_size=100) != len(waiting):
        raise IntegrityError("somebody else numbered them")
    return len(waiting)


def _waiting(batch: int) -> list[Entry]:
    return list(Entry.objects.filter(serial=None).order_by("pk")[:batch])


def _last() -> Entry | None:
    return Entry.objects.filter(serial__isnull=False).order_by("-serial").first()


def _hold(last: Entry) -> bool:
    """Lock the end of the chain; False while a twin holds it."""
    return Entry.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=last.pk).first() is not None
