"""`unisson convert`: an invoice in another syntax, and what is lost on the way."""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from unisson.einvoice.model import Invoice
from unisson.einvoice.terms import label
from unisson.einvoice.write import Written, to_cii, to_ubl
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence
from unisson.pdf import hybrid, sandbox

from .inputs import content_of
from .papers import reading_of

_WRITERS: Mapping[str, Callable[[Invoice], Written]] = {"cii": to_cii, "ubl": to_ubl}


def convert(source: Path, target: Path, *, to: str, page: Path | None = None) -> None:
    """Write the invoice in `source` to `target` as "cii", "ubl" or "facturx"; tell on standard error what is lost.

    `page`: the PDF that becomes the Factur-X, instead of a page of ours. Refusal when a file cannot be read or
    written; then nothing is written.
    """
    if page is not None and to != "facturx":
        raise Refusal("CPP-COMMANDE-09")
    reading = reading_of(source)
    if to == "facturx":
        made = _facturx(reading.invoice, page)
        content, remarks = made.content, made.remarks
    else:
        written = _WRITERS[to](reading.invoice)
        content, remarks = written.content, written.losses
    _save(target, content)
    _tell((*reading.problems, *remarks))


def _facturx(invoice: Invoice, page: Path | None) -> hybrid.Hybrid:
    if page is None:
        return hybrid.made(invoice)
    return sandbox.run(hybrid.combined, content_of(page), invoice=invoice)


def _save(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except (OSError, ValueError) as error:
        raise Refusal("CPP-COMMANDE-07", file=str(target)) from error


def _tell(findings: Iterable[Finding]) -> None:
    for finding in findings:
        if finding.where:
            print(f"{finding.where} ({label(finding.where)})", end="\u00a0: ", file=sys.stderr)
        print(sentence(finding.code, finding.values), file=sys.stderr)
