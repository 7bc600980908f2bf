"""`unisson audit`: the whole record held against itself, in words or as JSON, and as an exit code."""

import json
import sys
import time

from unisson.invoices.audit import Tally, audit
from unisson.kernel.findings import to_data
from unisson.kernel.words import sentence

_EVERY = 2.0
"""Seconds between two words of progress, to a person only."""


def run(*, as_json: bool) -> bool:
    """Print each fault as it is found, then what was looked at; whether there was none."""
    tally, told = Tally(), time.monotonic()
    for finding in audit(tally):
        print(json.dumps(to_data(finding)) if as_json else sentence(finding.code, finding.values), flush=True)
        if sys.stderr.isatty() and time.monotonic() - told > _EVERY:
            told = time.monotonic()
            print(f"{tally.invoices} factures, {tally.files} fichiers…", file=sys.stderr)
    if as_json:
        print(json.dumps({"looked_at": vars(tally)}))
    else:
        looked = f"{tally.invoices} factures, {tally.changes} lignes d’historique, {tally.certificates} certificats"
        verdict = "tout est intact" if not tally.found else f"fautes : {tally.found}"
        print(f"{looked}, {tally.files} fichiers : {verdict}.")
    return not tally.found
