"""The audit of 100,000 invoices against 1,000: the time of one, and what more memory it takes."""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from pathlib import Path

from django.conf import settings
from django.db import connection

from bench import Ratio
from bench.ground import database
from tests.invoices.builders import LATER, an_available
from unisson.files.models import StoredFile
from unisson.invoices import certificate
from unisson.invoices.certificate import prepare
from unisson.invoices.lifecycle import chained
from unisson.invoices.models import DepositCertificate, Flow, Invoice, StatusChange
from unisson.invoices.register import ledger, seals, traces
from unisson.invoices.register.audit import Tally, audit
from unisson.invoices.register.seals import Asked
from unisson.invoices.register.traces import Deposited
from unisson.kernel.clock import stopped

FEW, MANY, SEALED = 1000, 100_000, 200
_CHUNK = 5000
_SIZE = 8000
"""Bytes of each deposited file: those of an invoice in XML."""


def main() -> Iterator[Ratio]:
    """Whole records: each invoice with its file, its history of three rows, its certificate, all in the register."""
    with database() as name:
        pk = an_available("FA-0").pk
        model = Invoice.objects.select_related("supplier", "recipient").prefetch_related("history").get(pk=pk)
        seed(model, FEW)
        few, _ = _measured(_audit)
        seed(model, MANY - FEW, first=FEW)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        many, grown = _measured(_audit)
        what = f"audit, {many:.0f} s in all, {grown:.0f} MB more, {name}"
        yield Ratio(what=what, ours=many / MANY, rival=f"one of {FEW}", theirs=few / FEW)
        while certificate.print_pending(clock=stopped(LATER)) and _printed() < SEALED:
            pass
        sealed, _ = _measured(lambda: list(seals.look(Asked(every=True))))
        yield Ratio(what=f"one seal, {name}", ours=sealed / _printed(), rival="an invoice", theirs=many / MANY)


def seed(model: Invoice, count: int, *, first: int = 0) -> None:
    """`count` invoices like `model`, each whole: nothing is told of any."""
    for start in range(first, first + count, _CHUNK):
        ranks = range(start, min(start + _CHUNK, first + count))
        files = [_file(rank) for rank in ranks]
        StoredFile.objects.bulk_create(files)
        flows = Flow.objects.bulk_create(
            Flow(supplier=model.supplier, file=file, channel="API", received_at=LATER, state=Flow.State.INTEGRATED)
            for file in files
        )
        pairs = zip(ranks, flows, strict=True)
        invoices = Invoice.objects.bulk_create([_like(model, rank, flow) for rank, flow in pairs])
        papers = [prepare(invoice, attachments=(), at=LATER) for invoice in invoices]
        DepositCertificate.objects.bulk_create(papers)
        steps = StatusChange.objects.bulk_create(row for paper in papers for row in _history(model, paper))
        traces.enter([*steps, *papers, *(Deposited(invoice, (), ()) for invoice in invoices)])
    while ledger.number_pending(clock=stopped(LATER)):
        pass


def _file(rank: int) -> StoredFile:
    content = f"{rank:08}".encode() * (_SIZE // 8)
    digest = hashlib.sha256(content).hexdigest()
    folder = Path(settings.VAR) / "files" / digest[:2]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / digest).write_bytes(content)
    return StoredFile(digest=digest, size=_SIZE, media_type="application/xml", scan="NOT_SCANNED", kept_at=LATER)


def _like(model: Invoice, rank: int, flow: Flow) -> Invoice:
    kept = {
        field.attname: getattr(model, field.attname)
        for field in Invoice._meta.concrete_fields
        if field.attname not in ("id", "flow_id", "file_id", "number", "number_key", "status")
    }
    number = f"B-{rank:06}"
    row = Invoice(flow=flow, file_id=flow.file_id, number=number, number_key=number, **kept)
    setattr(row, "status", model.status)  # noqa: B010 - rows of a bench, with the history of their model
    row.supplier, row.recipient = model.supplier, model.recipient
    return row


def _history(model: Invoice, paper: DepositCertificate) -> Sequence[StatusChange]:
    """The rows of `model`, chained anew around another certificate."""
    digest, rows = "", []
    for old in model.history.all():
        row = copy(old)
        row.pk, row.invoice_id = None, paper.invoice_id
        if "certificate" in row.values:
            row.values = {"certificate": paper.number}
        row.digest = digest = chained(row, previous=digest)
        rows.append(row)
    return rows


def _audit() -> None:
    found = list(audit(Tally()))
    assert not found, found[:3]


def _printed() -> int:
    return DepositCertificate.objects.filter(pdf__isnull=False).count()


def _measured(job: Callable[[], object]) -> tuple[float, float]:
    """Seconds of `job`, and by how many MB the memory of this process grew at its peak (Linux; 0 elsewhere)."""
    before = _memory("VmRSS")
    if before:
        Path("/proc/self/clear_refs").write_text("5")
    start = time.perf_counter()
    job()
    return time.perf_counter() - start, (_memory("VmHWM") - before) / 1000


def _memory(kind: str) -> int:
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith(kind)), 0)
