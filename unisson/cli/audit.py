"""`unisson audit`: the whole record held against itself, in words or as JSON, and as an exit code."""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from unisson.invoices.register import ledger
from unisson.invoices.register.audit import Tally, audit
from unisson.invoices.register.record import enter_missed
from unisson.invoices.register.seals import Asked
from unisson.kernel.clock import now
from unisson.kernel.findings import to_data
from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence

_EVERY = 2.0
"""Seconds between two words of progress, to a person only."""


def print_checkpoint() -> None:
    """One line to keep elsewhere: see `run` with `since`."""
    print(ledger.checkpoint(at=now()))


def enter() -> None:
    """Enter what was written before there was a register; print each row, then how many they were."""
    count = 0
    for invoice, kind, key in enter_missed():
        count += 1
        print(f"{invoice.number or '—'} (n° {invoice.pk}) : {kind}, ligne {key}")
    print(count)


def run(*, as_json: bool, since: Path | None = None, every_seal: bool = False, sealed_by: Sequence[Path] = ()) -> bool:
    """Print each fault as it is found, then what was looked at; whether there was none.

    `since`: checkpoints kept before. `sealed_by`: certificates of former keys. Refusal CPP-AUDIT-16, -18 for files
    that are neither.
    """
    tally, told = Tally(), time.monotonic()
    known = ledger.read_checkpoints(_text(since), file=str(since)) if since else []
    asked = Asked(every=every_seal, former=[_certificate(path) for path in sealed_by])
    for finding in audit(tally, since=known, asked=asked):
        print(json.dumps(to_data(finding)) if as_json else sentence(finding.code, finding.values), flush=True)
        if sys.stderr.isatty() and time.monotonic() - told > _EVERY:
            told = time.monotonic()
            print(f"{tally.invoices} factures, {tally.files} fichiers…", file=sys.stderr)
    if as_json:
        print(json.dumps({"looked_at": vars(tally)}))
    else:
        looked = f"{tally.invoices} factures, {tally.changes} lignes d’historique, {tally.certificates} certificats"
        verdict = "tout est intact" if not tally.found else f"fautes : {tally.found}"
        print(f"{looked}, {tally.files} fichiers, {tally.seals} sceaux : {verdict}.")
    return not tally.found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise Refusal("CPP-AUDIT-16", file=str(path)) from error


def _certificate(path: Path) -> bytes:
    """In DER, of a file in PEM or DER."""
    try:
        content = path.read_bytes()
        read = x509.load_pem_x509_certificate if b"-----BEGIN" in content else x509.load_der_x509_certificate
        return read(content).public_bytes(Encoding.DER)
    except (OSError, ValueError) as error:
        raise Refusal("CPP-AUDIT-18", file=str(path)) from error
