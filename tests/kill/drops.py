"""Many files of all kinds put down together, some of them faulty, while the web and the worker are killed."""

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from samples import make
from tests.journeys import papers

from .cluster import Cluster
from .people import SUPPLIER
from .portal import Portal
from .visitor import Visitor

DROPS = "/factures-emises/depot/plusieurs/"
_WRONG = {"<ram:GrandTotalAmount>": "<ram:GrandTotalAmount>9"}
_LOT = r'name="lot" value="([^"]+)"'
_SENT_WITHIN = 120.0


@dataclass(frozen=True, kw_only=True)
class File:
    """One file of the drop: `number` when it is to be sent, and `state` where it is to end otherwise."""

    name: str
    content: bytes
    number: str = ""
    state: str = "ENVOYEE"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of them. `faults`: in words, whatever is not as it should be."""

    files: int
    faulty: int
    kills: int
    faults: Sequence[str]


def _classic(number: str) -> bytes:
    return replace(make.CLASSIC, number=number, day=papers.day(), seller=make.SAFE_STYLE).pdf()


_GOOD: Sequence[tuple[str, Callable[[str], bytes]]] = (
    ("xml", lambda number: papers.xml(number).encode()),
    ("pdf", _classic),
    ("xml", lambda number: papers.ubl(number).encode()),
    ("pdf", papers.facturx),
)
_BAD: Sequence[tuple[str, str, Callable[[str], bytes]]] = (
    ("xml", "A_CORRIGER", lambda number: papers.xml(number, swap=_WRONG).encode()),
    ("pdf", "REFUSE", lambda number: b"%PDF-1.7 " + number.encode()),
    ("txt", "REFUSE", lambda number: f"bonjour {number}".encode()),
    ("pdf", "A_CORRIGER", lambda number: replace(make.ENGLISH, number=number, day=papers.day()).pdf()),
    ("xml", "REFUSE", lambda number: papers.xml(number).encode()[:-40]),
)


def mixed(good: int, faulty: int) -> list[File]:
    """Of each kind in turn, the faulty ones among the others; the last of those is a copy of the first good one."""
    files = []
    for rank in range(good):
        suffix, made = _GOOD[rank % len(_GOOD)]
        number = f"B-{rank:04}"
        files.append(File(name=f"{number}.{suffix}", content=made(number), number=number))
    for rank in range(faulty - 1):
        suffix, state, made = _BAD[rank % len(_BAD)]
        number = f"F-{rank:04}"
        place = (rank + 1) * len(files) // faulty
        files.insert(place, File(name=f"{number}.{suffix}", content=made(number), state=state))
    copy = replace(next(file for file in files if file.number), name="copie.xml", number="", state="DOUBLON")
    return [*files, copy]


def live(folder: Path, *, good: int, faulty: int, postgresql: bool = False) -> Outcome:
    """Put them down, kill the web and the worker in the midst, send, kill both again; then settle and look."""
    with ExitStack() as opened:
        cluster = Cluster(folder / "postgresql") if postgresql else None
        if cluster:
            opened.callback(cluster.kill)
            cluster.create()
        portal = Portal(var=folder / "var", cluster=cluster, small=True)
        portal.var.mkdir()
        opened.callback(portal.close)
        portal.open()
        files = mixed(good, faulty)
        supplier = Visitor(portal.url)
        supplier.sign_in(SUPPLIER)
        drop = _put_down(supplier, portal, files)
        portal.run("settle")
        _send(supplier, portal, drop)
        portal.run("settle")
        page = supplier.get(drop).page
        portal.close()
        account = json.loads(portal.run("dropped"))
        faults = [f"{name}: ended by itself" for name in portal.ended]
        faults += _broken(files, account)
        if "Télécharger les" not in page:
            faults.append("the certificates are not offered")
        return Outcome(files=len(files), faulty=faulty, kills=4, faults=faults)


def _put_down(supplier: Visitor, portal: Portal, files: Sequence[File]) -> str:
    """One request a file, as the page's script does; the web dies after a half, the worker while it reads."""
    supplier.get(DROPS)
    drop = ""
    for rank, file in enumerate(files):
        to, form = (f"{drop}fichiers/", {}) if drop else (DROPS, {"framework": "A1"})
        place = supplier.upload(to, form, field="files", name=file.name, content=file.content)
        drop = drop or place
        if rank == len(files) // 2:
            portal.kill("web")
            portal.kill("worker-1")
    return drop


def _send(supplier: Visitor, portal: Portal, drop: str) -> None:
    """« Confirmer et envoyer »; the worker dies as soon as it has sent some, and the web with it."""
    lot = supplier.get(f"{drop}envoi/").found(_LOT)
    supplier.post(f"{drop}envoi/", {"lot": lot})
    deadline = time.monotonic() + _SENT_WITHIN
    while "etat=ENVOYEE" not in supplier.get(drop).page and time.monotonic() < deadline:
        time.sleep(0.05)
    portal.kill("worker-1")
    portal.kill("web")
    supplier.post(f"{drop}envoi/", {"lot": lot})  # pressed again, as people do


def _broken(files: Sequence[File], account: Mapping[str, Any]) -> list[str]:
    """What is lost, twice or otherwise than it should be."""
    found = dict(account["files"])
    faults = [f"{kind}: {count} still to do" for kind, count in account["left"].items() if count]
    faults += [f"audit: {sentence}" for sentence in account["audit"]]
    if len(account["files"]) != len(files):
        faults.append(f"{len(account['files'])} files of {len(files)}")
    for file in files:
        if found.get(file.name) != file.state:
            faults.append(f"{file.name}: {found.get(file.name)}, and should be {file.state}")
    sent = Counter(account["sent"])
    faults += [f"{number}: sent {count} times" for number, count in sent.items() if count != 1]
    expected = {file.number for file in files if file.number}
    faults += [f"{number}: lost" for number in expected - sent.keys()]
    faults += [f"{number}: sent, and should not" for number in sent.keys() - expected]
    if account["certificates"] != len(expected):
        faults.append(f"{account['certificates']} certificates of {len(expected)}")
    drafts = sum(file.state == "A_CORRIGER" for file in files)
    if account["drafts"] != drafts:
        faults.append(f"{account['drafts']} drafts, and should be {drafts}")
    return faults
